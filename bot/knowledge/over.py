"""A large mapping with a few values of its own over it, so that nothing large is copied for a few changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Over(Mapping[Key, Value]):
    """`base`, with the values of `own` in place of its own."""

    def __init__(self, base: Mapping[Key, Value], own: Mapping[Key, Value]) -> None:
        self._base, self._own = base, own

    def __getitem__(self, key: Key) -> Value:
        return self._own[key] if key in self._own else self._base[key]

    def __contains__(self, key: object) -> bool:
        return key in self._own or key in self._base

    def __iter__(self) -> Iterator[Key]:
        return iter({**dict.fromkeys(self._base), **dict.fromkeys(self._own)})

    def __len__(self) -> int:
        return len(self._base) + sum(key not in self._base for key in self._own)
