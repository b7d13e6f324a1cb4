"""The lines of a plain text, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.importing.wording import BULLETS, STEP

_BULLET = re.compile(rf"^(\s*)(?:[{BULLETS}*+–—-]|o(?=\s{{2}}))\s+(?=\S)")
NUMBER = re.compile(r"^(\s*)\(?(\d{1,3})[.)]\s+(?=\S)")
_LETTER = re.compile(r"^(\s*)\(?([a-z])\)\s+(?=\S)")
_STEP = re.compile(rf"^(\s*)(?:{STEP})\s(\d{{1,2}})\s?[:.)–-]\s+(?=\S)")
RULE = re.compile(r"^\s*([=\-~_*#.])\1{2,}\s*$")
# "== Bells ==": a heading of a wiki.
WIKI = re.compile(r"^(={2,6})\s*([^\s=].*?)\s*\1$")

# A rule of so many signs may separate what is above from what is below.
LONG_RULE = 40

# Text with lines longer than this is not wrapped by hand: each line is a paragraph of its own.
LONGEST_WRAPPED = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text and its number, from 1."""

    number: int
    text: str

    @property
    def words(self) -> str:
        """The line without the space around it."""
        return self.text.strip()


def groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that belong together: between blank lines, or each alone where nothing is wrapped."""
    wrapped = not _has_long_lines(lines)
    group: list[Line] = []
    for line in lines:
        apart = group and (_is_apart(line) or _is_apart(group[-1]) or not (wrapped or _continues(group[-1], line)))
        ends = not line.words or (bool(group) and _separates(line, group[-1]))
        if group and (apart or ends):
            yield group
            group = []
        if not ends:
            group.append(line)
    if group:
        yield group


def _is_apart(line: Line) -> bool:
    """Whether a line is a heading of a wiki, which needs no blank lines."""
    return bool(WIKI.match(line.words))


def _separates(line: Line, before: Line) -> bool:
    """Whether a long rule stands below a sentence, which it cannot underline."""
    return len(line.words) >= LONG_RULE and bool(RULE.match(line.text)) and before.words[-1] in ".!?:;"


def _has_long_lines(lines: Sequence[Line]) -> bool:
    """Whether some paragraphs stand on one long line, as text copied from a page does."""
    full = [len(line.text) for line in lines if line.words]
    return sum(length > LONGEST_WRAPPED for length in full) * 10 > len(full) or any(
        length > 2 * LONGEST_WRAPPED for length in full
    )


def _continues(before: Line, line: Line) -> bool:
    """Whether a line goes on with the list of the line before."""
    return item_mark(before.text) is not None and item_mark(line.text) is not None


def item_mark(text: str) -> tuple[int, int | None, str] | None:
    """Indentation, number and words of a list item."""
    found = NUMBER.match(text) or _STEP.match(text)
    if found:
        return len(found[1]), int(found[2]), text[found.end() :]
    found = _LETTER.match(text)
    if found:
        return len(found[1]), ord(found[2]) - ord("a") + 1, text[found.end() :]
    found = _BULLET.match(text)
    return (len(found[1]), None, text[found.end() :]) if found else None
