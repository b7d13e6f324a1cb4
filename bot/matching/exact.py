"""Which wordings are, word for word, what a person typed: those always answer, whatever their words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.wordings import fold_wording
from bot.matching.normalize import MAX_CHARACTERS, clean, without_marks
from bot.matching.postings import Ints

# Said before or after a question, beside the greetings of the lexicon; never part of it.
COURTESY = frozenset(["please", "pls", "plz", "kindly"])

# Marks for each checksum: of eight messages that are no wording, one at most is looked up.
ROOM = 8

_SLACK_ADDRESS = re.compile(r"<(?:mailto:|tel:)?((?:https?://)?[^<>|@#!][^<>|]*)(?:\|[^<>]*)?>")
_MARKUP = re.compile(r"[<>*_~`&:]")
_SCHEME = re.compile(r"\bhttps?://(?:www\.)?", re.IGNORECASE)


class Wordings(Protocol):
    """Wordings by how they read."""

    def of(self, key: str) -> list[int]:
        """The numbers of the wordings that may be found by `key`."""


@dataclass(frozen=True, slots=True)
class ExactWordings:
    """Every wording by a checksum of how it reads; `checksums` ascend, `wordings` stand beside them.

    `seen` has a mark for each checksum, by its lowest bits: most messages are no wording, and hear it at once.
    """

    checksums: NDArray[np.uint32]
    wordings: Ints
    seen: NDArray[np.bool_]

    def of(self, key: str) -> list[int]:
        """The numbers of the wordings with the checksum of `key`: all that have it, and hardly another."""
        number = zlib.crc32(key.encode("utf-8", "ignore"))
        if not self.seen[number & (len(self.seen) - 1)]:
            return []
        checksum = np.uint32(number)
        first = int(self.checksums.searchsorted(checksum))
        end = int(self.checksums.searchsorted(checksum, side="right"))
        return sorted(self.wordings[first:end].tolist())


class MoreWordings:
    """The wordings of large packs, without those that are gone, and a few more behind them."""

    def __init__(self, known: Wordings, gone: Set[int], more: ExactWordings, first: int) -> None:
        """`first` is the number of the first of the others."""
        self._known, self._gone = known, gone
        self._more, self._first = more, first

    def of(self, key: str) -> list[int]:
        """See `ExactWordings.of`."""
        known = [number for number in self._known.of(key) if number not in self._gone]
        return known + [self._first + number for number in self._more.of(key)]


def build(wordings: Iterable[str], normalised: Iterable[str]) -> ExactWordings:
    """All wordings as typed, and in normalised words, which a person may spell in other ways."""
    checksums: list[int] = []
    numbers: list[int] = []
    for number, (wording, words) in enumerate(zip(wordings, normalised, strict=True)):
        for key in _keys(wording, words):
            checksums.append(zlib.crc32(key.encode("utf-8", "ignore")))
            numbers.append(number)
    order = np.lexsort((numbers, checksums))
    ascending = np.array(checksums, dtype=np.uint32)[order]
    seen = np.zeros(1 << (ROOM * len(checksums)).bit_length(), dtype=bool)
    seen[ascending & np.uint32(len(seen) - 1)] = True
    return ExactWordings(ascending, np.array(numbers, dtype=np.int32)[order], seen)


def find(
    typed: str, normalised: str, known: Wordings, courtesy: Set[str], keys_of: Callable[[int], Sequence[str]]
) -> list[int]:
    """The numbers of the wordings that `typed` is, by the strictest reading that finds any.

    `keys_of` gives the keys of a wording by its number, which settle what the checksums propose.
    """
    for key in _readings(typed, normalised, courtesy):
        if found := [number for number in known.of(key) if key in keys_of(number)]:
            return found
    return []


def keys(wording: str, normalised: str) -> list[str]:
    """What a wording is found by."""
    return list(_keys(wording, normalised))


def _keys(wording: str, normalised: str) -> Iterator[str]:
    if fold := fold_wording(_SCHEME.sub("", wording) if "://" in wording else wording):
        yield f"typed {fold}"
    # Normalised words have no addresses, so two wordings may differ in nothing else.
    if "://" not in wording and "www." not in wording and (words := without_marks(normalised)):
        yield f"words {' '.join(words)}"


def _readings(typed: str, normalised: str, courtesy: Set[str]) -> Iterator[str]:
    """The keys of a message, the strictest first; at last without the courtesy around the question."""
    text = typed[:MAX_CHARACTERS]
    if "<" in text:
        text = _SLACK_ADDRESS.sub(r" \1 ", text)
        text = re.sub(r"<[@#!][^<>]*>", " ", text)
    yield from _keys(text, normalised)
    if _MARKUP.search(text) and _SCHEME.search(text) is None:
        yield f"typed {fold_wording(clean(text))}"
    words = without_marks(normalised)
    first, end = 0, len(words)
    while first < end and (words[first] in courtesy or words[first] in COURTESY):
        first += 1
    while end > first and (words[end - 1] in courtesy or words[end - 1] in COURTESY):
        end -= 1
    if 0 < end - first < len(words):
        yield f"words {' '.join(words[first:end])}"
