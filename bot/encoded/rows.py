"""Vectors by their keys, in memory and in a file.

A file holds one row for each text: a key made of the encoder and the text, then the vector as small integers.
So a row serves wherever its text stands, and one of another encoder or of an older text is simply not found.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.matching.encoder import Codes, Encoder

Keys = NDArray[np.uint64]

# What begins every file: its form, then the length of a vector.
MAGIC = b"principles vectors 1 "
HEADER_BYTES = 32
KEY_BYTES = 8


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


# No vectors.
NOTHING = Rows(np.zeros(0, dtype=np.uint64), np.zeros((0, 0), dtype=np.int8))


def keys_of(texts: Sequence[str], encoder: Encoder) -> Keys:
    """What each text's row is found by: it tells encoders and texts apart."""
    start = blake2b(encoder.fingerprint.encode(), digest_size=KEY_BYTES)
    digests = bytearray()
    for text in texts:
        hashed = start.copy()
        hashed.update(text.encode("utf-8", "surrogatepass"))
        digests += hashed.digest()
    return np.frombuffer(bytes(digests), dtype="<u8").astype(np.uint64)


def sorted_rows(keys: Keys, codes: Codes) -> Rows:
    """Rows by ascending keys, each once."""
    ascending, places = np.unique(keys, return_index=True)
    return Rows(ascending, codes[places])


def read_rows(path: Path) -> Rows:
    """The rows of a file; none where there is no such file of ours. What was cut off at the end is left out."""
    try:
        held = np.memmap(path, dtype=np.uint8, mode="r")
        header = held[:HEADER_BYTES].tobytes()
        size = int(header.removeprefix(MAGIC)) if header.startswith(MAGIC) else 0
    except (OSError, ValueError):
        return NOTHING
    if size <= 0:
        return NOTHING
    whole = (len(held) - HEADER_BYTES) // (KEY_BYTES + size)
    rows = held[HEADER_BYTES : HEADER_BYTES + whole * (KEY_BYTES + size)].reshape(whole, KEY_BYTES + size)
    keys = np.ascontiguousarray(rows[:, :KEY_BYTES]).view("<u8").ravel().astype(np.uint64)
    codes = rows[:, KEY_BYTES:].view(np.int8)
    return Rows(keys, codes) if (keys[1:] > keys[:-1]).all() else sorted_rows(keys, codes)


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
