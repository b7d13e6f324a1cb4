"""What a workspace was taught as the text of a pack, to be reviewed and moved into files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.knowledge.model import Knowledge
from bot.knowledge.writer import written
from bot.learning.lessons import PACK, Lesson, source_of, taught

TITLE = "What we were taught in Slack"
HEADER = ("Taught in Slack. Look it through, rename the pack, and put it beside your others.",)


def pack_text(lessons: Iterable[Lesson]) -> str:
    """The lessons as a pack that `principles check` accepts; empty where none of them has an answer of its own.

    Of two lessons that share a wording the first has it. Other wordings of the packs' entries stand in a comment.
    """
    every = tuple(lessons)
    kept = taught(Knowledge(()), (one for one in every if not one.target))
    answers = [one for one in every if one.number in kept.entries]
    if not answers:
        return ""
    entries = [_fields(one, kept.entries[one.number].aliases) for one in answers]
    source = {"title": TITLE}
    words = [f"Other wordings of {one.target}: {' | '.join(one.asked)}" for one in every if one.target]
    return written({"pack": PACK, "source": source, "entries": entries}, [[] for _ in entries], (*HEADER, *words))


def _fields(lesson: Lesson, aliases: tuple[str, ...]) -> dict[str, Any]:
    """An entry as packs have it."""
    source = source_of(lesson)
    fields: dict[str, Any] = {"id": lesson.name, "question": lesson.question}
    if aliases:
        fields["aliases"] = list(aliases)
    fields["answer"] = lesson.answer
    if lesson.link:
        fields["link"] = lesson.link
    return {**fields, "source": {"title": source.title, **({"dated": source.dated} if source.dated else {})}}
