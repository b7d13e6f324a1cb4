"""The vectors of packs, and of what stands beside them: looked up when first wanted, encoded where they are missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock, Thread

import numpy as np

from bot.encoded.encoding import Encoding, Watch
from bot.encoded.rows import NOTHING, Rows, keys_of, sorted_rows
from bot.matching.encoder import Encoder
from bot.matching.index import Index
from bot.matching.layered import LayeredIndex
from bot.matching.layered_vectors import LayeredVectors, texts_beside
from bot.matching.vectors import Vectors, body_text, texts_of

# So many texts are encoded when a question needs them (about 20 s at the most); more, by `principles encode` or
# while the app runs.
FEW = 2_000


class PackVectors:
    """The vectors of some packs: looked up when first wanted, encoded where they are missing. Threads may share it.

    Call it for the vectors, or for None while these are not there: then words answer alone.
    """

    def __init__(
        self, index: Index, encoder: Encoder, sources: Sequence[Path], kept: Path | None, watch: Watch
    ) -> None:
        """Vectors are read from the files `sources` and `kept`; what is encoded is written to `kept`."""
        self._index = index
        self.encoder = encoder
        self._sources = [*sources, *([kept] if kept else [])]
        self._kept = kept
        self._watch = watch
        # What was encoded for the layer that was made last: the next one has most of it too.
        self.at_hand = NOTHING
        self._lock = Lock()
        self._encoding: Encoding | None = None
        self._encoding_many = False
        self._vectors: Vectors | None = None

    def beside(self, index: Index) -> PackVectors | VectorsBeside:
        """The vectors of more than these packs, by the same encoder; what they add is kept in memory alone."""
        if isinstance(index, LayeredIndex):
            return VectorsBeside(self, index)
        return PackVectors(index, self.encoder, self._sources, None, self._watch)

    def __call__(self) -> Vectors | None:
        """The vectors, if at most FEW texts have to be encoded for them. Raises EncoderError where that fails.

        None while many are being encoded: nobody waits for those.
        """
        if self._vectors is None and not self._encoding_many and self.missing <= FEW:
            self.complete()
        return self._vectors

    @property
    def missing(self) -> int:
        """How many texts have to be encoded. Raises EncoderError where the encoder cannot be read."""
        with self._lock:
            if self._encoding is None:
                self._encoding = Encoding(texts_of(self._index), self.encoder, self._sources)
            return 0 if self._vectors else self._encoding.missing

    def complete(self) -> None:
        """Encode what is missing, however long that takes. Raises EncoderError where it fails."""
        missing = self.missing
        with self._lock:
            if self._vectors is None and self._encoding is not None:
                if missing:
                    self._encoding_many = missing > FEW
                    with self._watch(missing) as progress:
                        self._encoding.encode(self._kept, progress)
                self._vectors = Vectors(self._index, self._encoding.codes, self.encoder)
                self._encoding = None

    def prepare(self) -> None:
        """Get ready to serve: the model in memory, and many missing texts encoded on a thread of its own.

        That thread ends with the process; words answer until it is done. Raises EncoderError as the others do.
        """
        self.encoder.encode(["ready"])
        if self() is None:
            Thread(target=self.complete, name="encoding", daemon=True).start()


class VectorsBeside:
    """The vectors of large packs and of a layer beside them. Called as `PackVectors` is; threads may share it."""

    def __init__(self, packs: PackVectors, index: LayeredIndex) -> None:
        self._packs = packs
        self._index = index
        self._lock = Lock()
        self._encoding: Encoding | None = None
        self._encoding_many = False
        self._vectors: LayeredVectors | None = None

    def __call__(self) -> Vectors | None:
        """The vectors; None until those of the packs are there, and while many of the layer are being encoded.

        Raises EncoderError.
        """
        base = self._packs()
        if self._vectors is None and base is not None and not self._encoding_many:
            with self._lock:
                encoding = self._begun(base)
                self._encoding_many = encoding.missing > FEW
            if self._encoding_many:
                Thread(target=self._complete, args=(base,), name="encoding", daemon=True).start()
            else:
                self._complete(base)
        return self._vectors

    def _begun(self, base: Vectors) -> Encoding:
        """The layer's texts, with the vectors that the packs have of them, or that another layer had lately."""
        if self._encoding is None:
            self._encoding = Encoding(texts_beside(self._index), base.encoder, [])
            self._encoding.take(self._read_again(base))
            self._encoding.take(self._packs.at_hand)
        return self._encoding

    def _complete(self, base: Vectors) -> None:
        with self._lock:
            if self._vectors is None:
                encoding = self._begun(base)
                codes = encoding.encode(None)
                self._packs.at_hand = encoding.rows
                self._vectors = LayeredVectors(base, self._index, codes)
                self._encoding = None

    def _read_again(self, base: Vectors) -> Rows:
        """What the packs have of the entries that have more aliases now."""
        known = self._index.base.entries
        places = [place for place in self._index.places if place < len(known)]
        if not places:
            return NOTHING
        texts = [text for place in places for text in (*known[place].wordings, body_text(known[place]))]
        numbers = np.concatenate([base.rows_of_entry(place) for place in places])
        return sorted_rows(keys_of(texts, base.encoder), base.texts.codes_at(numbers))
