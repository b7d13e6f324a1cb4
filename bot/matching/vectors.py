"""The packs' texts as vectors, laid out beside the index, and how near a question's vector comes to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.model import Entry
from bot.knowledge.passages import plain_answer
from bot.matching.encoder import Codes, Encoder, Rows, rows_of
from bot.matching.index import Index

# Entries that the nearest vectors add to those that words found.
WIDER = 6

# Up to this many texts are all compared; of more, those with the most like signs.
ALL = 20_000
ROUGH, MOST_ROUGH = 512, 2_048
BLOCK = 16_384

# Vectors that tell about where the likest begin.
SAMPLE = 4_096

# An entry's question and answer are encoded together; of a long answer this many characters say what it is about.
BODY_CHARACTERS = 600

SEVERAL = 5

# With fewer wordings than this an entry does not show how far they lie apart.
FEW_WORDINGS = 3

# Wordings whose nearness to their neighbours is remembered: it does not change.
MOST_CLOSE = 20_000

# Digits of a cosine that count. Processors differ in the seventh.
DIGITS = 3


def texts_of(index: Index) -> list[str]:
    """What is encoded of the packs: every wording as written, in the index's order, then each entry's body."""
    return [*(wording for entry in index.entries for wording in entry.wordings), *map(body_text, index.entries)]


def body_text(entry: Entry) -> str:
    """An entry's question and answer as one text."""
    return " ".join([entry.question, *plain_answer(entry.answer).pieces()])[:BODY_CHARACTERS]


class Texts:
    """The vectors of some texts by their numbers, and how many signs each has unlike a question's."""

    def __init__(self, codes: Codes, *, few: bool) -> None:
        """Of `few` texts all are compared, and no signs are kept."""
        self.few = few
        self._codes = codes
        self._rows = rows_of(codes) if few else None
        self._signs = None if few else _signs(codes)

    def __len__(self) -> int:
        return len(self._codes)

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return int(self._codes.shape[1])

    def codes_at(self, numbers: NDArray[np.intp]) -> Codes:
        """Some vectors as small integers."""
        return self._codes[numbers]

    def rows_at(self, numbers: NDArray[np.intp]) -> Rows:
        """Some vectors as rows of length 1."""
        return self._rows[numbers] if self._rows is not None else rows_of(self._codes[numbers])

    def unlike(self, signs: NDArray[np.uint64]) -> NDArray[np.uint16]:
        """How many of each question's signs (a row each) every vector (columns) does not have.

        0 for all where all are compared.
        """
        different = np.zeros((len(signs), len(self._codes)), dtype=np.uint16)
        if self._signs is None:
            return different
        # One stretch of signs after the other is five times as fast as row by row; and in blocks that stay in the
        # processor's cache several questions cost hardly more than one, which is to read the signs.
        unlike, counted = np.empty(BLOCK, dtype=np.uint64), np.empty(BLOCK, dtype=np.uint8)
        for start in range(0, len(self._codes), BLOCK):
            block = different[:, start : start + BLOCK]
            size = block.shape[1]
            for stretch, own in enumerate(self._signs[:, start : start + BLOCK]):
                for question, count in zip(signs, block, strict=True):
                    np.bitwise_xor(own, question[stretch], out=unlike[:size])
                    np.bitwise_count(unlike[:size], out=counted[:size])
                    count += counted[:size]
        return different


class Vectors:
    """One vector for each wording and each entry's body, and the nearest of them. Only read, once built."""

    def __init__(self, index: Index, codes: Codes, encoder: Encoder) -> None:
        """`codes` are what `encoder` made of `texts_of(index)`, row by row."""
        self._serve(index, encoder, Texts(codes, few=len(codes) <= ALL))
        lengths = index.entry_ends - index.entry_starts
        entries = np.arange(len(index.entries), dtype=np.int32)
        self.entry_of: NDArray[np.int32] = np.concatenate([np.repeat(entries, lengths), entries])

    def _serve(self, index: Index, encoder: Encoder, texts: Texts) -> None:
        """Answer for an index by these texts."""
        self.encoder, self.texts = encoder, texts
        self._index = index
        self._closeness: dict[tuple[int, int], tuple[float, float]] = {}

    def nearest_entries(self, asked: Rows, without: int | None) -> list[list[int]]:
        """The places of the WIDER entries that have the nearest text to each question's vector."""
        signs = np.ascontiguousarray(_signs(asked).T)
        different: Iterable[NDArray[np.uint16]] = () if self.texts.few else self._unlike(signs)
        promising = repeat(self._all()) if self.texts.few else map(_likest, different)
        return [self._nearest(row, numbers, without) for row, numbers in zip(asked, promising, strict=False)]

    def _nearest(self, asked: Rows, numbers: NDArray[np.intp], without: int | None) -> list[int]:
        """The places of the entries that have the nearest of some texts to one question's vector."""
        likeness = _cosines(self._rows_at(numbers), asked)
        if without is not None:
            likeness = np.where(numbers == self._row_of(without), np.float32(-1), likeness)
        entries = self.entry_of[numbers]
        # The best text of each entry first; of equal ones the entry that stands first in its pack.
        order = np.lexsort((entries, -likeness))
        near = dict.fromkeys(entries[order[likeness[order] > 0]].tolist())
        return list(near)[:WIDER]

    def _all(self) -> NDArray[np.intp]:
        """The numbers of all texts."""
        return np.arange(len(self.texts))

    def _unlike(self, signs: NDArray[np.uint64]) -> NDArray[np.uint16]:
        """How many of each question's signs every text does not have."""
        return self.texts.unlike(signs)

    def _row_of(self, wording: int) -> int:
        """The number of a wording's row."""
        return wording

    def of_questions(self, texts: Sequence[str]) -> Rows:
        """The vectors of what is asked. Raises EncoderError where the model cannot be read."""
        return self.encoder.encode(texts)

    def features(self, asked: Rows, place: int, without: int | None) -> tuple[dict[str, float], int]:
        """How near an entry comes to a question in meaning: cosines, -1 to 1; and which of its wordings is nearest."""
        wordings, body = self._likeness(asked, place, without)
        several = min(SEVERAL, len(wordings))
        features = {
            "near_wording": float(wordings.max()),
            "near_question": float(wordings[0]),
            "near_several": float(np.partition(wordings, -several)[-several:].mean()),
            "near_body": body,
        }
        return features, int(wordings.argmax())

    def closeness(self, place: int, wording: int) -> tuple[float, float]:
        """How near the other wordings of an entry come to one of them, and all of them to its body: mean cosines.

        What is asked of this entry comes as near as they do. Rounded; 0 for an entry with hardly another wording.
        """
        if (known := self._closeness.get((place, wording))) is None:
            if len(self._closeness) > MOST_CLOSE:
                self._closeness.clear()
            known = self._closeness[place, wording] = self._close(place, wording)
        return known

    def _close(self, place: int, wording: int) -> tuple[float, float]:
        first, end = self._index.first_wording[place], self._index.end_wording[place]
        if end - first < FEW_WORDINGS:
            return 0.0, 0.0
        rows = self._rows_at(self.rows_of_entry(place))
        others = np.delete(_cosines(rows[:-1], rows[wording]), wording)
        nearest = float(np.sort(others)[-SEVERAL:].mean())
        return round(nearest, DIGITS), round(float(_cosines(rows[:-1], rows[-1]).mean()), DIGITS)

    def _likeness(self, asked: Rows, place: int, without: int | None) -> tuple[NDArray[np.float32], float]:
        """Cosines of a question to each wording of an entry, and to its body; rounded."""
        first, end = self._index.first_wording[place], self._index.end_wording[place]
        rows = self._rows_at(self.rows_of_entry(place))
        cosines = np.round(_cosines(rows, asked), DIGITS)
        if without is not None and first <= without < end:
            cosines[without - first] = 0
        return cosines[:-1], float(cosines[-1])

    def _rows_at(self, numbers: NDArray[np.intp]) -> Rows:
        return self.texts.rows_at(numbers)

    def rows_of_entry(self, place: int) -> NDArray[np.intp]:
        """The numbers of an entry's texts: its wordings, then its body."""
        first, end = self._index.first_wording[place], self._index.end_wording[place]
        numbers: NDArray[np.intp] = np.r_[first:end, len(self._index.wordings) + place]
        return numbers


def _likest(different: NDArray[np.uint16]) -> NDArray[np.intp]:
    """The numbers of the texts whose signs agree most with a question's."""
    numbers = np.flatnonzero(different <= _level(different))
    # All that agree as well are looked at, in whatever order they stand; unless they are copies by the thousand.
    if len(numbers) > MOST_ROUGH:
        numbers = np.sort(numbers[different[numbers].argsort(kind="stable")[:MOST_ROUGH]])
    return numbers


def _level(different: NDArray[np.uint16]) -> int:
    """How many unlike signs the ROUGH likest vectors have at the most."""
    # Some of them tell about where it is; few are counted then, not all.
    some = np.sort(different[:: len(different) // SAMPLE + 1])
    guess = some[min(2 * ROUGH * len(some) // len(different) + 1, len(some) - 1)]
    near = different[different <= guess]
    counted = near if len(near) >= ROUGH else different
    return int(np.partition(counted, min(ROUGH, len(counted)) - 1)[min(ROUGH, len(counted)) - 1])


def _cosines(rows: Rows, asked: Rows) -> Rows:
    """The cosine of each row to one vector; einsum computes it on one core, in one order, however many there are."""
    cosines: Rows = np.einsum("ij,j->i", rows, asked)
    return cosines


def _signs(rows: NDArray[np.number]) -> NDArray[np.uint64]:
    """The sign of every number as one bit: near vectors agree in most. A row for each 64 numbers, a column a vector."""
    bits = np.zeros((len(rows), -(-rows.shape[1] // 64) * 8), dtype=np.uint8)
    for start in range(0, len(rows), BLOCK):
        packed = np.packbits(rows[start : start + BLOCK] > 0, axis=1)
        bits[start : start + BLOCK, : packed.shape[1]] = packed
    return np.ascontiguousarray(bits.view(np.uint64).T)
