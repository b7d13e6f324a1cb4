"""Features and fitted weights -> a ranking of entries, and how sure the best of them is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import mul
from pathlib import Path
from typing import Any

from bot.knowledge.model import Knowledge
from bot.matching.candidates import Candidate
from bot.matching.features import part_features
from bot.matching.forest import Forest
from bot.matching.index import Index
from bot.matching.sureness import meaning_features, sure_features

# An entry that a fact contradicts ("room 12", asked for room 13) stands behind one that is as near without.
CONTRADICTED = 2.0

# Among many entries without aliases something always comes near in meaning: what is sure enough of FEW entries
# is not of ten times as many, where a question that the pack cannot answer would be answered twice as often.
FEW, CROWDED = 12, 0.1


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts, and where the lines are drawn.

    `rank` orders entries; `sure` (with `bias`) turns into a probability. At `answer_at` and
    above the best entry answers, at `offer_at` and above entries are offered; both 0 to 1.
    Where there is a `forest`, it says how sure the best is as much as `sure` does; it is the same for all packs.
    """

    rank: Mapping[str, float]
    sure: Mapping[str, float]
    bias: float
    answer_at: float
    offer_at: float
    forest: Forest | None = None


@cache
def _fitted() -> Mapping[str, Mapping[str, Weights]]:
    """The weights fitted on the labelled questions of the project: with and without vectors, for bare and curated."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return {
        by: {name: Weights(**sorts[name], forest=_forest(sorts.get("forest"))) for name in ("bare", "curated")}
        for by, sorts in data.items()
    }


def _forest(data: Mapping[str, Any] | None) -> Forest | None:
    return Forest(**data) if data else None


def weights_for(index: Index, *, vectors: bool = False) -> Weights:
    """The weights that suit the packs: between those for bare and for curated ones, as their aliases are many."""
    fitted = _fitted()["vectors" if vectors else "words"]
    weights = between(fitted["bare"], fitted["curated"], index.curation)
    if not vectors:
        return weights
    crowd = min(1.0, max(0.0, math.log10(len(index.entries) / FEW))) if index.entries else 0.0
    return replace(weights, answer_at=weights.answer_at + CROWDED * crowd * (1 - index.curation))


def between(bare: Weights, curated: Weights, share: float) -> Weights:
    """Weights that lie between two, `share` (0 to 1) of the way."""

    def number(one: float, other: float) -> float:
        """The number that lies between two."""
        return one + share * (other - one)

    def numbers(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
        """The same for each name."""
        return {name: number(value, other[name]) for name, value in one.items()}

    return Weights(
        numbers(bare.rank, curated.rank),
        numbers(bare.sure, curated.sure),
        number(bare.bias, curated.bias),
        number(bare.answer_at, curated.answer_at),
        number(bare.offer_at, curated.offer_at),
        bare.forest,
    )


@dataclass(frozen=True, slots=True)
class Ranked:
    """One entry with its best candidate (over the parts of the message) and its rank score."""

    candidate: Candidate
    score: float

    @property
    def entry_id(self) -> str:
        """The full id of the entry."""
        return self.candidate.entry.id


def rank(candidates: Sequence[Candidate], parts: int, weights: Weights) -> list[Ranked]:
    """Each entry once, best first; equal scores stand in pack order."""
    best: dict[int, Ranked] = {}
    of_part: dict[int, float] = {}
    # All candidates have the same features in the same order: look their weights up once.
    row = [weights.rank.get(name, 0.0) for name in candidates[0].features] if candidates else []
    for candidate in candidates:
        key = id(candidate.asked)
        if key not in of_part:
            of_part[key] = weighted(part_features(candidate.asked.part, parts), weights.rank) if parts > 1 else 0.0
        score = sum(map(mul, candidate.features.values(), row)) + of_part[key]
        score -= CONTRADICTED if candidate.contradicted else 0.0
        known = best.get(candidate.place)
        if known is None or score > known.score:
            best[candidate.place] = Ranked(candidate, score)
    return sorted(best.values(), key=lambda r: (-r.score, r.candidate.place))


def best_features(ranked: Sequence[Ranked], index: Index, knowledge: Knowledge) -> dict[str, float]:
    """The features that tell whether the best entry really answers."""
    best = ranked[0]
    others = [r for r in ranked[1:] if not knowledge.are_twins(best.candidate.entry, r.candidate.entry)]
    lead = best.score - (others[0].score if others else -math.inf)
    features = sure_features(best.candidate, index, best.score, lead)
    if "near_wording" in best.candidate.features:
        features.update(meaning_features(best.candidate, [other.candidate for other in others]))
    return features


def probability(features: Mapping[str, float], weights: Weights) -> float:
    """How sure these features make one: 0 to 1 (a logistic regression, and trees where there are any)."""
    z = weights.bias + weighted(features, weights.sure)
    if weights.forest:
        z = (z + weights.forest.log_odds(features)) / 2
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def weighted(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of the features that have a weight, always added in the same order."""
    return sum([value * weights.get(name, 0.0) for name, value in features.items()])


def contributions(features: Mapping[str, float], weights: Mapping[str, float]) -> Iterable[tuple[str, float, float]]:
    """(feature, value, value times weight), the strongest first."""
    rows = [(name, value, value * weights[name]) for name, value in features.items() if weights.get(name)]
    return sorted(rows, key=lambda row: -abs(row[2]))
