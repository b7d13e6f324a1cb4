"""Weights are read from either sort of file, and make the same vectors."""

from __future__ import annotations

import numpy as np
import pytest

from bot.encoding.bert import Bert, unit
from bot.encoding.onnx_file import read_onnx
from bot.encoding.safetensors_file import read_safetensors
from bot.errors import EncoderError
from tests.small_bert import HEADS, onnx_bytes, safetensors_bytes, small_weights

TEXTS = [[2, 4, 5, 6, 3], [2, 7, 3], [2, 8, 9, 10, 11, 12, 3]]


def bert(tables, **form) -> Bert:
    return Bert(tables, heads=HEADS, **form)


@pytest.fixture(scope="module")
def plain():
    return bert(read_safetensors(memoryview(safetensors_bytes(small_weights()))))


def test_an_onnx_file_gives_the_vectors_of_the_safetensors_file(plain):
    onnx = bert(read_onnx(memoryview(onnx_bytes(small_weights()))))
    np.testing.assert_allclose(onnx.encode(TEXTS), plain.encode(TEXTS), atol=1e-6)


def test_weights_of_eight_bits_come_near_them(plain):
    small = bert(read_onnx(memoryview(onnx_bytes(small_weights(), small=True))))
    likeness = (small.encode(TEXTS) * plain.encode(TEXTS)).sum(axis=1)
    assert likeness.min() > 0.99


def test_a_text_has_the_same_vector_alone_and_among_others(plain):
    together = plain.encode(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(plain.encode([text])[0], row, atol=1e-6)


def test_vectors_have_length_one(plain):
    np.testing.assert_allclose(np.linalg.norm(plain.encode(TEXTS), axis=1), 1, atol=1e-6)


def test_the_first_token_can_stand_for_the_text(plain):
    by_first = bert(read_safetensors(memoryview(safetensors_bytes(small_weights()))), by_first=True)
    assert not np.allclose(by_first.encode(TEXTS), plain.encode(TEXTS), atol=1e-2)


def test_names_may_stand_under_a_root():
    rooted = {f"bert.{name}": values for name, values in small_weights().items()}
    assert bert(read_safetensors(memoryview(safetensors_bytes(rooted)))).dimension == 8


def test_what_is_no_number_or_has_no_length_becomes_zeros():
    rows = np.array([[3, 4], [0, 0], [np.nan, 1], [np.inf, 1]], dtype=np.float32)
    np.testing.assert_allclose(unit(rows), [[0.6, 0.8], [0, 0], [0, 0], [0, 0]], atol=1e-6)


def test_weights_without_numbers_make_vectors_that_are_like_nothing():
    broken = {name: np.full_like(values, np.nan) for name, values in small_weights().items()}
    vectors = bert(read_safetensors(memoryview(safetensors_bytes(broken)))).encode(TEXTS)
    assert (vectors == 0).all()


@pytest.mark.parametrize("kind", ["safetensors", "onnx"])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_file_cut_in_the_middle_is_refused(kind, share):
    whole = safetensors_bytes(small_weights()) if kind == "safetensors" else onnx_bytes(small_weights())
    read = read_safetensors if kind == "safetensors" else read_onnx
    with pytest.raises(EncoderError):
        bert(read(memoryview(whole[: int(len(whole) * share)])))


@pytest.mark.parametrize("noise", [b"\0" * 100, b"\xff" * 100, b"PK\x03\x04" * 30, b"{}" * 50], ids=repr)
def test_bytes_of_another_sort_are_refused(noise):
    for read in (read_safetensors, read_onnx):
        with pytest.raises(EncoderError):
            bert(read(memoryview(noise)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("embeddings.word_embeddings.weight", "embeddings.word_embeddings"),
        ("encoder.layer.1.output.dense.bias", "encoder.layer.1.output.dense.bias"),
        ("encoder.layer.0.attention.self.key.weight", "encoder.layer.0.attention.self.key"),
    ],
)
def test_a_missing_weight_is_named(name, said):
    weights = small_weights()
    del weights[name]
    with pytest.raises(EncoderError) as raised:
        bert(read_safetensors(memoryview(safetensors_bytes(weights))))
    assert said in str(raised.value)


def test_layers_of_another_width_than_the_words_are_refused():
    mixed = {
        name: values if "word_embeddings" not in name else small_weights(width=6)[name]
        for name, values in small_weights().items()
    }
    with pytest.raises(EncoderError):
        bert(read_safetensors(memoryview(safetensors_bytes(mixed))))
