"""The list of what was taught, for teachers: in their App Home and in a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.counting import count
from bot.learning.lessons import Lesson
from bot.render import ids
from bot.render.budget import cut
from bot.render.catalogue import page_of, page_row
from bot.render.elements import (
    Element,
    actions_row,
    button,
    context,
    context_mrkdwn,
    header,
    paragraph,
    plain,
    rich_text,
)
from bot.render.escape import mention, one_line, worded
from bot.render.message import Block

# A lesson takes three of a view's hundred blocks.
PAGE = 15
LATEST = 3

# Removed lessons are listed for who changes their mind; older ones rest in the database for some days.
MOST_REMOVED = 5

QUOTED = 150

# What an entry asks, by its id.
Named = Callable[[str], str]

REMOVED = "I have forgotten “{}”."
RESTORED = "I know “{}” again."
NOTHING = "Nothing was taught here yet. Teach me an answer, or pick “Save as answer” in the menu of a good message."
NOTHING_NOW = "Everything that was taught here is removed."


def home_blocks(
    taught: Sequence[Lesson], overtaken: Mapping[int, str], documents: int = 0, *, removed: bool = False
) -> list[Block]:
    """A teacher's part of the App Home: how much was taught, the latest of it, and the ways to more.

    `documents` is how many are in force, `removed` whether anything can be brought back.
    """
    teach = button("Teach an answer", f"{ids.TEACH}:new")
    if not taught and not documents:
        back = [button("Removed lately", ids.LESSONS)] if removed else []
        return [header("Taught here"), context(NOTHING_NOW if removed else NOTHING), *actions_row([teach, *back])]
    latest = sorted(taught, key=lambda lesson: lesson.number, reverse=True)[:LATEST]
    rows = [_short_row(lesson) for lesson in latest]
    every = button(f"All of it ({len(taught) + documents})", ids.LESSONS)
    aside = _counted_aside(sum(lesson.number in overtaken for lesson in taught))
    return [header("Taught here"), *rows, *aside, *actions_row([teach, every])]


def list_blocks(
    taught: Sequence[Lesson], removed: Sequence[Lesson], overtaken: Mapping[int, str], page: int, named: Named = str
) -> list[Block]:
    """A page (from 0) of what was taught, the latest first; on the last one also what was removed lately."""
    shown = page_of(sorted(taught, key=lambda lesson: lesson.number, reverse=True), page, PAGE)
    rows = [block for lesson in shown.items for block in _row(lesson, overtaken.get(lesson.number), named)]
    turns = page_row(shown, ids.LESSONS, labels=("← Newer", "Older →"))
    lately = _removed(removed[:MOST_REMOVED]) if shown.number == shown.count - 1 else []
    teach = actions_row([button("Teach an answer", f"{ids.TEACH}:new")])
    return [*(rows or [context(NOTHING_NOW if removed else NOTHING)]), *turns, *lately, *teach]


def undo_row(number: int) -> list[Block]:
    """The way back from a removal."""
    return actions_row([button("Undo", f"{ids.LESSON_RESTORE}:undo", str(number))])


def _row(lesson: Lesson, owner: str | None, named: Named) -> list[Block]:
    """A lesson: its question, whose it is and how it stands, and what can be done."""
    state = [context(_aside(owner, named))] if owner is not None else []
    edit = button("Edit", f"{ids.TEACH}:{lesson.number}", f"lesson:{lesson.number}")
    remove = button("Remove", f"{ids.LESSON_REMOVE}:{lesson.number}", str(lesson.number))
    asked = rich_text(paragraph(cut(one_line(lesson.question), QUOTED), bold=True))
    return [asked, context_mrkdwn(_told(lesson, named)), *state, *actions_row([edit, remove])]


def _short_row(lesson: Lesson) -> Block:
    edit: Element = button("Edit", f"{ids.TEACH}:{lesson.number}", f"lesson:{lesson.number}")
    edit["accessibility_label"] = plain(f"Edit: {lesson.question}", 75)["text"]
    return {"type": "section", "text": plain(lesson.question, QUOTED), "accessory": edit}


def _told(lesson: Lesson, named: Named) -> str:
    """Who taught it, when, and how else it is asked, in mrkdwn."""
    teacher = mention(lesson.teacher) if lesson.teacher else "Somebody"
    when = f" on {lesson.taught_at.day} {lesson.taught_at:%B %Y}" if lesson.taught_at else ""
    what = f"{teacher} taught it{when}"
    if lesson.target:
        target = cut(one_line(named(lesson.target)), QUOTED, dress=worded)
        what = f"{teacher} taught it{when} as another wording of “{target}”"
    edited = f", {mention(lesson.editor)} changed it" if lesson.editor else ""
    more = len(lesson.wordings)
    wordings = f" · {count(more, 'other wording')}" if more else ""
    author = f" · answer by {worded(one_line(lesson.author))}" if lesson.author else ""
    return f"{what}{edited}{author}{wordings}"


def _aside(owner: str, named: Named) -> str:
    """Why a lesson is not in force."""
    if not owner:
        return "⚠️ Set aside: the question that it words is not in the packs any more."
    asked = cut(one_line(named(owner)), QUOTED)
    return f"⚠️ Set aside: “{asked}” ({owner}) asks this too by now, and goes first. Remove this one, or ask otherwise."


def _counted_aside(number: int) -> list[Block]:
    if not number:
        return []
    them = "One of them is" if number == 1 else f"{number} of them are"
    return [context(f"⚠️ {them} set aside: the packs ask the same by now, and go first.")]


def _removed(lessons: Sequence[Lesson]) -> list[Block]:
    """What was removed lately, each with the way back."""
    rows = []
    for lesson in lessons:
        back = button("Bring back", f"{ids.LESSON_RESTORE}:{lesson.number}", str(lesson.number))
        rows.append({"type": "section", "text": plain(lesson.question, QUOTED), "accessory": back})
    return [header("Removed lately"), *rows] if rows else []
