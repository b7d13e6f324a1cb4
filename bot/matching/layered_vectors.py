"""The vectors of large packs with those of what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bot.matching.encoder import Codes, Rows
from bot.matching.layered import LayeredIndex
from bot.matching.vectors import Texts, Vectors, body_text

# No question has so many signs unlike a vector's.
NEVER = np.uint16(np.iinfo(np.uint16).max)


def texts_beside(index: LayeredIndex) -> list[str]:
    """What is encoded of a layer: its wordings as written, entry by entry, then the bodies of these entries."""
    entries = [index.entries[place] for place in index.places]
    return [*(wording for entry in entries for wording in entry.wordings), *map(body_text, entries)]


class LayeredVectors(Vectors):
    """Vectors of packs and of a layer beside them, which stand behind those; the packs' own are shared."""

    def __init__(self, base: Vectors, index: LayeredIndex, codes: Codes) -> None:
        """`codes` are what the encoder of `base` made of `texts_beside(index)`, row by row."""
        self._serve(index, base.encoder, base.texts)
        self._base = base
        self._own = Texts(codes, few=base.texts.few)
        self._held, self._packs_wordings = len(base.texts), len(index.base.wordings)
        self._own_wordings = len(index.wordings) - self._packs_wordings
        self._number_of = {place: number for number, place in enumerate(index.places)}
        lengths = [len(index.entries[place].wordings) for place in index.places]
        places = np.array(index.places, dtype=np.int32)
        self.entry_of = np.concatenate([base.entry_of, np.repeat(places, lengths), places])
        # Of what is read again the packs' vectors are those of an entry that is not known any more.
        self._gone = np.array(sorted(self._rows_that_are_gone(index)), dtype=np.intp)

    def _rows_that_are_gone(self, index: LayeredIndex) -> Iterator[int]:
        for place in index.places:
            if place < len(index.base.entries):
                yield from self._base.rows_of_entry(place).tolist()

    def _all(self) -> NDArray[np.intp]:
        return np.delete(np.arange(self._held + len(self._own)), self._gone)

    def _unlike(self, signs: NDArray[np.uint64]) -> NDArray[np.uint16]:
        different = np.concatenate([self._base.texts.unlike(signs), self._own.unlike(signs)], axis=1)
        different[:, self._gone] = NEVER
        return different

    def _row_of(self, wording: int) -> int:
        return wording if wording < self._packs_wordings else self._held + wording - self._packs_wordings

    def rows_of_entry(self, place: int) -> NDArray[np.intp]:
        """See `Vectors.rows_of_entry`."""
        number = self._number_of.get(place)
        if number is None:
            return self._base.rows_of_entry(place)
        first, end = (self._row_of(at[place]) for at in (self._index.first_wording, self._index.end_wording))
        numbers: NDArray[np.intp] = np.r_[first:end, self._held + self._own_wordings + number]
        return numbers

    def _rows_at(self, numbers: NDArray[np.intp]) -> Rows:
        own = numbers >= self._held
        if not own.any():
            return self._base.texts.rows_at(numbers)
        rows = np.empty((len(numbers), self._own.width), dtype=np.float32)
        rows[~own] = self._base.texts.rows_at(numbers[~own])
        rows[own] = self._own.rows_at(numbers[own] - self._held)
        return rows
