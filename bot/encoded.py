"""The packs' vectors, encoded once: those of the bundled packs are shipped, others kept in the user's cache folder.

A file holds one row for each text: a key made of the encoder and the text, then the vector as small integers.
So a row serves wherever its text stands, and one of another encoder or of an older text is simply not found.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from threading import Lock, Thread

import numpy as np
from numpy.typing import NDArray

from bot.matching.encoder import Codes, Encoder, codes_of
from bot.matching.index import Index
from bot.matching.vectors import Vectors, texts_of

Keys = NDArray[np.uint64]

# What begins every file: its form, then the length of a vector.
MAGIC = b"principles vectors 1 "
HEADER_BYTES = 32
KEY_BYTES = 8

# Texts encoded before what is there is written down: what a stop loses is half a minute.
CHECKPOINT = 4_096
AT_ONCE = 64

# Rows copied together, so that a hundred thousand entries do not stand in memory twice.
BLOCK = 16_384

# So many texts are encoded when a question needs them (about 20 s at the most); more, by `principles encode` or
# while the app runs.
FEW = 2_000

Progress = Callable[[int], object]
Watch = Callable[[int], AbstractContextManager[Progress]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Vectors by their keys, which ascend."""

    keys: Keys
    codes: Codes

    def at(self, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The place of each key, and whether it is there at all."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.intp), np.zeros(len(keys), dtype=np.bool_)
        places = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return places, self.keys[places] == keys


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
            self._take(read_rows(source))

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
            self._take(_sorted(self._keys[batch], codes))
            progress(len(batch))
            unwritten += len(batch)
            if unwritten >= CHECKPOINT and kept:
                self.write(kept)
                unwritten = 0
        if unwritten and kept:
            self.write(kept)
        return self._codes

    def write(self, path: Path) -> None:
        """Write what is known, and nothing that these texts do not need."""
        write_rows(path, _sorted(self._keys[self._known], self._codes[self._known]))

    def _take(self, rows: Rows) -> None:
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


def keys_of(texts: Sequence[str], encoder: Encoder) -> Keys:
    """What each text's row is found by: it tells encoders and texts apart."""
    start = blake2b(encoder.fingerprint.encode(), digest_size=KEY_BYTES)
    digests = bytearray()
    for text in texts:
        hashed = start.copy()
        hashed.update(text.encode("utf-8", "surrogatepass"))
        digests += hashed.digest()
    return np.frombuffer(bytes(digests), dtype="<u8").astype(np.uint64)


def _sorted(keys: Keys, codes: Codes) -> Rows:
    """Rows by ascending keys, each once."""
    ascending, places = np.unique(keys, return_index=True)
    return Rows(ascending, codes[places])


def read_rows(path: Path) -> Rows:
    """The rows of a file; none where there is no such file of ours. What was cut off at the end is left out."""
    nothing = Rows(np.zeros(0, dtype=np.uint64), np.zeros((0, 0), dtype=np.int8))
    try:
        held = np.memmap(path, dtype=np.uint8, mode="r")
        header = held[:HEADER_BYTES].tobytes()
        size = int(header.removeprefix(MAGIC)) if header.startswith(MAGIC) else 0
    except (OSError, ValueError):
        return nothing
    if size <= 0:
        return nothing
    whole = (len(held) - HEADER_BYTES) // (KEY_BYTES + size)
    rows = held[HEADER_BYTES : HEADER_BYTES + whole * (KEY_BYTES + size)].reshape(whole, KEY_BYTES + size)
    keys = np.ascontiguousarray(rows[:, :KEY_BYTES]).view("<u8").ravel().astype(np.uint64)
    codes = rows[:, KEY_BYTES:].view(np.int8)
    return Rows(keys, codes) if (keys[1:] > keys[:-1]).all() else _sorted(keys, codes)


def write_rows(path: Path, rows: Rows) -> None:
    """Write the rows, whole or not at all; a folder that cannot be written is left alone."""
    from tempfile import mkstemp

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write((MAGIC + str(rows.codes.shape[1]).encode()).ljust(HEADER_BYTES))
                keys = rows.keys.astype("<u8").view(np.uint8).reshape(-1, KEY_BYTES)
                file.write(np.hstack([keys, rows.codes.view(np.uint8)]).tobytes())
            os.replace(temporary, path)
        finally:
            Path(temporary).unlink(missing_ok=True)  # gone already, unless the disk is full
    except OSError:
        return


class PackVectors:
    """The vectors of some packs: looked up when first wanted, encoded where they are missing. Threads may share it.

    Call it for the vectors, or for None while these are not there: then words answer alone.
    """

    def __init__(
        self, index: Index, encoder: Encoder, sources: Sequence[Path], kept: Path | None, watch: Watch
    ) -> None:
        """Vectors are read from the files `sources` and `kept`; what is encoded is written to `kept`."""
        self._index = index
        self._encoder = encoder
        self._sources = [*sources, *([kept] if kept else [])]
        self._kept = kept
        self._watch = watch
        self._lock = Lock()
        self._encoding: Encoding | None = None
        self._vectors: Vectors | None = None

    def beside(self, index: Index) -> PackVectors:
        """The vectors of more than these packs, by the same encoder; what they add is kept in memory alone."""
        return PackVectors(index, self._encoder, self._sources, None, self._watch)

    def __call__(self) -> Vectors | None:
        """The vectors, if at most FEW texts have to be encoded for them. Raises EncoderError where that fails."""
        if self._vectors is None and self.missing <= FEW:
            self.complete()
        return self._vectors

    @property
    def missing(self) -> int:
        """How many texts have to be encoded. Raises EncoderError where the encoder cannot be read."""
        with self._lock:
            if self._encoding is None:
                self._encoding = Encoding(texts_of(self._index), self._encoder, self._sources)
            return 0 if self._vectors else self._encoding.missing

    def complete(self) -> None:
        """Encode what is missing, however long that takes. Raises EncoderError where it fails."""
        missing = self.missing
        with self._lock:
            if self._vectors is None and self._encoding is not None:
                if missing:
                    with self._watch(missing) as progress:
                        self._encoding.encode(self._kept, progress)
                self._vectors = Vectors(self._index, self._encoding.codes, self._encoder)
                self._encoding = None

    def prepare(self) -> None:
        """Get ready to serve: the model in memory, and many missing texts encoded on a thread of its own.

        That thread ends with the process; words answer until it is done. Raises EncoderError as the others do.
        """
        self._encoder.encode(["ready"])
        if self() is None:
            Thread(target=self.complete, name="encoding", daemon=True).start()
