"""Two questions in one message: "what are the 7 Cs? and what is the rule of 7?", "the 7 Cs and the 6 pillars"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.matching.numbers import counts_in
from bot.matching.question import ASKING, REQUESTING

# A longer message tells a story around its question; it is read in parts instead.
LONGEST: Final = 45

# More questions than this in one message are a list, not a request.
MOST: Final = 4

_JOINING = frozenset(["and", "also", "plus", "or"])
_FILLERS = frozenset(["and", "also", "plus", "then", "or", "secondly", "so", "please"])


def questions_in(normalised: str) -> list[str]:
    """The questions of a short message that asks more than one; none for any other.

    "what are the 7 c and the 6 pillars" asks "what are the 7 c" and "what are the 6 pillars".
    """
    words = normalised.split()
    if len(words) > LONGEST or not ("?" in words[:-1] or "." in words[:-1] or _JOINING.intersection(words)):
        return []
    found = [" ".join(question) for sentence in _sentences(words) for question in _halves(sentence) if _asks(question)]
    different = list(dict.fromkeys(found))
    return different if 2 <= len(different) <= MOST else []


def _sentences(words: Sequence[str]) -> Iterator[list[str]]:
    """The words between marks, a question with its mark, without "and" before it."""
    sentence: list[str] = []
    for word in (*words, "."):
        if word not in (".", "?"):
            if sentence or word not in _FILLERS:
                sentence.append(word)
        elif sentence:
            yield [*sentence, "?"] if word == "?" else sentence
            sentence = []


def _halves(sentence: list[str]) -> Iterator[list[str]]:
    """A sentence, or the two that "and" joins: both ask, or both count something."""
    for place, word in enumerate(sentence):
        behind = place + 1
        while behind < len(sentence) and sentence[behind] in _FILLERS:
            behind += 1
        one, other = sentence[:place], sentence[behind:]
        if word not in _JOINING or not one or len(other) < 2:
            continue
        if word != "or" and other[0] in ASKING and (one[0] in ASKING or counts_in(one)):
            yield one
            yield from _halves(other)
            return
        if counts_in(one) and counts_in(other):
            yield one
            yield from _halves([*_opening(one), *other])
            return
    yield sentence


def _opening(words: Sequence[str]) -> list[str]:
    """How a question is put, up to the thing it asks for: "what are"."""
    ends = (place for place, word in enumerate(words) if word == "the" or word.isdecimal())
    return list(words[: next(ends, 0)])


def _asks(words: Sequence[str]) -> bool:
    return words[-1] == "?" or words[0] in ASKING or words[0] in REQUESTING or bool(counts_in(words))
