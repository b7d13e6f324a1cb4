"""Trees beside the regression: they say what features mean together."""

from __future__ import annotations

import math
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.explain import explain
from bot.matching.forest import LEAF, Forest
from bot.matching.scoring import Weights, probability


def laid_out(*roots, names=("near", "missing"), start=0.0):
    """A forest of nested trees: a number is a leaf, (feature, at most, left, right) a question."""
    columns = {"asks": [], "at_most": [], "left": [], "value": []}

    def add(asks, at_most, value):
        for name, one in (("asks", asks), ("at_most", at_most), ("left", LEAF), ("value", value)):
            columns[name].append(one)

    starts = []
    for root in roots:
        waiting, behind = [root], len(columns["asks"]) + 1
        starts.append(behind - 1)
        for place, node in zip(count(behind - 1), waiting):
            if not isinstance(node, tuple):
                add(LEAF, 0.0, node)
                continue
            feature, at_most, left, right = node
            add(names.index(feature), at_most, 0.0)
            columns["left"][place] = behind
            waiting += [left, right]
            behind += 2
    return Forest(names, start, starts, **columns)


def walked(node, features):
    """What a tree says, walked by the book."""
    while isinstance(node, tuple):
        feature, at_most, left, right = node
        node = left if features[feature] <= at_most else right
    return node


LEAVES = st.floats(-3, 3)
TREES = st.recursive(
    LEAVES, lambda inner: st.tuples(st.sampled_from(["near", "missing"]), st.floats(0, 1), inner, inner), max_leaves=8
)
FEATURES = st.fixed_dictionaries({"near": st.floats(0, 1), "missing": st.floats(0, 1)})


@given(st.lists(TREES, min_size=1, max_size=5), FEATURES, LEAVES)
def test_all_trees_are_walked_from_their_roots_to_a_leaf(roots, features, start):
    said = laid_out(*roots, start=start).log_odds(features)
    assert said == pytest.approx(start + sum(walked(root, features) for root in roots))


def test_a_value_at_the_line_goes_left():
    forest = laid_out(("near", 0.5, -1.0, 1.0))
    assert [forest.log_odds({"near": near, "missing": 0}) for near in (0.5, 0.50001)] == [-1.0, 1.0]


def test_what_a_tree_asks_for_has_to_be_there():
    with pytest.raises(KeyError, match="missing"):
        laid_out(("near", 0.5, -1.0, 1.0)).log_odds({"near": 1.0})


def test_trees_and_the_sum_of_the_features_count_alike():
    weights = Weights({}, {"near": 4.0}, -1.0, 0.5, 0.1, laid_out(("near", 0.4, -2.0, 2.0), names=("near",)))
    log_odds = (-1.0 + 4.0 * 0.5 + 2.0) / 2
    assert probability({"near": 0.5}, weights) == pytest.approx(1 / (1 + math.exp(-log_odds)))


def test_an_explanation_adds_up_to_the_sureness_with_trees_too(meaning_matcher):
    explanation = explain(meaning_matcher, "somebody is shouting at me across the counter")
    log_odds = explanation.bias + sum(moved.added for moved in explanation.sure_moved)
    assert explanation.sure_moved[0].feature == "all of these together"
    assert 1 / (1 + math.exp(-log_odds)) == pytest.approx(explanation.sure, abs=0.01)
