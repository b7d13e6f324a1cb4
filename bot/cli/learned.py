"""`principles learned`: what workspaces were taught in Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.gaps import team_option
from bot.cli.options import settings_with
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.learning.documents import Document
    from bot.learning.lessons import Lesson

NOTHING = "Nothing was taught yet."


@click.command("learned")
@click.option("--yaml", "as_yaml", is_flag=True, help="A pack, to be looked through and put beside the others.")
@team_option
def command(as_yaml: bool, team: str | None) -> None:
    """List what teachers taught in Slack, and is not removed."""
    from bot.bootstrap.database import existing_database
    from bot.store.documents import Documents
    from bot.store.learned import Learned

    database = existing_database(settings_with(()))
    learned = Learned(database)
    teams = [team] if team else sorted(learned.versions())
    lessons = {one: learned.of(one) for one in teams}
    if as_yaml:
        print(_pack({one: kept for one, kept in lessons.items() if kept}), end="")
        return
    documents = [document for one in teams for document in Documents(database).listed(one)]
    lines = [*map(_document_line, documents), *(_line(one) for kept in lessons.values() for one in kept)]
    print("\n".join(lines) or NOTHING)


def _pack(lessons: dict[str, tuple[Lesson, ...]]) -> str:
    """The lessons of the one workspace that has any, as a pack."""
    if len(lessons) > 1:
        raise SettingsError(f"Several workspaces were taught: name one with --team ({', '.join(lessons)}).")
    from bot.learning.export import pack_text

    return pack_text(next(iter(lessons.values()), ()))


def _document_line(document: Document) -> str:
    when = f"{document.uploaded_at:%Y-%m-%d}" if document.uploaded_at else ""
    return f"{document.team}  {when}  {document.file}, {document.entries} questions  [document]"


def _line(lesson: Lesson) -> str:
    when = f"{lesson.taught_at:%Y-%m-%d}" if lesson.taught_at else ""
    what = f"another wording of {lesson.target}" if lesson.target else f"taught/{lesson.name}"
    more = f", and {len(lesson.wordings)} more" if lesson.wordings else ""
    return f"{lesson.team}  {when}  {lesson.question}{more}  [{what}]"
