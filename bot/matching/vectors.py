"""The packs' texts as vectors, laid out beside the index, and how near a question's vector comes to each."""

from __future__ import annotations

from collections.abc import Sequence

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
ROUGH = 512
BLOCK = 16_384

# An entry's question and answer are encoded together; of a long answer this many characters say what it is about.
BODY_CHARACTERS = 600

SEVERAL = 5

# With fewer wordings than this an entry does not show how far they lie apart.
FEW_WORDINGS = 3

# Digits of a cosine that count. Processors differ in the seventh.
DIGITS = 3


def texts_of(index: Index) -> list[str]:
    """What is encoded of the packs: every wording as written, in the index's order, then each entry's body."""
    return [*(wording for entry in index.entries for wording in entry.wordings), *map(body_text, index.entries)]


def body_text(entry: Entry) -> str:
    """An entry's question and answer as one text."""
    return " ".join([entry.question, *plain_answer(entry.answer).pieces()])[:BODY_CHARACTERS]


class Vectors:
    """One vector for each wording and each entry's body, and the nearest of them. Only read, once built."""

    def __init__(self, index: Index, codes: Codes, encoder: Encoder) -> None:
        """`codes` are what `encoder` made of `texts_of(index)`, row by row."""
        self.encoder = encoder
        self._index = index
        self._codes = codes
        self._wordings = len(index.wordings)
        lengths = index.entry_ends - index.entry_starts
        entries = np.arange(len(index.entries), dtype=np.int32)
        self._entry_of: NDArray[np.int32] = np.concatenate([np.repeat(entries, lengths), entries])
        small = len(codes) <= ALL
        self._rows = rows_of(codes) if small else None
        self._signs = None if small else _signs(codes)

    def nearest_entries(self, asked: Rows, without: int | None) -> list[int]:
        """The places of the WIDER entries that have the nearest text to a question's vector."""
        rows, places = self._promising(asked)
        likeness = _cosines(rows, asked)
        if without is not None:
            likeness = np.where(places == without, np.float32(-1), likeness)
        entries = self._entry_of[places]
        # The best text of each entry first; of equal ones the entry that stands first in its pack.
        order = np.lexsort((entries, -likeness))
        near = dict.fromkeys(entries[order[likeness[order] > 0]].tolist())
        return list(near)[:WIDER]

    def _promising(self, asked: Rows) -> tuple[Rows, NDArray[np.intp]]:
        """Rows worth a comparison, and their numbers: all, or those whose signs agree most with the question's."""
        if self._signs is None:
            rows = self._rows if self._rows is not None else rows_of(self._codes)
            return rows, np.arange(len(rows))
        # One stretch of signs after the other: five times as fast as row by row.
        different = np.zeros(len(self._codes), dtype=np.uint16)
        for own, other in zip(self._signs, _signs(asked[None]), strict=True):
            different += np.bitwise_count(own ^ other)
        most = np.bincount(different).cumsum().searchsorted(ROUGH)
        places = np.flatnonzero(different <= most)
        likest = different[places].argsort(kind="stable")[:ROUGH]
        places = np.sort(places[likest])
        return rows_of(self._codes[places]), places

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
        first, end = self._index.first_wording[place], self._index.end_wording[place]
        if end - first < FEW_WORDINGS:
            return 0.0, 0.0
        rows = self._rows_at(np.r_[first:end, self._wordings + place])
        others = np.delete(_cosines(rows[:-1], rows[wording]), wording)
        nearest = float(np.sort(others)[-SEVERAL:].mean())
        return round(nearest, DIGITS), round(float(_cosines(rows[:-1], rows[-1]).mean()), DIGITS)

    def _likeness(self, asked: Rows, place: int, without: int | None) -> tuple[NDArray[np.float32], float]:
        """Cosines of a question to each wording of an entry, and to its body; rounded."""
        first, end = self._index.first_wording[place], self._index.end_wording[place]
        rows = self._rows_at(np.r_[first:end, self._wordings + place])
        cosines = np.round(_cosines(rows, asked), DIGITS)
        if without is not None and first <= without < end:
            cosines[without - first] = 0
        return cosines[:-1], float(cosines[-1])

    def _rows_at(self, numbers: NDArray[np.intp]) -> Rows:
        return self._rows[numbers] if self._rows is not None else rows_of(self._codes[numbers])


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
