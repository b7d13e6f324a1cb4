"""Weights as they lie in a file: floats, or small integers with a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """Values times `scale` (None: as they are), which has one number for each row, each column, or all."""

    values: Array
    scale: Array | None = None

    def rows(self, numbers: Array) -> Floats:
        """Some rows as floats; the others stay small."""
        rows: Floats = self.values[numbers].astype(np.float32)
        if self.scale is None:
            return rows
        by_row = self.scale.ndim == 2 and len(self.scale) == len(self.values)
        return rows * (self.scale[numbers] if by_row else self.scale).astype(np.float32)

    def floats(self) -> Floats:
        """All values as floats."""
        if self.scale is None:
            return np.asarray(self.values, dtype=np.float32)
        scaled: Floats = np.multiply(self.values, self.scale, dtype=np.float32)  # in one go: half the start-up
        return scaled

    def turned(self) -> Table:
        """Rows as columns."""
        return Table(self.values.T, None if self.scale is None else self.scale.T)
