"""What speaks for a candidate, as named numbers that rank it among the others.

A feature is a share (0 to 1) unless its comment says otherwise. `weights.json` says what each
counts; `tests/quality/fit_weights.py` refits it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.matching.index import UNKNOWN, Index
from bot.matching.numbers import Count, EntryCounts
from bot.matching.question import Part

# "need", "help", "list" are a request more than a subject.
SOFT = 0.3

# A term this strong in an entry (a third of its wordings have it) is one of its own.
TELLING = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of a message as the index knows it.

    `numbers` stand beside the part's terms (None: no entry has the term), as do `weights`, what
    each term says (about 0 to 7), and `highest`, its greatest strength in any entry; `total` is the
    sum of the weights and `norm` their length as a vector.
    """

    part: Part
    text: str
    numbers: tuple[int | None, ...]
    known: frozenset[int | None]
    weights: tuple[float, ...]
    highest: tuple[float, ...]
    total: float
    norm: float


def prepare(part: Part, index: Index) -> Asked:
    """Look up the part's terms; a word of asking weighs less than its rarity."""
    weights = tuple(
        index.rarity(term, typed) * (SOFT if term in part.soft else 1.0)
        for term, typed in zip(part.terms, part.typed, strict=True)
    )
    numbers = tuple(map(index.number_of, part.terms))
    norm = math.sqrt(sum(weight * weight for weight in weights))
    text = " ".join(part.words)
    highest = tuple(1.0 if number is None else index.highest[number] for number in numbers)
    return Asked(part, text, numbers, frozenset(numbers), weights, highest, sum(weights) or 1.0, norm or 1.0)


def rank_features(asked: Asked, index: Index, place: int, wording: int, strengths: Sequence[float]) -> dict[str, float]:
    """Features of entry number `place`, by its nearest wording, against one part of the message.

    `strengths` (0 to 1) says how strongly each of the part's terms points to the entry.
    """
    explained = rarest = own = 0.0
    for weight, strength, highest in zip(asked.weights, strengths, asked.highest, strict=True):
        if strength:
            explained += weight
            own += weight * strength / highest
            rarest = max(rarest, weight if strength >= TELLING else weight * strength / TELLING)
    terms = index.wording_terms(wording)
    shared = 0.0
    for weight, number in zip(asked.weights, asked.numbers, strict=True):
        if number in terms:
            shared += weight
    wording_text = index.wordings[wording]
    return {
        # terms that any field of the entry has
        "explained": explained / asked.total,
        # the same, each term by how near this entry comes to the one it points to most strongly
        "own": own / asked.total,
        # of the nearest wording, what the message has; and the reverse
        "covers": shared / (index.weight_of(wording) or 1.0),
        "covered": shared / asked.total,
        "same": float(terms == asked.known),
        # likeness of the letters, in order and as sets of words
        "letters": fuzz.ratio(asked.text, wording_text) / 100,
        "token_set": fuzz.token_set_ratio(asked.text, wording_text) / 100,
        # the most telling term they share, in units of UNKNOWN
        "rarest": rarest / UNKNOWN,
        # list items named beside the first (0 to 3): someone describes the list by what is in it
        "items": min(3.0, max(0.0, _named(index.headings(place), asked) - 1.0)),
        "siblings": min(3.0, float(_named(index.sibling_headings(place), asked))),
        **_count_features(asked.part.counts, index.counts[place]),
    }


def _count_features(asked: Sequence[Count], counts: EntryCounts) -> dict[str, float]:
    """Counts (0 or more) that the entry has with their noun, allows, contradicts."""
    if not asked:
        return {"count": 0.0, "number": 0.0, "wrong_count": 0.0}
    wrong = sum(map(counts.contradict, asked))
    return {
        "count": float(sum(map(counts.agree, asked))),
        "number": float(len(asked) - wrong),
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


def _named(headings: Sequence[frozenset[int]], asked: Asked) -> int:
    """How many headings share a term with the message."""
    return sum(not heading.isdisjoint(asked.known) for heading in headings) if headings else 0
