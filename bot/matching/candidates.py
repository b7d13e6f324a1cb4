"""One part of a message -> the few entries worth a close look, with their features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.matching.features import rank_features, term_weights
from bot.matching.index import Index, IndexedEntry, Wording
from bot.matching.question import Part

# Entries looked at closely. On the labelled questions the right entry is among the first
# eight of the rough order as often as among the first twelve.
CLOSE_LOOK = 8

# What the nearest single wording counts in the rough order, beside all wordings together.
NEAREST = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry held against one part: its nearest wording and its features."""

    part: Part
    indexed: IndexedEntry
    wording: Wording
    features: Mapping[str, float]


def find_candidates(part: Part, index: Index, *, without: int | None = None) -> list[Candidate]:
    """The entries nearest to the part, roughest order first.

    `without` is the number of a wording that must not count, so that weights can be fitted on aliases.
    """
    weights = term_weights(part, index)
    total = sum(weights.values()) or 1.0
    norm = sum(weight * weight for weight in weights.values()) ** 0.5 or 1.0
    pooled = np.zeros(len(index.entries), dtype=np.float32)
    likeness = np.zeros(len(index.wordings), dtype=np.float32)
    for term, weight in weights.items():
        if (found := index.by_entry.of(term)) is not None:
            pooled[found[0]] += weight * found[1]
        if (found := index.by_wording.of(term)) is not None:
            likeness[found[0]] += weight * found[1]
    if without is not None:
        likeness[without] = 0
    nearest = np.maximum.reduceat(likeness, index.starts)
    rough = pooled / total + NEAREST * nearest / norm
    candidates = []
    for place in np.argsort(-rough, kind="stable")[:CLOSE_LOOK].tolist():
        if rough[place] <= 0:
            break
        indexed = index.entries[place]
        first, end = indexed.first_wording, indexed.first_wording + len(indexed.entry.wordings)
        number = first + int(np.argmax(likeness[first:end]))
        wording = index.wordings[number]
        features = rank_features(part, weights, index, indexed, wording)
        features["pooled"] = float(pooled[place]) / total
        features["cosine"] = float(likeness[number]) / norm
        features["question"] = float(likeness[first]) / norm
        candidates.append(Candidate(part, indexed, wording, features))
    return candidates
