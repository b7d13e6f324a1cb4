"""What wordings are made of: term numbers, one wording behind the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.postings import Floats, Ints

# Places of something in an array.
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class WordingTerms:
    """Wording number w has `terms[starts[w]:starts[w + 1]]`, each once."""

    terms: Ints
    starts: NDArray[np.int64]

    def of(self, wording: int) -> frozenset[int]:
        """The terms of one wording."""
        return frozenset(self.terms[self.starts[wording] : self.starts[wording + 1]].tolist())

    def found(self, wanted: NDArray[np.bool_], wordings: Numbers) -> tuple[Numbers, Ints]:
        """Where some wordings have a `wanted` term: rows of `wordings`, ascending, and the term beside each.

        `wanted` says it of every term by its number.
        """
        places, ends = ranges(self.starts[wordings], self.starts[wordings + 1])
        terms = self.terms[places]
        hits = np.flatnonzero(wanted[terms])
        return ends.searchsorted(hits, side="right"), terms[hits]

    def sums(self, values: Floats) -> Floats:
        """The sum over each wording's terms of a value that each term has; the same wherever a wording stands."""
        totals = np.zeros(len(self.starts) - 1, dtype=np.float32)
        filled = self.starts[1:] > self.starts[:-1]
        if filled.any():
            totals[filled] = np.add.reduceat(values[self.terms].astype(np.float64), self.starts[:-1][filled])
        return totals

    def lengths(self, rarity: Floats) -> Floats:
        """The length of each wording as a vector of what its terms say; 1 for one that says nothing."""
        norms: Floats = np.sqrt(self.sums(rarity * rarity))
        norms[norms == 0] = 1
        return norms


def ranges(first: NDArray[np.signedinteger[Any]], end: NDArray[np.signedinteger[Any]]) -> tuple[Numbers, Numbers]:
    """The numbers from each first to its end, one range behind the other, and where each range ends among them."""
    lengths = (end - first).astype(np.intp)
    ends: Numbers = lengths.cumsum()
    numbers: Numbers = np.repeat(first - (ends - lengths), lengths)
    numbers += np.arange(len(numbers))
    return numbers, ends
