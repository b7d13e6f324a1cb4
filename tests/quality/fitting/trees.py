"""The trees that stand beside the regression of sureness, and their form in `weights.json`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.matching.forest import LEAF, Forest

# So many small trees: half of them lose a point of right answers at equal mistakes, twice as many win none.
TREES, LEAVES, RATE = 200, 6, 0.05
EXAMPLES_A_LEAF, PENALTY = 60, 5.0

# Digits of a feature that a tree tells apart, and of what its leaves add.
DIGITS, LEAF_DIGITS = 4, 6

# Of so many rows this share has to get what the fitted trees say of rounded ones: some lie at the edge of a rounding.
SAMPLE, SAME = 1000, 0.98

Array = NDArray[np.float64]


def fit_forest(
    rows: Sequence[Mapping[str, float]],
    right: Array,
    weight: Array,
    *,
    falling: Sequence[str],
    rising: Sequence[str],
) -> Forest:
    """Trees that tell the `right` rows (a feature by name, each) from the others; nothing in it is drawn by lot.

    How curated a pack is, is none of the features: the trees would jump where two packs hardly differ.
    What is `falling` never makes an answer surer, what is `rising` never less sure.
    """
    names = list(rows[0])
    exact = np.array([list(row.values()) for row in rows])
    table = exact.round(DIGITS)
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=EXAMPLES_A_LEAF,
        l2_regularization=PENALTY,
        monotonic_cst=[-1 if name in falling else 1 if name in rising else 0 for name in names],
        early_stopping=False,
        random_state=0,
    ).fit(table, right, sample_weight=weight)
    forest = _laid_out(names, model)
    said = [forest.log_odds(dict(zip(names, row, strict=True))) for row in exact[:SAMPLE]]
    same = np.isclose(said, model.decision_function(table[:SAMPLE]), atol=TREES * 10**-LEAF_DIGITS)
    if same.mean() < SAME:
        raise AssertionError(f"the trees as laid out say something else in {1 - same.mean():.0%} of the rows")
    return forest


def _laid_out(names: Sequence[str], model: Any) -> Forest:
    """The model's trees node by node, each pair of branches side by side."""
    columns: dict[str, list[Any]] = {"roots": [], "asks": [], "at_most": [], "left": [], "value": []}
    for (predictor,) in model._predictors:
        first = len(columns["asks"])
        columns["roots"].append(first)
        waiting, behind = [0], first + 1
        for number in waiting:
            node = predictor.nodes[number]
            leaf = bool(node["is_leaf"])
            columns["asks"].append(LEAF if leaf else int(node["feature_idx"]))
            columns["at_most"].append(0.0 if leaf else _between(float(node["num_threshold"])))
            columns["left"].append(LEAF if leaf else behind)
            columns["value"].append(round(float(node["value"]), LEAF_DIGITS) if leaf else 0.0)
            if not leaf:
                waiting += [int(node["left"]), int(node["right"])]
                behind += 2
    return Forest(names, round(float(model._baseline_prediction.item()), LEAF_DIGITS), **columns)


def _between(threshold: float) -> float:
    """A threshold half way to the next rounded number, where no rounding of a last digit moves a value across it."""
    unit = 10**-DIGITS
    return round((math.floor(threshold / unit + 1e-6) + 0.5) * unit, DIGITS + 1)
