"""An encoder that loads its model when the first text comes, remembers texts and leaves the machine its cores."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from bot.encoding.bert import Bert
from bot.encoding.tables import Floats
from bot.encoding.wordpiece import WordPiece
from bot.errors import EncoderError

# Cores for one product of matrices. Texts of a dozen words are hardly faster on two, and on a busy machine threads
# that wait for each other cost ten times the work itself.
THREADS = 1

# Texts of questions that are remembered: people ask again, and one question is asked for several parts.
REMEMBERED = 2_000

# Tokens computed together: enough to read the weights once for many texts, small enough for any memory.
TOKENS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Model:
    """A tokenizer and the network that it feeds."""

    tokenizer: WordPiece
    network: Bert

    def __post_init__(self) -> None:
        if self.tokenizer.size > self.network.vocabulary:
            raise EncoderError(
                f"the tokenizer has {self.tokenizer.size} tokens and the weights {self.network.vocabulary}: "
                "they are of different models"
            )


class TextEncoder:
    """Texts -> unit rows (`bot.matching.encoder.Encoder`). Threads may share it."""

    def __init__(
        self, name: str, fingerprint: Callable[[], str], load: Callable[[], Model], *, remembered: int = REMEMBERED
    ) -> None:
        self.name = name
        self._hash = fingerprint
        self._load = load
        self._remembered = remembered
        self._lock = Lock()
        self._known: OrderedDict[str, Floats] = OrderedDict()

    @cached_property
    def fingerprint(self) -> str:
        """The hash of everything that the rows depend on. Raises EncoderError where it cannot be read."""
        return self._hash()

    @cached_property
    def _model(self) -> Model:
        return self._load()

    @cached_property
    def _bounded(self) -> Callable[[], AbstractContextManager[object]]:
        """Limits the threads of numpy's algebra, where it has any."""
        try:
            from threadpoolctl import ThreadpoolController
        except ImportError:
            return nullcontext
        controller = ThreadpoolController()
        return lambda: controller.limit(limits=THREADS, user_api="blas")

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text. Raises EncoderError where the model cannot be read."""
        with self._lock:
            model = self._model
            found = {text: self._known[text] for text in texts if text in self._known}
            missing = [text for text in dict.fromkeys(texts) if text not in found]
            if missing:
                found.update(zip(missing, self._computed(model, missing), strict=True))
            for text in found:
                self._known[text] = found[text]
                self._known.move_to_end(text)
            while len(self._known) > self._remembered:
                self._known.popitem(last=False)
        if not texts:
            return np.zeros((0, model.network.dimension), dtype=np.float32)
        return np.stack([found[text] for text in texts])

    def _computed(self, model: Model, texts: Sequence[str]) -> Floats:
        """The rows of new texts, those of one length together."""
        tokens = [model.tokenizer.tokens(text)[: model.network.most_tokens] for text in texts]
        order = sorted(range(len(texts)), key=lambda number: len(tokens[number]))
        rows = np.zeros((len(texts), model.network.dimension), dtype=np.float32)
        with self._bounded():
            for start, end in _batches([len(tokens[number]) for number in order]):
                numbers = order[start:end]
                rows[numbers] = model.network.encode([tokens[number] for number in numbers])
        return rows


def _batches(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of texts of TOKENS_AT_ONCE tokens at the most, or of one text."""
    batches = []
    start = size = 0
    for place, length in enumerate(lengths):
        if size and size + length > TOKENS_AT_ONCE:
            batches.append((start, place))
            start, size = place, 0
        size += length
    if size:
        batches.append((start, len(lengths)))
    return batches
