"""Numbers before the questions of a plain text."""

from __future__ import annotations

import re

# "3   How do I pay?": a number set apart by its space alone.
_SPACED_NUMBER = re.compile(r"^(\s*)(\d{1,3})\s{2,}(?=[\w\"“'¿]*[A-Z¿])")

# Fewer numbers in a row than this are no numbering.
FEWEST_NUMBERS = 3


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
