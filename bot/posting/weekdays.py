"""Days of the week as people write them: "mon-fri", "Sat, Sun", "weekends"."""

from __future__ import annotations

import re
from difflib import get_close_matches

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

GROUPS = {
    "weekdays": range(5),
    "workdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
    "daily": range(7),
    "everyday": range(7),
    "all": range(7),
}

# A name may be shortened to this many letters: "tue", "tues".
SHORTEST = 3


def read_weekdays(text: str) -> frozenset[int]:
    """The days that `text` names, Monday as 0.

    Raises ValueError, with a sentence for its author, for a word that is no day.
    """
    ranged = re.sub(r"\s*(?:-|–|—|\.\.+|\bto\b|\bthrough\b|\buntil\b)\s*", "-", text.casefold())
    words = re.sub(r"\band\b", ",", ranged.replace("every day", "everyday"))
    parts = re.findall(r"[^\s,;&+]+", words)
    if not parts:
        raise ValueError("no day is named.")
    days: set[int] = set()
    for part in parts:
        first, dash, last = part.partition("-")
        if not dash and first in GROUPS:
            days |= set(GROUPS[first])
            continue
        start = _day(first)
        end = _day(last) if dash else start
        days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return frozenset(days)


def _day(word: str) -> int:
    """The number of one day; "fr" is too short to be sure, "money" is no Monday."""
    single = word.removesuffix("s") if word.removesuffix("s") in NAMES else word
    for number, name in enumerate(NAMES):
        if len(single) >= SHORTEST and name.startswith(single):
            return number
    near = get_close_matches(word, (*NAMES, *(name[:SHORTEST] for name in NAMES), *GROUPS), n=1)
    hint = f', did you mean "{near[0]}"?' if near else "."
    raise ValueError(f'"{word}" is no day of the week{hint}')
