"""BERT's forward pass in numpy: token numbers -> one vector for each text.

Texts are computed together, their tokens as rows of one matrix: the weights are read from memory
once for all of them, which is most of the time that a short text takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.encoding.tables import Floats, Table
from bot.errors import EncoderError

EPSILON = 1e-12

# Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26: off by 1.5e-7 at the most.
_P = np.float32(0.3275911)
_A = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))


@dataclass(frozen=True, slots=True)
class _Linear:
    """A matrix from `in` (rows) to `out` (columns), and a bias."""

    matrix: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        product: Floats = rows @ self.matrix
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class _Norm:
    """Rows brought to mean 0 and deviation 1, then scaled and moved."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        rows = rows - rows.mean(axis=1, keepdims=True)
        rows /= np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + np.float32(EPSILON))
        rows *= self.weight
        rows += self.bias
        return rows


@dataclass(frozen=True, slots=True)
class _Layer:
    """Attention, then two layers of neurons, each added to what came in."""

    query_key_value: _Linear
    attended: _Linear
    attended_norm: _Norm
    wide: _Linear
    narrow: _Linear
    norm: _Norm
    heads: int

    @property
    def width(self) -> int:
        """Numbers that come in, and go out, for each token; 0 where these differ."""
        widths = {*self.query_key_value.matrix.shape, 3 * self.narrow.matrix.shape[1]}
        return len(self.query_key_value.matrix) if len(widths) == 2 else 0

    def __call__(self, rows: Floats, spans: Sequence[slice]) -> Floats:
        projected = self.query_key_value(rows)
        mixed = np.empty_like(rows)
        for span in spans:
            mixed[span] = _attention(projected[span], self.heads)
        rows = self.attended_norm(self.attended(mixed) + rows)
        return self.norm(self.narrow(_gelu(self.wide(rows))) + rows)


class Bert:
    """A BERT of any size: `vocabulary` words, vectors of `dimension` numbers, texts of `most_tokens` at the most."""

    def __init__(self, tables: Mapping[str, Table], *, heads: int | None = None, by_first: bool = False) -> None:
        """`heads` of the attention are 32 numbers wide each unless told; `by_first` takes [CLS], not the tokens' mean.

        Raises EncoderError where a weight is missing or of another form.
        """
        weights = _Weights(tables)
        self._words = weights.table("embeddings.word_embeddings")
        self._positions = weights.table("embeddings.position_embeddings")
        self._type = weights.table("embeddings.token_type_embeddings").rows(np.zeros(1, dtype=np.intp))
        self._norm = weights.norm("embeddings.LayerNorm")
        self.vocabulary, self.dimension = map(int, self._words.values.shape)
        self.most_tokens = len(self._positions.values)
        self._by_first = by_first
        heads = heads or max(1, self.dimension // 32)
        if self.dimension % heads:
            raise EncoderError(f"{self.dimension} numbers cannot be split over {heads} heads")
        self._layers = [weights.layer(number, heads) for number in range(weights.layers)]
        if any(layer.width != self.dimension for layer in self._layers):
            raise EncoderError(f"its layers are not {self.dimension} numbers wide, as its words are")

    def encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        """One vector of length 1 for each text's tokens; zeros where the sum has no direction."""
        with np.errstate(all="ignore"):  # weights may hold anything; `unit` looks at what came of them
            return unit(self._pooled(texts))

    def _pooled(self, texts: Sequence[Sequence[int]]) -> Floats:
        ends = np.cumsum([len(tokens) for tokens in texts])
        spans = [slice(int(end) - len(tokens), int(end)) for end, tokens in zip(ends, texts, strict=True)]
        numbers = np.array([token for tokens in texts for token in tokens], dtype=np.intp)
        positions = np.concatenate([np.arange(len(tokens)) for tokens in texts])
        rows = self._norm(self._words.rows(numbers) + self._positions.rows(positions) + self._type)
        for layer in self._layers:
            rows = layer(rows, spans)
        return np.stack([rows[span.start] if self._by_first else rows[span].mean(axis=0) for span in spans])


def unit(rows: Floats) -> Floats:
    """Rows of length 1; what has no length, or is no number, becomes zeros, which are like nothing."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 0)
    return np.where(usable, rows / np.where(usable, lengths, 1), np.float32(0)).astype(np.float32)


def _attention(projected: Floats, heads: int) -> Floats:
    """What each token of one text takes from the others."""
    tokens, width = projected.shape[0], projected.shape[1] // 3
    query, key, value = projected.reshape(tokens, 3, heads, width // heads).transpose(1, 2, 0, 3)
    scores: Floats = query @ key.transpose(0, 2, 1)
    scores *= np.float32((width // heads) ** -0.5)
    scores -= scores.max(axis=2, keepdims=True)
    np.exp(scores, out=scores)
    np.divide(scores, scores.sum(axis=2, keepdims=True), out=scores)
    mixed: Floats = (scores @ value).transpose(1, 0, 2).reshape(tokens, width)
    return mixed


def _gelu(rows: Floats) -> Floats:
    """Each number times the share of a normal distribution below it."""
    size = np.abs(rows) * np.float32(0.5**0.5)
    t = size * _P
    t += np.float32(1)
    np.reciprocal(t, out=t)
    tail = np.full_like(t, _A[0])
    for coefficient in _A[1:]:
        tail *= t
        tail += coefficient
    tail *= t
    tail *= np.exp(-np.square(size))
    # erf of the size is 1 - tail, and of the same sign as the number.
    grown = np.copysign(np.float32(1) - tail, rows)
    grown += np.float32(1)
    grown *= rows
    grown *= np.float32(0.5)
    return grown


class _Weights:
    """Tables by the names that BERT's own code gives them, whatever stands before these."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables: dict[str, Table] = {}
        for name, table in tables.items():
            for root in ("embeddings.", "encoder.layer."):
                if root in name:
                    self._tables.setdefault(name[name.index(root) :], table)
        numbers = {name.split(".")[2] for name in self._tables if name.startswith("encoder.layer.")}
        self.layers = len(numbers)
        if not numbers:
            raise EncoderError("the file holds no layers of a BERT")

    def table(self, name: str) -> Table:
        """A table of rows."""
        found = self._tables.get(f"{name}.weight")
        if found is None:
            raise EncoderError(f"the file has no {name}: only models built like BERT are read")
        if found.values.ndim != 2:
            raise EncoderError(f"{name} is not a table")
        return found

    def norm(self, name: str) -> _Norm:
        """A normalisation's weight and bias, a vector each. Raises EncoderError for a name that is not there."""
        return _Norm(self._vector(f"{name}.weight"), self._vector(f"{name}.bias"))

    def layer(self, number: int, heads: int) -> _Layer:
        """One layer; the three projections of attention lie side by side, as one product."""
        base = f"encoder.layer.{number}."
        parts = [self._linear(f"{base}attention.self.{part}") for part in ("query", "key", "value")]
        together = _Linear(
            np.concatenate([part.matrix for part in parts], axis=1), np.concatenate([part.bias for part in parts])
        )
        return _Layer(
            together,
            self._linear(f"{base}attention.output.dense"),
            self.norm(f"{base}attention.output.LayerNorm"),
            self._linear(f"{base}intermediate.dense"),
            self._linear(f"{base}output.dense"),
            self.norm(f"{base}output.LayerNorm"),
            heads,
        )

    def _linear(self, name: str) -> _Linear:
        matrix, bias = self.table(name).turned().floats(), self._vector(f"{name}.bias")
        if matrix.shape[1] != len(bias):
            raise EncoderError(f"{name} has {matrix.shape[1]} columns and {len(bias)} biases")
        return _Linear(matrix, bias)

    def _vector(self, name: str) -> Floats:
        found = self._tables.get(name)
        if found is None or found.values.ndim != 1:
            raise EncoderError(f"the file has no {name}: only models built like BERT are read")
        return found.floats()
