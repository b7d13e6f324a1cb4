"""How answers fare, as teachers read it: by week, most asked, least helpful, never asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.learning.tally import Counts
from bot.render.budget import cut
from bot.render.elements import Element, context, header, paragraph, rich_text
from bot.render.escape import one_line
from bot.render.feedback import reasons_in_words
from bot.render.message import Block

MOST = 5
QUOTED = 120

# A whole answer rate in blocks of this character: one for each ten in a hundred.
FULL, EMPTY = "█", "░"


@dataclass(frozen=True, slots=True)
class Fared:
    """One entry: how often it was given, and what people thought; `reasons` are given ones with how often."""

    question: str
    given: int
    helpful: int
    unhelpful: int
    reasons: tuple[tuple[str, int], ...] = ()


def figures_blocks(weeks: Sequence[Counts], entries: Sequence[Fared], never: Sequence[str]) -> list[Block]:
    """Everything, for the last 90 days; `entries` most given first, `never` are questions that nobody asked."""
    disliked = sorted((one for one in entries if one.unhelpful), key=lambda one: one.helpful - one.unhelpful)
    more = [f"and {len(never) - MOST:,} more"] if len(never) > MOST else []
    return [
        header("Answered by week"),
        *(_lines([week_bar(week) for week in weeks if week.asked]) or [context("No questions yet.")]),
        *_part("Most asked", [_often(one) for one in entries if one.given][:MOST]),
        *_part("Least helpful", [_disliked(one) for one in disliked][:MOST]),
        *_part("Never asked", [*(cut(one_line(question), QUOTED) for question in never[:MOST]), *more]),
    ]


def week_bar(week: Counts) -> str:
    """One week as a bar: from its Monday, which part was answered, and of how many."""
    filled = round((week.rate or 0) * 10)
    bar = FULL * filled + EMPTY * (10 - filled)
    return f"{bar} {week.rate or 0:.0%} of {week.asked:,} · from {week.begin.day} {week.begin:%B}"


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    return [header(title), *_lines(lines)] if lines else []


def _lines(lines: Sequence[str]) -> list[Block]:
    elements: list[Element] = [paragraph(line) for line in lines]
    return [rich_text({"type": "rich_text_list", "style": "bullet", "elements": elements})] if elements else []


def _often(one: Fared) -> str:
    return f"{cut(one_line(one.question), QUOTED)} ({one.given:,} ×)"


def _disliked(one: Fared) -> str:
    why = f": {reasons_in_words(one.reasons)}" if one.reasons else ""
    liked = f"{one.helpful:,} helped, {one.unhelpful:,} not{why}"
    return f"{cut(one_line(one.question), QUOTED)} ({liked})"
