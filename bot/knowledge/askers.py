"""Which entries are asked by a wording, however that is written: looked up by its fold."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Protocol

# A checksum has as many bits, and so has the place of an entry beside it.
BITS = 32


class Askers(Protocol):
    """Places of entries by what they are asked."""

    def of(self, fold: str) -> list[int]:
        """The places of the entries with a wording of that fold, ascending."""


class AskersOf:
    """The askers among some entries: ascending numbers, a tenth of a dictionary's room."""

    def __init__(self, entries: int, folds_of: Callable[[int], Iterable[str]]) -> None:
        """`folds_of` gives the folds of an entry's wordings by its place."""
        self._folds_of = folds_of
        self._numbers = array("Q", sorted(_first(fold) | place for place in range(entries) for fold in folds_of(place)))

    def of(self, fold: str) -> list[int]:
        """See `Askers`."""
        first = _first(fold)
        start, end = bisect_left(self._numbers, first), bisect_left(self._numbers, first + (1 << BITS))
        places = dict.fromkeys(number - first for number in self._numbers[start:end])
        return [place for place in places if fold in self._folds_of(place)]


class MoreAskers:
    """The askers among some entries, and a few more beside them."""

    def __init__(self, before: Askers, more: Iterable[tuple[str, int]]) -> None:
        """`more` are folds with the places of the entries that are asked by them too."""
        self._before = before
        self._more: dict[str, set[int]] = {}
        for fold, place in more:
            self._more.setdefault(fold, set()).add(place)

    def of(self, fold: str) -> list[int]:
        """See `Askers`."""
        return sorted({*self._before.of(fold), *self._more.get(fold, ())})


def _first(fold: str) -> int:
    """The least number of a fold."""
    return zlib.crc32(fold.encode("utf-8", "surrogatepass")) << BITS
