"""Paragraphs in a row that begin with a typed bullet or number, as people write them in Word -> lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.importing.blocks import Block
from bot.importing.wording import BULLETS, STEP, asks, cleaned

_BULLET = re.compile(rf"^[{BULLETS}]\s*(?=\S)|^(?:\\?[*-]|[–—])\s+(?=\S)")
_NUMBER = re.compile(
    rf"^(?:\(?(?P<plain>\d{{1,2}})\\?[.)]|\*{{0,2}}(?:{STEP})\s(?P<step>\d{{1,2}})\*{{0,2}}\s?[:.)–-]\*{{0,2}})"
    r"\s+(?=\S)"
)

# Fewer paragraphs than this are no list.
FEWEST = 2

# Two lines of one paragraph that begin so may be anything.
FEWEST_LINES = 3


def with_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, typed lists made into lists; questions stay paragraphs, whatever they begin with."""
    made: list[Block] = []
    run: list[tuple[int | None, Block]] = []
    for block in (*(part for whole in blocks for part in _apart(whole)), None):
        item = _item(block) if block is not None else None
        if item is not None and _goes_on(run, item[0]):
            run.append(item)
            continue
        made += _list(run)
        run = []
        if item is not None and item[0] in (None, 1):
            run = [item]
        elif block is not None:
            made.append(block)
    return made


def _goes_on(run: Sequence[tuple[int | None, Block]], number: int | None) -> bool:
    """Whether an item with that number (None for a bullet) follows those before."""
    if not run:
        return False
    last = run[-1][0]
    return number is None if last is None else number == last + 1


def _item(block: Block) -> tuple[int | None, Block] | None:
    """The number and the paragraph of a typed item, or None for any other block."""
    if block.kind != "paragraph" or asks(cleaned(block.text.partition("\n")[0])):
        return None
    bullet, number = _BULLET.match(block.text), _NUMBER.match(block.text)
    return (_value(number), block) if number else (None, block) if bullet else None


def _value(number: re.Match[str]) -> int:
    return int(number["plain"] or number["step"])


def _apart(block: Block) -> list[Block]:
    """A paragraph whose lines are typed items: what stands above them, and each item with the lines that go on."""
    lines = re.split(r"\\?\n", block.text) if block.kind == "paragraph" else []
    begun = [place for place, line in enumerate(lines) if _begins(line)]
    numbers = [number for place in begun if (number := _begins(lines[place])) > 0]
    if len(begun) < FEWEST_LINES or (numbers and numbers != list(range(1, len(begun) + 1))):
        return [block]
    cuts = sorted({0, *begun, len(lines)})
    parts = ("\n".join(lines[start:end]) for start, end in pairwise(cuts))
    return [replace(block, text=part) for part in parts]


def _begins(line: str) -> int:
    """The number that begins an item, -1 for a bullet, 0 for any other line."""
    number = _NUMBER.match(line)
    return _value(number) if number else -1 if _BULLET.match(line) else 0


def _list(run: Sequence[tuple[int | None, Block]]) -> Iterator[Block]:
    """A run as one list, or as it was where it is none."""
    if len(run) < FEWEST:
        yield from (block for _, block in run)
        return
    items = tuple((replace(block, text=_bare(block.text)),) for _, block in run)
    first, last = run[0][1], run[-1][1]
    yield Block("list", ordered=run[0][0] is not None, items=items, line=first.line, end=last.end or last.line)


def _bare(text: str) -> str:
    return _NUMBER.sub("", _BULLET.sub("", text))
