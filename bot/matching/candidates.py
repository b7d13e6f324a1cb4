"""One part of a message -> the few entries worth a close look, with their features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.knowledge.model import Entry
from bot.matching.features import TermWeights, rank_features, term_weights
from bot.matching.index import Index
from bot.matching.numbers import EntryCounts
from bot.matching.postings import Floats
from bot.matching.question import Part

# Entries looked at closely. On the labelled questions the right entry is among the first
# eight of the rough order as often as among the first twelve.
CLOSE_LOOK = 8

# What the nearest single wording counts in the rough order, beside all wordings together.
NEAREST = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry held against one part of a message.

    `place` is its number in the index, `wording` that of its nearest wording, which `nearest` quotes.
    `strengths` (0 to 1) stand beside the part's terms. `features` are those that rank it.
    """

    part: Part
    place: int
    entry: Entry
    counts: EntryCounts
    wording: int
    nearest: str
    strengths: tuple[float, ...]
    features: Mapping[str, float]


def find_candidates(part: Part, index: Index, *, without: int | None = None) -> list[Candidate]:
    """The entries nearest to the part, in a rough order.

    `without` is the number of a wording that must not count, so that weights can be fitted on aliases.
    """
    weights = term_weights(part, index)
    pooled, likeness = _accumulate(weights, index)
    if without is not None:
        likeness[without] = 0
    nearest = np.maximum.reduceat(likeness, index.first_wording[:-1])
    rough: Floats = pooled / np.float32(weights.total) + nearest * np.float32(NEAREST / weights.norm)
    chosen = np.array(_highest(rough, CLOSE_LOOK), dtype=np.int32)
    strengths = [
        [0.0] * len(chosen) if number is None else index.by_entry.at(number, chosen) for number in weights.numbers
    ]
    candidates = []
    for column, place in enumerate(chosen.tolist()):
        first, end = int(index.first_wording[place]), int(index.first_wording[place + 1])
        wording = first + int(np.argmax(likeness[first:end]))
        own = tuple(row[column] for row in strengths)
        features = rank_features(part, weights, index, place, wording, own)
        features["pooled"] = float(pooled[place]) / weights.total
        features["cosine"] = float(likeness[wording]) / weights.norm
        features["question"] = float(likeness[first]) / weights.norm
        entry = index.entries[place]
        nearest_wording = entry.wordings[wording - first]
        candidates.append(Candidate(part, place, entry, index.counts[place], wording, nearest_wording, own, features))
    return candidates


def _accumulate(weights: TermWeights, index: Index) -> tuple[Floats, Floats]:
    """For every entry what its fields explain of the part, for every wording its likeness."""
    pooled = np.zeros(len(index.entries), dtype=np.float32)
    likeness = np.zeros(len(index.wordings), dtype=np.float32)
    for number, weight in zip(weights.numbers, weights.weights, strict=True):
        if number is not None:
            places, strengths = index.reached_by_entry.of(number)
            pooled[places] += strengths * np.float32(weight)
            places, strengths = index.by_wording.of(number)
            likeness[places] += strengths * np.float32(weight)
    return pooled, likeness


def _highest(values: Floats, count: int) -> list[int]:
    """The places of the highest values above 0, highest first, equal ones in their order."""
    if len(values) > 4 * count:
        # Sorting all of 100,000 costs more than everything else; first drop what cannot be among them.
        bound = np.partition(values, len(values) - count)[-count]
        places = np.flatnonzero(values >= max(bound, np.float32(1e-9)))
        ordered = places[np.argsort(-values[places], kind="stable")]
    else:
        ordered = np.argsort(-values, kind="stable")
    chosen: list[int] = ordered[:count].tolist()
    return [place for place in chosen if values[place] > 0]
