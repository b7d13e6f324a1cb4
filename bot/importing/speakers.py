"""Interviews: the turns of whoever asks -> questions, those of the others -> their answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.importing.blocks import Block
from bot.importing.wording import cleaned, ends_asking, labelled

_NAMED = re.compile(r"^(?P<mark>\*{0,2})(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})(?:\*{0,2}:|:\*{2})\s+(?=\S)")
_LABELS = frozenset(("a", "ans", "answer", "question", "faq", "note", "tip", "warning", "important", "example"))

# Fewer turns are no interview; so many of the asker's end with a question mark.
FEWEST, ASKING = 3, 0.5


@dataclass(frozen=True, slots=True)
class _Turn:
    place: int
    name: str
    words: str


def with_turns(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; in an interview names are left out, and each turn of the asker that is answered opens a question."""
    turns = [turn for place, block in enumerate(blocks) if (turn := _turn(place, block))]
    asker = _asker(turns)
    if asker is None:
        return list(blocks)
    made = [[block] for block in blocks]
    for turn, after in zip(turns, [*turns[1:], None], strict=True):
        block = blocks[turn.place]
        if turn.name != asker:
            made[turn.place] = [replace(block, kind="paragraph", text=turn.words)]
        elif after is not None and after.name != asker:
            made[turn.place] = [replace(block, kind="term", text=turn.words)]
        else:  # a last word: nobody answers it
            made[turn.place] = [Block("break"), replace(block, kind="paragraph", text=turn.words), Block("break")]
    return [block for parts in made for block in parts]


def _turn(place: int, block: Block) -> _Turn | None:
    """The turn that a block is, if it begins with a name."""
    found = _NAMED.match(block.text) if block.kind in ("paragraph", "heading") else None
    if found is None or found["name"].casefold() in _LABELS or labelled(block.text):
        return None
    return _Turn(place, found["name"], block.text[found.end() :])


def _asker(turns: Sequence[_Turn]) -> str | None:
    """Who asks: the first to speak, most of whose turns ask, and whom others answer."""
    spoken = Counter(turn.name for turn in turns)
    asked = Counter(turn.name for turn in turns if ends_asking(cleaned(turn.words)))
    asker = turns[0].name if turns else ""
    answered = sum(turn.name == asker != after.name for turn, after in pairwise(turns))
    enough = answered >= FEWEST and asked[asker] >= spoken[asker] * ASKING
    return asker if enough else None
