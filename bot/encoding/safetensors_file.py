"""A safetensors file -> its weights by name: a JSON header, then the bytes (https://huggingface.co/docs/safetensors)."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from bot.encoding.tables import Table
from bot.errors import EncoderError

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I8": "i1"}


def read_safetensors(data: memoryview) -> dict[str, Table]:
    """The weights of the file, by their names. Raises EncoderError for what is no such file, or only part of one."""
    try:
        size = int.from_bytes(data[:8], "little")
        header = json.loads(bytes(data[8 : 8 + size]))
        body = data[8 + size :]
        return {
            name: _table(body, entry)
            for name, entry in header.items()
            if name != "__metadata__" and entry["dtype"] in _TYPES
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EncoderError("it is no safetensors file, or not a whole one") from error


def _table(body: memoryview, entry: dict[str, Any]) -> Table:
    first, last = entry["data_offsets"]
    if not 0 <= first <= last <= len(body):
        raise ValueError("cut off")
    values = np.frombuffer(body[first:last], dtype=_TYPES[entry["dtype"]]).reshape(entry["shape"])
    if entry["dtype"] == "BF16":  # the upper half of a float
        values = (values.astype("<u4") << 16).view("<f4")
    return Table(values)
