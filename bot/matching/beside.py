"""What stands beside the answers: facts of a printed work that no answer tells, and messages that want none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.matching.candidates import Candidate

# A longer message tells of a book, and asks something else.
BRIEF = 20

# What a library card says of a book, and whom it belongs to: whoever asks for it has read what the entry says.
_IMPRINT = frozenset(
    """
    isbn publisher publishers paperback hardback hardcover audiobook copyright copyrighted trademark trademarked
    movie film
""".split()
)
_EDITION = frozenset("new newer newest latest next first second third which what".split())
_YEAR = frozenset(["what", "which"])

# Who begins like this has what was wanted, or says how it was liked.
_TAKEN_BACK = frozenset({("never", "mind"), ("no", "need")})
_LIKED = frozenset("loved enjoyed liked adored hated finished".split())
_DETERMINING = frozenset("the your our my this that it every".split())


def asks_beside(best: Candidate) -> bool:
    """Whether a brief message asks for the imprint of something, of which the entry has not a word."""
    part = best.asked.part
    if len(part.words) > BRIEF:
        return False
    lacking = {typed for typed, strength in zip(part.typed, best.strengths, strict=True) if not strength}
    if not _IMPRINT.isdisjoint(lacking):
        return True
    return any(
        (one in _EDITION and other == "edition") or (one in _YEAR and other == "year")
        for one, other in pairwise(part.words)
        if other in lacking
    )


def wants_nothing(words: Sequence[str]) -> bool:
    """Whether a message, in normalised words, takes back its question or says how something was liked."""
    first, second = (*words[:2], "", "")[:2]
    liked = first in _LIKED and second in _DETERMINING
    return "?" not in words and (liked or (first, second) in _TAKEN_BACK)
