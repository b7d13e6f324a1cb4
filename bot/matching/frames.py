"""Which questions are equal to another but for a word or two, found without holding each against all."""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from bot.matching.normalize import without_marks

# Words that two questions may differ by.
SPAN: Final = 2

# Longer questions that differ in two words only are copies, not a pair to choose from.
LONGEST: Final = 30

Words = Sequence[str]

# A frame: how many words stand before the gap, and how many behind it.
Frame = tuple[int, int]


class Questions(Sequence[Words]):
    """The questions among some wordings, split when they are wanted: 100,000 of them as words would take 60 MB."""

    def __init__(self, wordings: Sequence[str], numbers: Sequence[int]) -> None:
        """`wordings` are normalised, `numbers` those of the questions."""
        self._wordings, self._numbers = wordings, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, number: int) -> Words: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Words]: ...

    def __getitem__(self, number: int | slice) -> Words | Sequence[Words]:
        if isinstance(number, slice):
            return Questions(self._wordings, self._numbers[number])
        return without_marks(self._wordings[self._numbers[number]])


class Frames:
    """Questions by how they begin and end.

    Two that share a frame, all words but a gap of at most `SPAN`, share as many at their beginning and end: one of
    the two is half of that at least, and by such halves they are found.
    """

    def __init__(self, questions: Sequence[Words]) -> None:
        """`questions` are normalised words without marks."""
        self._questions = questions
        numbers, heads, tails = array("i"), array("I"), array("I")
        for number, words in enumerate(questions):
            if 1 < len(words) <= LONGEST:
                numbers.append(number)
                heads.append(_half(words, len(words)))
                tails.append(_half(words[::-1], len(words)))
        self._heads, self._tails = _Halves(heads, numbers), _Halves(tails, numbers)

    def sharing(self, words: Words) -> Iterator[tuple[int, list[Frame]]]:
        """The questions that share a frame with some words, by their numbers, and those frames."""
        if not 1 < len(words) <= LONGEST:
            return
        back = words[::-1]
        numbers: set[int] = set()
        for length in range(max(2, len(words) - SPAN), min(LONGEST, len(words) + SPAN) + 1):
            numbers |= {*self._heads.of(_half(words, length)), *self._tails.of(_half(back, length))}
        for number in sorted(numbers):
            if frames := shared_frames(words, self._questions[number]):
                yield number, frames


class _Halves:
    """Numbers of questions by a checksum of their half."""

    def __init__(self, halves: array[int], numbers: array[int]) -> None:
        ordered = np.array(halves, dtype=np.uint32)
        order = ordered.argsort(kind="stable")
        self._halves: NDArray[np.uint32] = ordered[order]
        self._numbers: NDArray[np.int32] = np.array(numbers, dtype=np.int32)[order]

    def of(self, half: int) -> list[int]:
        """The numbers of the questions that share this half, a checksum of 32 bits; empty for none."""
        checksum = np.uint32(half)
        first, end = (int(self._halves.searchsorted(checksum, side=side)) for side in ("left", "right"))
        found: list[int] = self._numbers[first:end].tolist()
        return found


def _half(words: Words, length: int) -> int:
    """A checksum of the first words, as many as a question of that length shares at one end at least."""
    return zlib.crc32(" ".join(words[: (length - SPAN + 1) // 2]).encode("utf-8", "ignore"), length)


def shared_frames(words: Words, others: Words) -> list[Frame]:
    """The frames that two questions share."""
    start, end = alike(words, others), alike(words[::-1], others[::-1])
    longest, shortest = max(len(words), len(others)), min(len(words), len(others))
    if start + end < longest - SPAN:
        return []
    return [
        (before, behind)
        for before in range(start + 1)
        for behind in range(max(0, longest - SPAN - before), min(end, shortest - before) + 1)
    ]


def alike(one: Words, other: Words) -> int:
    """How many words two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def partners(words: Words, among: Sequence[tuple[Frames, int]], most: int) -> set[int]:
    """The questions that share a frame with some words which at most so many questions have, these words' own too.

    `among` are frames of questions with the number of their first.
    """
    having: dict[Frame, list[int]] = defaultdict(list)
    for frames, first in among:
        for number, shared in frames.sharing(words):
            for frame in shared:
                having[frame].append(first + number)
    return {number for numbers in having.values() if len(numbers) <= most for number in numbers}
