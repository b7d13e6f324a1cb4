"""Values as data: a JSON text and numpy arrays beside it, and back. Reading runs nobody's code.

What a snapshot may hold: JSON's own values, tuples, sets, frozensets, mappings with any keys, numpy
arrays of numbers, and objects of the classes that the caller names. An object that stands in two
places is one object again. Objects get their attributes back; no constructor is called.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# The key that says what a JSON object stands for; a mapping that has it itself is written as pairs.
KIND = "!"

ATOMS = (str, int, float, bool, type(None))
COLLECTIONS: Mapping[str, type] = {kind.__name__: kind for kind in (tuple, set, frozenset)}
MAPPINGS: Mapping[str, type] = {kind.__name__: kind for kind in (dict, Counter)}

Arrays = dict[str, NDArray[Any]]


def dump(value: object, kinds: Mapping[str, type]) -> tuple[str, Arrays]:
    """The value as a JSON text, and the arrays that the text names.

    Raises TypeError for an object of a class that `kinds` does not have.
    """
    writer = _Writer(kinds)
    plain = writer.plain(value)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")), writer.arrays


def load(text: str, arrays: Mapping[str, NDArray[Any]], kinds: Mapping[str, type]) -> Any:
    """What was dumped. Raises ValueError, KeyError, TypeError or the like for anything else."""
    return json.loads(text, object_hook=_Reader(arrays, kinds).value)


class _Writer:
    """Turns values into what JSON has; objects are numbered in the order in which they end."""

    def __init__(self, kinds: Mapping[str, type]) -> None:
        self.arrays: Arrays = {}
        self._names = {kind: name for name, kind in kinds.items()}
        self._seen: dict[int, int] = {}

    def plain(self, value: object) -> object:
        """The value in what JSON can hold; raises TypeError for a kind that is not known."""
        kind = type(value)
        if kind in ATOMS:
            return value
        if isinstance(value, list):
            return [self.plain(part) for part in value]
        if isinstance(value, tuple | set | frozenset) and kind.__name__ in COLLECTIONS:
            return {KIND: kind.__name__, "of": [self.plain(part) for part in value]}
        if isinstance(value, dict) and kind.__name__ in MAPPINGS:
            return self._mapping(value)
        if isinstance(value, np.ndarray) and not value.dtype.hasobject:
            name = f"array{len(self.arrays)}"
            self.arrays[name] = value
            return {KIND: "array", "name": name}
        return self._object(value)

    def _mapping(self, value: dict[Any, Any]) -> object:
        """As it is where JSON can hold it; JSON's keys are strings."""
        if type(value) is dict and KIND not in value and all(type(key) is str for key in value):
            return {key: self.plain(part) for key, part in value.items()}
        pairs = [[self.plain(key), self.plain(part)] for key, part in value.items()]
        return {KIND: type(value).__name__, "of": pairs}

    def _object(self, value: object) -> object:
        if (number := self._seen.get(id(value))) is not None:
            return {KIND: "again", "number": number}
        if type(value) not in self._names:
            raise TypeError(f"a snapshot does not know objects of {type(value).__name__}: name the class to it")
        state = {name: self.plain(part) for name, part in _state(value).items()}
        self._seen[id(value)] = len(self._seen)
        return {KIND: self._names[type(value)], **state}


class _Reader:
    """Turns JSON's objects back, innermost first, as the parser meets them."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], kinds: Mapping[str, type]) -> None:
        self._arrays = arrays
        self._kinds = kinds
        self._seen: list[object] = []

    def value(self, read: dict[str, Any]) -> object:
        """The value that `plain` wrote so; raises KeyError or IndexError for what that never wrote."""
        kind = read.pop(KIND, None)
        if kind is None:
            return read
        if kind in COLLECTIONS:
            return COLLECTIONS[kind](read["of"])
        if kind in MAPPINGS:
            return MAPPINGS[kind](dict(read["of"]))
        if kind == "array":
            return self._arrays[read["name"]]
        if kind == "again":
            return self._seen[read["number"]]
        return self._object(self._kinds[kind], read)

    def _object(self, kind: type, state: dict[str, Any]) -> object:
        new: object = object.__new__(kind)
        for name, part in state.items():
            object.__setattr__(new, name, part)  # frozen values are made here, too
        self._seen.append(new)
        return new


def _state(value: object) -> dict[str, Any]:
    """The attributes of an object; its class may leave out what is found again (`__getstate__`)."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    state = value.__getstate__()
    assert isinstance(state, dict)  # noqa: S101  # our own classes: without slots, unless dataclasses
    return state
