"""Postings: for each term the places that have it and how strongly, as flat arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Postings:
    """Term number t has `places[starts[t]:starts[t + 1]]`, ascending, with strengths of 0 to 1 beside them."""

    starts: NDArray[np.int64]
    places: Ints
    strengths: Floats

    def of(self, term: int) -> tuple[Ints, Floats]:
        """The places and strengths of one term."""
        span = slice(self.starts[term], self.starts[term + 1])
        return self.places[span], self.strengths[span]

    def at(self, terms: Sequence[int], places: Sequence[int], keys: NDArray[np.int64]) -> list[list[float]]:
        """The strengths of each term (rows) at each place (columns); 0 where it is not.

        `keys` are those of `self.keys()`.
        """
        if not len(keys):
            return [[0.0] * len(places) for _ in terms]
        wanted = np.array(terms, dtype=np.int64)[:, None] * KEY + np.array(places, dtype=np.int64)
        found = np.minimum(keys.searchsorted(wanted), len(keys) - 1)
        table: list[list[float]] = np.where(keys[found] == wanted, self.strengths[found], 0).tolist()
        return table

    def keys(self) -> NDArray[np.int64]:
        """One ascending number for each (term, place), to look pairs up by."""
        terms = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int64), np.diff(self.starts))
        keys: NDArray[np.int64] = terms * KEY + self.places
        return keys


# The column of a term that no place has.
NOWHERE: tuple[Ints, Floats] = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))

# Above any number of places.
KEY = 1 << 31


def build(rows: Ints, columns: Ints, strengths: Floats, terms: int) -> Postings:
    """Postings from (place, term, strength) triples by ascending place, of which no pair stands twice."""
    order = columns.argsort(kind="stable")
    starts = np.zeros(terms + 1, dtype=np.int64)
    np.cumsum(np.bincount(columns, minlength=terms), out=starts[1:])
    return Postings(starts, rows[order], strengths[order])


def with_neighbours(postings: Postings, neighbours: Mapping[int, Sequence[int]], discount: float) -> Postings:
    """Postings in which a term also has the places of its neighbours, at a discount."""
    joined = {
        term: merged(postings.of(term), [postings.of(near) for near in found], discount)
        for term, found in sorted(neighbours.items())
    }
    lengths = np.diff(postings.starts)
    lengths[list(joined)] = [len(places) for places, _ in joined.values()]
    starts = np.zeros(len(postings.starts), dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    places = np.empty(starts[-1], dtype=np.int32)
    strengths = np.empty(starts[-1], dtype=np.float32)
    done = 0
    for term, column in (*joined.items(), (len(lengths), NOWHERE)):  # what stands between them is as it was
        source, target = slice(postings.starts[done], postings.starts[term]), slice(starts[done], starts[term])
        places[target], strengths[target] = postings.places[source], postings.strengths[source]
        done = term + 1
        if term < len(lengths):
            places[starts[term] : starts[done]], strengths[starts[term] : starts[done]] = column
    return Postings(starts, places, strengths)


def merged(own: tuple[Ints, Floats], near: Sequence[tuple[Ints, Floats]], discount: float) -> tuple[Ints, Floats]:
    """One column with its neighbours' places; where several have a place the strongest counts."""
    if not near:
        return own
    places = np.concatenate([own[0], *(column for column, _ in near)])
    strengths = np.concatenate([own[1], *(values * np.float32(discount) for _, values in near)])
    order = np.lexsort((-strengths, places))
    places, strengths = places[order], strengths[order]
    first = np.ones(len(places), dtype=bool)
    first[1:] = places[1:] != places[:-1]
    return places[first], strengths[first]
