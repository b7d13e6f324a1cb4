"""Sections that are the points of a list: "Here are the 7 pillars:" and seven headings below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.importing.blocks import Block, Found
from bot.importing.counting import NUMBER_WORDS, promised
from bot.importing.markup import plain

_HEADED = re.compile(rf"\b((?:\d{{1,2}}|{NUMBER_WORDS}) (?:[\w’'&-]+ ){{0,3}}?[\w’'-]+s\b.*)$", re.IGNORECASE)

# Fewer sections than this are no list.
FEWEST = 3


@dataclass(slots=True)
class Grouped:
    """The questions, and for those that elaborate a list the place of the list among them."""

    found: list[Found]
    parents: dict[int, int] = field(default_factory=dict)


def grouped(found: Sequence[Found]) -> Grouped:
    """The questions, lists made of the sections below them."""
    made = Grouped(list(found))
    for place, one in enumerate(found):
        number = _announced(one)
        below = found[place + 1 : place + 1 + (number or 0)]
        if number is None or number < FEWEST or len(below) < number or any(part.asks for part in below):
            continue
        made.parents |= dict.fromkeys(range(place + 1, place + 1 + number), place)
        items = tuple((Block("paragraph", part.question),) for part in below)
        question = one.question if one.asks else _asked(one.question, number)
        aliases = one.aliases if question == one.question else (one.question, *one.aliases)
        body = (*one.body, Block("list", items=items, line=one.line))
        end = below[-1].end
        made.found[place] = replace(one, question=question, aliases=aliases, body=body, end=end, asks=True)
    return made


def _announced(one: Found) -> int | None:
    """How many sections are to follow, as a heading or the last words before them say."""
    if not one.body or any(block.kind != "paragraph" for block in one.body):
        return None
    last = re.split(r"(?<=[.!?])\s+", plain(one.body[-1].text))[-1]
    return promised(last) or promised(one.question) or _numbered(one)


def _numbered(one: Found) -> int | None:
    """The number that any sentence of the answer promises."""
    sentences = re.split(r"(?<=[.!?])\s+", plain(one.body[-1].text))
    return next(filter(None, map(promised, sentences)), None)


def _asked(heading: str, number: int) -> str:
    """A heading with a number as a question."""
    found = _HEADED.search(heading)
    if found is None or promised(found[1]) != number:
        return heading
    return f"What are the {found[1].rstrip(' .:!')}?"
