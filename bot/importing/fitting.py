"""Answers in the length that a pack may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.knowledge.validation import BLOCK_BUDGET, MESSAGE_BUDGET

# Left free for the question and its notes.
_RESERVE = 1_000


def fits(passages: Iterable[str]) -> bool:
    """Whether passages are short enough, each and together."""
    lengths = [len(passage) for passage in passages]
    return max(lengths) <= BLOCK_BUDGET and sum(lengths) <= MESSAGE_BUDGET - _RESERVE


def fitted(pieces: Sequence[str]) -> tuple[str, bool]:
    """Pieces of Markdown as one text, and whether the rest had to be left out."""
    kept: list[str] = []
    room = MESSAGE_BUDGET - _RESERVE
    for piece in (part for whole in pieces for part in _parts(whole)):
        room -= len(piece)
        if room < 0:
            return "\n\n".join(kept), True
        kept.append(piece)
    return "\n\n".join(kept), False


def _parts(piece: str) -> Iterator[str]:
    """A piece that is too long cut at its lines, then at its sentences, then anywhere."""
    if len(piece) <= BLOCK_BUDGET:
        yield piece
        return
    fence = re.match(r"(`{3}|~{4})\n", piece)
    opening, closing = (fence[0], f"\n{fence[1]}") if fence else ("", "")
    inner = piece[len(opening) : len(piece) - len(closing)] if fence else piece
    room = BLOCK_BUDGET - len(opening) - len(closing)
    part = ""
    for line in _lines(inner, room):
        if part and len(part) + len(line) > room:
            yield opening + part.rstrip("\n ") + closing
            part = ""
        part += line
    if part.strip():
        yield opening + part.rstrip("\n ") + closing


def _lines(text: str, room: int) -> Iterator[str]:
    """Lines, or sentences of a longer line, or slices of a longer sentence."""
    for line in text.splitlines(keepends=True):
        sentences = [line] if len(line) <= room else re.split(r"(?<=[.!?] )", line)
        for sentence in sentences:
            yield from (sentence[place : place + room] for place in range(0, len(sentence), room))
