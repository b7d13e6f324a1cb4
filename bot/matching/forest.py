"""Small trees that correct what a weighted sum of features says, where features mean more together than apart.

"Near in meaning" speaks for an answer, "a rare word is missing" against it; how much the one counts depends on the
other, and a sum cannot say that. Gradient-boosted trees can (Friedman, "Greedy function approximation", 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# In place of a feature: the node is a leaf.
LEAF = -1


@dataclass(frozen=True)
class Forest:
    """Trees over named features, laid out node by node, one tree after the other.

    A node asks whether feature number `asks` (of `names`) is at most `at_most` and goes on to node `left`, or else to
    the one behind it; a leaf (LEAF) adds its `value` to the log odds. The roots are the nodes number `roots`.
    """

    names: Sequence[str]
    start: float
    roots: Sequence[int]
    asks: Sequence[int]
    at_most: Sequence[float]
    left: Sequence[int]
    value: Sequence[float]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """What all trees together say of some features: above 0 for likely, below for unlikely.

        Raises KeyError where a feature that a tree asks for is missing.
        """
        asks, at_most, left, value = self._nodes
        numbers = np.array([*(features[name] for name in self.names), 0.0])
        behind = left + (numbers[asks] > at_most)  # every node at once is faster than level by level
        node = self._first
        for _ in range(self._depth):
            node = behind[node]
        total: float = sum(value[node].tolist(), self.start)  # in one order, so that it is the same everywhere
        return total

    @cached_property
    def _nodes(self) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.intp], NDArray[np.float64]]:
        """The nodes as columns; a leaf asks the last number, which is 0, and leads to itself."""
        asks = np.array(self.asks, dtype=np.intp)
        leaves = asks == LEAF
        left = np.where(leaves, np.arange(len(asks)), np.array(self.left, dtype=np.intp))
        at_most = np.where(leaves, 0.0, np.array(self.at_most, dtype=np.float64))
        return np.where(leaves, len(self.names), asks), at_most, left, np.array(self.value, dtype=np.float64)

    @cached_property
    def _first(self) -> NDArray[np.intp]:
        return np.array(self.roots, dtype=np.intp)

    @cached_property
    def _depth(self) -> int:
        """The most questions on the way from a root to a leaf."""
        asks, _, left, _ = self._nodes
        depth = 0
        level = self._first
        while (inner := level[asks[level] != len(self.names)]).size:
            level = np.concatenate([left[inner], left[inner] + 1])
            depth += 1
        return depth
