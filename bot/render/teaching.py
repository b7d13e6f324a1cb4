"""What teaching shows: the effects of a lesson before it is accepted, the list of lessons, the words to an author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.model import Entry
from bot.learning.lessons import Lesson
from bot.render import ids
from bot.render.body import Room, body
from bot.render.budget import cut
from bot.render.elements import actions_row, button, context, divider, header, paragraph, rich_text
from bot.render.escape import one_line
from bot.render.message import Block
from bot.render.source import source_block

# Enough of an answer to see how it will look, beside the window's inputs.
PREVIEW = Room(6_000, 60)

# So many questions are named; the rest is counted.
NAMED = 5
QUOTED = 150

# As much of an answer that came second, so that nothing of it is lost but in a very long one.
OWN_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Effects:
    """What a lesson would change.

    `today` are its wordings that are answered now, each with the question whose answer that is. `pulls` are known
    questions that would be answered by it, each with the entry's question that answers it now; `left_out` are its
    wordings that are asked of another entry already; `known` is the entry's question that has its question, so that
    the lesson would never be asked. `words_of` is the question that it words.
    """

    today: Sequence[tuple[str, str]] = ()
    pulls: Sequence[tuple[str, str]] = ()
    left_out: Sequence[str] = ()
    known: str = ""
    words_of: str = ""

    @property
    def acceptable(self) -> bool:
        """Whether it would be asked at all."""
        return not self.known


def lead_blocks(lines: Sequence[str]) -> list[Block]:
    """What is said above the window's inputs."""
    return [rich_text(*map(paragraph, lines)), divider()] if lines else []


def effect_blocks(effects: Effects, entry: Entry | None) -> list[Block]:
    """What it changes, and how it will look."""
    lines = list(_effect_lines(effects))
    shown = [divider(), rich_text(*(paragraph(line) for line in lines))]
    if entry is None:
        return shown
    look = "It will look like this:" if not effects.words_of else "This is what it will be answered with:"
    quoted = [header(cut(one_line(entry.question), QUOTED)), *body(entry, PREVIEW).blocks, source_block(entry)]
    return [*shown, context(look), *quoted]


def _effect_lines(effects: Effects) -> list[str]:
    if effects.known:
        return [
            f"“{quoted(effects.known)}” asks this already, and what my packs or colleagues taught goes first.",
            "Change the question, or choose it under “Asks the same as”.",
        ]
    lines = [
        f"“{quoted(wording)}” is asked of another answer already, and stays there." for wording in effects.left_out
    ]
    for asked, of in effects.today[:NAMED]:
        lines.append(f"Today I answer “{quoted(asked)}” with “{quoted(of)}”; from now on with this.")
    if not effects.pulls:
        return [*lines, *([] if effects.today else ["No question that I know would be answered differently."])]
    counted = "One question" if len(effects.pulls) == 1 else f"{len(effects.pulls)} questions"
    lines.append(f"{counted} that I know would hardly be told apart from this:")
    lines += [f"• “{quoted(asked)}” (of “{quoted(of)}”)" for asked, of in effects.pulls[:NAMED]]
    if len(effects.pulls) > NAMED:
        lines.append(f"• and {len(effects.pulls) - NAMED} more")
    return [*lines, "Word for word they stay where they are. If they mean something else, make the question narrower."]


def quoted(text: str) -> str:
    """A question within a sentence."""
    return cut(one_line(text), QUOTED)


AWAY = "I could not reach my database just now, so nothing was kept. Please press again in a minute."
GONE = "That is not there any more: somebody else was faster, or its time was over."
KEPT = "I have learned it. It is in force here now, and in a few seconds wherever else I run."


def kept_blocks(lesson: Lesson) -> list[Block]:
    """What a teacher reads when a lesson is kept, with the way back."""
    known = f"“{quoted(lesson.question)}”"
    said = [paragraph(KEPT), paragraph(f"Try it: ask me {known}.")]
    edit = button("Edit", f"{ids.TEACH}:edit", f"lesson:{lesson.number}")
    return [rich_text(*said), *actions_row([edit, button("Everything taught here", ids.LESSONS)])]


def taught_before(mine: str = "") -> tuple[str, ...]:
    """What stands above a lesson that somebody else taught meanwhile; `mine` is what was to be taught instead."""
    before = "Somebody taught this before you: here is what they wrote. You can change it."
    return (before, f"You wrote: {cut(one_line(mine), OWN_WORDS)}") if mine else (before,)


def changed_meanwhile(lesson: Lesson) -> tuple[str, ...]:
    """What stands above a lesson that somebody else changed while it was edited."""
    theirs = cut(one_line(lesson.answer), QUOTED) if lesson.answer else f"“{quoted(lesson.question)}”"
    return ("Somebody changed this while you had it open. Below is yours; theirs begins:", theirs)
