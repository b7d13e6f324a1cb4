"""Text whose headings stand right on top of their paragraphs, as in PDF files: lines that were ended on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.importing.wording import begins_asking, cleaned, ends_asking, split_after_question

# So many questions right on top of their answers, and other headings stand so too.
FEWEST = 2

LONGEST_HEAD, LONGEST_QUESTION = 60, 3  # in characters; in lines

_HEAD = re.compile(r"^[^\W\d_a-z].*[\w)”\"’']$")
_SENTENCE_END = re.compile(r"[.!?][)”\"’']?$")


def parted(groups: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each group of wrapped lines, how many lines each of its parts has; a heading is a part of its own."""
    width = max((len(line) for group in groups for line in group), default=0)
    glued = sum(len(group) > 1 and _asks(group[:1]) for group in groups)
    return [
        [1] * len(group) if _is_list(group) else _parts(group, width) if glued >= FEWEST else [len(group)]
        for group in groups
    ]


def _is_list(group: Sequence[str]) -> bool:
    """Whether each of several lines is a question with its answer."""
    cut = [split_after_question(line) for line in group]
    return len(group) > 1 and all(rest and begins_asking(cleaned(question)) for question, rest in cut)


def _parts(group: Sequence[str], width: int) -> list[int]:
    """The parts of one group: a heading of one line or a question of a few, the rest, and a heading of what follows."""
    head = _head_lines(group, width)
    foot = int(len(group) > head + 1 and _is_head(group[-1]) and bool(_SENTENCE_END.search(group[-2])))
    return [lines for lines in (head, len(group) - head - foot, foot) if lines]


def _head_lines(group: Sequence[str], width: int) -> int:
    """How many lines at the top of a group are a heading."""
    for count in range(1, min(LONGEST_QUESTION, len(group) - 1) + 1):
        line, below = group[count - 1], group[count]
        if not _ends_early(line, below, width) or not below[:1].isupper():
            continue
        if _asks(group[:count]) or (count > 1 and ends_asking(line) and begins_asking(cleaned(line))):
            return count
        if count == 1 and _is_head(line) and not _is_head(below):
            return count
    return 0


def _asks(lines: Sequence[str]) -> bool:
    words = cleaned(" ".join(lines))
    return ends_asking(words) and begins_asking(words)


def _ends_early(line: str, below: str, width: int) -> bool:
    """Whether the first word of the next line would have had its place on this one."""
    return len(line) + 1 + len(below.split(" ", 1)[0]) <= width


def _is_head(line: str) -> bool:
    """Whether a line looks like a heading: short, begun with a capital, and ended by a word."""
    return len(line) <= LONGEST_HEAD and bool(_HEAD.match(line))
