"""The two models: which entry answers (a softmax over all candidates), and whether it does (a logistic regression).

Each weight is fitted twice, for packs without an alias and for curated ones; a pack's weights lie between
the two, as its `curation` says. So every feature stands twice in each model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.matching import scoring
from bot.matching.candidates import Candidate
from bot.matching.features import part_features
from bot.matching.forest import Forest
from bot.matching.scoring import Ranked, Weights, between
from tests.quality.fitting.material import Asked
from tests.quality.fitting.trees import fit_forest

RANK_PENALTY, SURE_PENALTY = 1.0, 3.0

# What an entry leaves unexplained, and what no question has, never makes it surer. They say nearly the same, and
# without a bound one of them would be paid back by another.
DOUBTS = (
    *("missing", "missing_brief", "missing_sum", "missing_share", "unknown", "unknown_brief", "unknown_words"),
    *("missing_object", "missing_object_brief", "unknown_object", "unknown_object_brief"),
    *("other_people", "asks_fact", "wrong_count", "tells", "states", "chatter"),
    *("reports", "strange_number", "beyond"),
)

# And what brings an entry nearer, or further ahead of the next, never makes it less sure, by the trees.
HOPES = ("score", "lead", "covers", "explained", "cosine")
HOPES_BY_MEANING = ("near_wording", "near_question", "near_several", "near_body", "lead_wording", "lead_body")

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights at both ends."""

    bare: Weights
    curated: Weights

    def at(self, curation: float) -> Weights:
        return between(self.bare, self.curated, curation)


@dataclass(frozen=True, slots=True)
class Ranking:
    """One question with its candidates in their order, and what tells whether the first one answers."""

    asked: Asked
    ranked: Sequence[Ranked]
    features: Mapping[str, float]

    @property
    def right(self) -> bool:
        return self.ranked[0].entry_id in self.asked.labelled.expect

    @property
    def near(self) -> bool:
        """Whether a right entry is among the first three."""
        return any(one.entry_id in self.asked.labelled.expect for one in self.ranked[:3])


def candidates_of(asked: Asked, *, vectors: bool) -> Sequence[Candidate]:
    return asked.by_meaning if vectors else asked.by_words


def fit(material: Sequence[Asked], *, vectors: bool) -> Fitted:
    """Both models, with or without vectors; lines are drawn later."""
    names, weights = _fit_rank(material, vectors=vectors)
    bare, curated = _ends(names, np.concatenate([weights[: len(names)], weights[: len(names)] + weights[len(names) :]]))
    ranks = Fitted(Weights(bare, {}, 0.0, 0.5, 0.5), Weights(curated, {}, 0.0, 0.5, 0.5))
    rankings = rank_all(material, ranks, vectors=vectors)
    names, weights, biases = _fit_sure(rankings)
    sure_bare, sure_curated = _ends(names, weights)
    forest = _fit_forest(rankings)
    return Fitted(
        Weights(bare, sure_bare, round(biases[0], 4), 0.5, 0.5, forest),
        Weights(curated, sure_curated, round(biases[1], 4), 0.5, 0.5, forest),
    )


def rank_all(material: Sequence[Asked], fitted: Fitted, *, vectors: bool) -> list[Ranking]:
    """The candidates of every question in their order; questions without one are left out."""
    rankings = []
    for asked in material:
        ranked = scoring.rank(candidates_of(asked, vectors=vectors), asked.parts, fitted.at(asked.index.curation))
        if ranked:
            rankings.append(Ranking(asked, ranked, scoring.best_features(ranked, asked.index, asked.knowledge)))
    return rankings


def _ends(names: Sequence[str], weights: Array) -> tuple[dict[str, float], dict[str, float]]:
    """The weights for bare packs, and those for curated ones."""
    half = len(names)
    return _named(names, weights[:half]), _named(names, weights[half:])


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _fit_rank(material: Sequence[Asked], *, vectors: bool) -> tuple[list[str], Array]:
    """Names, the weights for bare packs, and what full curation adds to each."""
    rows, right, starts, curation = [], [], [], []
    for asked in material:
        candidates = candidates_of(asked, vectors=vectors)
        marks = [candidate.entry.id in asked.labelled.expect for candidate in candidates]
        if any(marks) and not all(marks):
            starts.append(len(rows))
            right += marks
            curation += [asked.index.curation] * len(marks)
            rows += [{**one.features, **part_features(one.asked.part, asked.parts)} for one in candidates]
    names = list(rows[0])
    # As they are, and times curation: what both sorts of packs have in common is learnt from both.
    plain = np.array([[row[name] for name in names] for row in rows])
    table = np.hstack([plain, plain * np.array(curation)[:, None]])
    first, won = np.array(starts), np.array(right)
    lengths = np.diff([*starts, len(rows)])

    def loss(weights: Array) -> tuple[float, Array]:
        score = table @ weights
        share = np.exp(score - np.repeat(np.maximum.reduceat(score, first), lengths))
        total, kept = np.add.reduceat(share, first), np.add.reduceat(share * won, first)
        slope = table.T @ (share / np.repeat(total, lengths) - share * won / np.repeat(kept, lengths))
        value = -np.log(kept / total).sum() + RANK_PENALTY * weights @ weights / 2
        return value, slope + RANK_PENALTY * weights

    start = np.zeros(table.shape[1])
    return names, minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def _fit_forest(rankings: Sequence[Ranking]) -> Forest:
    """The trees that know what features mean together."""
    return fit_forest(
        [one.features for one in rankings],
        np.array([one.right for one in rankings]),
        np.array([one.asked.weight for one in rankings]),
        falling=DOUBTS,
        rising=(*HOPES, *HOPES_BY_MEANING),
    )


def _fit_sure(rankings: Sequence[Ranking]) -> tuple[list[str], Array, tuple[float, float]]:
    """Names, the weights at both ends, and the two biases."""
    names = list(rankings[0].features)
    curation = np.array([one.asked.index.curation for one in rankings])
    rows = np.array([[one.features[name] for name in names] for one in rankings])
    weight = np.array([one.asked.weight for one in rankings])
    sign = np.where([one.right for one in rankings], 1.0, -1.0)
    middle = np.average(rows, axis=0, weights=weight)
    spread = np.sqrt(np.average((rows - middle) ** 2, axis=0, weights=weight)) + 1e-9
    scaled = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    # Times what the pack lacks of curation, and times what it has, so that both ends can be bounded.
    table = np.hstack([scaled * (1 - curation[:, None]), scaled * curation[:, None]])
    penalty = np.array([*[SURE_PENALTY] * len(names), 0.0] * 2)

    def loss(weights: Array) -> tuple[float, Array]:
        z = sign * (table @ weights)
        slope = -sign * weight / (1 + np.exp(np.clip(z, -500, 500)))
        value = (weight * np.logaddexp(0, -z)).sum() + penalty @ weights**2 / 2
        return value, slope @ table + penalty * weights

    bounds = [*((None, 0.0 if name in DOUBTS else None) for name in names), (None, None)] * 2
    start = np.zeros(table.shape[1])
    fitted = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 1500}).x
    bare, curated = fitted.reshape(2, -1)
    ends = [end[:-1] / spread for end in (bare, curated)]
    biases = [float(end[-1] - raw @ middle) for end, raw in zip((bare, curated), ends, strict=True)]
    return names, np.concatenate(ends), (biases[0], biases[1])
