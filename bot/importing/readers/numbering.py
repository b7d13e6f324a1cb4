"""Numbers before the questions of a plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.importing.wording import cleaned, ends_asking

# "3   How do I pay?": a number set apart by its space alone.
_SPACED_NUMBER = re.compile(r"^(\s*)(\d{1,3})\s{2,}(?=[\w\"“'¿]*[A-Z¿])")

# "2.3. My bell rings": a number that no list of points has; "2.0" is a chapter's.
_SECTION = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,2}\.[1-9]\d?\.?\s+(?=\S)")

# Fewer numbers in a row than this are no numbering.
FEWEST_NUMBERS = 3

# What follows such a number stands on so many lines at most; of so many heads some ask.
LONGEST_HEAD, HEADS_ASKING = 3, 0.3


def numbered_heads(groups: Sequence[Sequence[str]]) -> dict[int, int]:
    """Which groups of lines begin with the number of a section, and how many of their lines are its question.

    None where the numbers mostly stand before something else. A group of many numbers is a contents list.
    """
    heads = {
        place: _head(group)
        for place, group in enumerate(groups)
        if _SECTION.match(group[0]) and not any(_SECTION.match(line) or not line.strip("=-~_*#.") for line in group[1:])
    }
    asking = sum(ends_asking(cleaned(" ".join(groups[place][:lines]))) for place, lines in heads.items())
    enough = len(heads) >= FEWEST_NUMBERS and asking >= len(heads) * HEADS_ASKING
    return heads if enough else {}


def _head(group: Sequence[str]) -> int:
    """How many lines a question takes: up to its mark or a colon, or all of a few, or the first."""
    for lines in range(1, min(LONGEST_HEAD, len(group)) + 1):
        if group[lines - 1].rstrip().endswith(("?", ":")):
            return lines
    few = 2 * LONGEST_HEAD if group[-1].rstrip().endswith("?") else LONGEST_HEAD
    return len(group) if len(group) <= few else 1


def numbers_dotted(lines: list[str]) -> list[str]:
    """The lines with a dot after the numbers of questions that are set apart by space alone ("3   How ...")."""
    numbered = [(place, found) for place, line in enumerate(lines) if (found := _SPACED_NUMBER.match(line))]
    counting = [int(found[2]) for _, found in numbered]
    if len(counting) < FEWEST_NUMBERS or counting != list(range(counting[0], counting[0] + len(counting))):
        return lines
    made = list(lines)
    for place, found in numbered:
        made[place] = f"{found[1]}{found[2]}. {lines[place][found.end() :]}"
    return made
