"""The number of points that a question promises."""

from __future__ import annotations

import re

_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_VALUES = {word: number for number, word in enumerate(_WORDS, 2)} | {"twenty": 20}
NUMBER_WORDS = "|".join(_VALUES)
"""Number words from two on, as alternatives of a pattern."""

_NUMBER = rf"(?P<number>\d{{1,2}}|{NUMBER_WORDS})"
_UNITS = (
    r"(?!(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|euros?|dollars?|pounds?|cents?|percent|times"
    r"|people|users|devices|(?:kilo|centi|milli)?met(?:re|er)s?|miles?|inches|feet|(?:kilo)?grams?|kilos|lit(?:re|er)s?"
    r"|degrees)\b)"
)
_PROMISE = re.compile(
    rf"\b(?:what(?:'s|’s)?|which|name|list|here|there|these|following|are|the)\b.*?\b{_NUMBER}\s+"
    rf"{_UNITS}"
    r"(?:[\w’'-]+\s+){0,3}?[\w’'-]*s\b",
    re.IGNORECASE,
)
_OF_MANY = re.compile(
    r"\b(?:first|second|third|last|one|which|each|rule|any|best|most important)\s+(?:step\s+)?of\b", re.IGNORECASE
)
_HEADED = re.compile(rf"^{_NUMBER}\s+{_UNITS}(?:[\w’'&-]+\s+){{0,4}}?[\w’'-]*s\b", re.IGNORECASE)


def promised(words: str) -> int | None:
    """How many points the words promise, if they name a number of them.

    >>> promised("What are the 7 C's of quality?"), promised("What is the rule of 7?")
    (7, None)
    """
    found = _HEADED.search(words) or (None if _OF_MANY.search(words) else _PROMISE.search(words))
    if found is None:
        return None
    number = found["number"].casefold()
    value = int(number) if number.isdigit() else _VALUES[number]
    return value if value > 1 else None
