"""What the matcher asks of whoever turns texts into vectors of their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Codes = NDArray[np.int8]

# Vectors are kept as small integers: a quarter of the room, and cosines off by 0.002 at the most.
_LARGEST_CODE = 127


class Encoder(Protocol):
    """Texts in, one row of length 1 for each out (zeros for a text without meaning).

    The same text gives the same row, up to rounding of the last digits.
    """

    @property
    def name(self) -> str:
        """What people call the model."""

    @property
    def fingerprint(self) -> str:
        """Differs where the rows may differ: it belongs to the key of whatever keeps them."""

    def encode(self, texts: Sequence[str]) -> Rows:
        """The rows of some texts, in their order."""


def codes_of(rows: Rows) -> Codes:
    """Rows as small integers, each scaled to its own largest number: only the direction is kept."""
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    largest[largest == 0] = 1
    codes: Codes = np.rint(rows * (_LARGEST_CODE / largest)).astype(np.int8)
    return codes


def rows_of(codes: NDArray[Any]) -> Rows:
    """Small integers as rows of length 1 again; zeros stay zeros."""
    rows = codes.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
    lengths[lengths == 0] = 1
    rows /= lengths
    return rows
