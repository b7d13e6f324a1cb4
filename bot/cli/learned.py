"""`principles learned`: what workspaces were taught in Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.gaps import team_option
from bot.cli.options import settings_with
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.learning.lessons import Lesson

NOTHING = "Nothing was taught yet."


@click.command("learned")
@click.option("--yaml", "as_yaml", is_flag=True, help="A pack, to be looked through and put beside the others.")
@team_option
def command(as_yaml: bool, team: str | None) -> None:
    """List what teachers taught in Slack, and is not removed."""
    from bot.bootstrap.database import existing_database
    from bot.store.learned import Learned

    learned = Learned(existing_database(settings_with(())))
    teams = [team] if team else sorted(learned.versions())
    lessons = {one: kept for one in teams if (kept := learned.of(one))}
    if as_yaml:
        if len(lessons) > 1:
            raise SettingsError(f"Several workspaces were taught: name one with --team ({', '.join(lessons)}).")
        from bot.learning.export import pack_text

        print(pack_text(next(iter(lessons.values()), ())), end="")
        return
    print("\n".join(_line(one) for kept in lessons.values() for one in kept) or NOTHING)


def _line(lesson: Lesson) -> str:
    when = f"{lesson.taught_at:%Y-%m-%d}" if lesson.taught_at else ""
    what = f"another wording of {lesson.target}" if lesson.target else f"taught/{lesson.name}"
    more = f", and {len(lesson.wordings)} more" if lesson.wordings else ""
    return f"{lesson.team}  {when}  {lesson.question}{more}  [{what}]"
