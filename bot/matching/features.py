"""What speaks for a candidate, as named numbers that rank it among the others.

A feature is a share (0 to 1) unless its comment says otherwise. `weights.json` says what each
counts; `tests/quality/fit_weights.py` refits it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.matching.index import UNKNOWN, Index
from bot.matching.question import Part

# "need", "help", "list" are a request more than a subject.
SOFT = 0.3


@dataclass(frozen=True, slots=True)
class TermWeights:
    """What each term of a part says (about 0 to 7), with its number in the index (None: no entry has it)."""

    numbers: tuple[int | None, ...]
    weights: tuple[float, ...]
    total: float
    norm: float


def term_weights(part: Part, index: Index) -> TermWeights:
    """The weight of each term: its rarity, less for words of asking."""
    weights = tuple(
        index.rarity(term, typed) * (SOFT if term in part.soft else 1.0)
        for term, typed in zip(part.terms, part.typed, strict=True)
    )
    norm = math.sqrt(sum(weight * weight for weight in weights))
    return TermWeights(tuple(map(index.number_of, part.terms)), weights, sum(weights) or 1.0, norm or 1.0)


def rank_features(
    part: Part, weights: TermWeights, index: Index, place: int, wording: int, strengths: Sequence[float]
) -> dict[str, float]:
    """Features of entry number `place`, by its nearest wording, against one part of the message.

    `strengths` (0 to 1) says how strongly each of the part's terms points to the entry.
    """
    asked = set(weights.numbers)
    terms = index.wording_terms(wording)
    shared = sum(weight for weight, number in zip(weights.weights, weights.numbers, strict=True) if number in terms)
    words, wording_words = " ".join(part.words), index.wordings[wording]
    pairs = list(zip(weights.weights, strengths, strict=True))
    counts = index.counts[place]
    wrong = sum(map(counts.contradict, part.counts))
    return {
        # terms that any field of the entry has
        "explained": sum(weight for weight, strength in pairs if strength) / weights.total,
        # of the nearest wording, what the message has; and the reverse
        "covers": shared / (float(index.wording_weight[wording]) or 1.0),
        "covered": shared / weights.total,
        "same": float(terms == asked),
        # likeness of the letters, in order and as sets of words
        "letters": fuzz.ratio(words, wording_words) / 100,
        "token_set": fuzz.token_set_ratio(words, wording_words) / 100,
        # the most telling term they share, in units of UNKNOWN
        "rarest": max((weight * min(1.0, strength / 0.4) for weight, strength in pairs), default=0.0) / UNKNOWN,
        # list items named beside the first (0 to 3): someone describes the list by what is in it
        "items": min(3.0, max(0.0, _named(index.headings(place), asked) - 1.0)),
        "siblings": min(3.0, float(_named(index.sibling_headings(place), asked))),
        # counts (0 or more) that the entry has with their noun, allows, contradicts
        "count": float(sum(map(counts.agree, part.counts))),
        "number": float(len(part.counts) - wrong),
        "wrong_count": float(wrong),
    }


def part_features(part: Part, parts: int) -> dict[str, float]:
    """Features of the part itself, which decide between parts of a longer message."""
    several = float(parts > 1)
    return {
        "part_marked": several * part.marked,
        "part_asks": several * part.asks,
        "part_requests": several * part.requests,
        "part_tells": several * min(part.tells, 2) / 2,
        "part_whole": several * part.whole,
        "part_words": several * min(len(part.words), 40) / 40,
        "part_terms": several * min(len(part.terms), 20) / 20,
    }


def _named(headings: Sequence[frozenset[int]], asked: Set[int | None]) -> int:
    """How many headings share a term with the message."""
    return sum(not heading.isdisjoint(asked) for heading in headings)
