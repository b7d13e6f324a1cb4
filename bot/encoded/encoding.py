"""Texts become vectors once: what is known is looked up, the rest is encoded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.encoded.rows import Rows, keys_of, read_rows, sorted_rows, write_rows
from bot.matching.encoder import Codes, Encoder, codes_of

# Texts encoded before what is there is written down: what a stop loses is half a minute.
CHECKPOINT = 4_096
AT_ONCE = 64

# Rows copied together, so that a hundred thousand entries do not stand in memory twice.
BLOCK = 16_384

Progress = Callable[[int], object]
Watch = Callable[[int], AbstractContextManager[Progress]]


class Encoding:
    """The vectors of some texts, as far as they are known: from files at first, the rest by the encoder."""

    def __init__(self, texts: Sequence[str], encoder: Encoder, sources: Iterable[Path]) -> None:
        """Look the texts up in the files `sources`. Raises EncoderError where the encoder cannot be read."""
        self._texts = texts
        self._encoder = encoder
        self._keys = keys_of(texts, encoder)
        self._codes: Codes = np.zeros((0, 0), dtype=np.int8)
        self._known: NDArray[np.bool_] = np.zeros(len(texts), dtype=np.bool_)
        for source in sources:
            self.take(read_rows(source))

    @property
    def missing(self) -> int:
        """How many texts are still to be encoded, each counted once."""
        return len(np.unique(self._keys[~self._known]))

    @property
    def codes(self) -> Codes:
        """The vectors beside the texts; zeros, which are like nothing, where one is missing."""
        return self._codes

    def encode(self, kept: Path | None, progress: Progress = lambda done: None) -> Codes:
        """Encode what is missing, and write all of it to `kept` (None: nowhere).

        `progress` is told how many were done each time. Raises EncoderError where the encoder cannot be used.
        """
        unwritten = 0
        for batch in self._batches():
            codes = codes_of(self._encoder.encode([self._texts[place] for place in batch]))
            self.take(sorted_rows(self._keys[batch], codes))
            progress(len(batch))
            unwritten += len(batch)
            if unwritten >= CHECKPOINT and kept:
                self.write(kept)
                unwritten = 0
        if unwritten and kept:
            self.write(kept)
        return self._codes

    @property
    def rows(self) -> Rows:
        """What is known, by its keys."""
        return sorted_rows(self._keys[self._known], self._codes[self._known])

    def write(self, path: Path) -> None:
        """Write what is known, and nothing that these texts do not need."""
        write_rows(path, self.rows)

    def take(self, rows: Rows) -> None:
        """Fill in what these rows have."""
        places, found = rows.at(self._keys)
        found &= ~self._known
        if not found.any():
            return
        if self._codes.shape[1] != rows.codes.shape[1]:
            self._codes = np.zeros((len(self._texts), rows.codes.shape[1]), dtype=np.int8)
        wanted = np.flatnonzero(found)
        for start in range(0, len(wanted), BLOCK):
            some = wanted[start : start + BLOCK]
            self._codes[some] = rows.codes[places[some]]
        self._known |= found

    def _batches(self) -> Iterator[NDArray[np.intp]]:
        """Places of missing texts a few at a time, each text once, those of like length together."""
        missing = np.flatnonzero(~self._known)
        missing = missing[np.unique(self._keys[missing], return_index=True)[1]]
        ordered = sorted(missing.tolist(), key=lambda place: (len(self._texts[place]), place))
        for start in range(0, len(ordered), AT_ONCE):
            yield np.array(ordered[start : start + AT_ONCE], dtype=np.intp)
