"""A BERT of eight numbers a word, with made-up weights, as files that an export would write."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

WIDTH, LAYERS, HEADS, POSITIONS = 8, 2, 2, 16
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "how", "do", "i", "open", "the", "door", "##s", "?", "key"]


def small_weights(seed: int = 1, *, width: int = WIDTH, words: int = len(WORDS)) -> dict[str, np.ndarray]:
    """Weights by the names that PyTorch gives them."""
    pick = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return pick.normal(scale=0.5, size=shape).astype("<f4")

    weights = {
        "embeddings.word_embeddings.weight": some(words, width),
        "embeddings.position_embeddings.weight": some(POSITIONS, width),
        "embeddings.token_type_embeddings.weight": some(2, width),
        "embeddings.LayerNorm.weight": 1 + some(width),
        "embeddings.LayerNorm.bias": some(width),
    }
    for layer in range(LAYERS):
        base = f"encoder.layer.{layer}."
        for name, rows, columns in (
            ("attention.self.query", width, width),
            ("attention.self.key", width, width),
            ("attention.self.value", width, width),
            ("attention.output.dense", width, width),
            ("intermediate.dense", 2 * width, width),
            ("output.dense", width, 2 * width),
        ):
            weights[f"{base}{name}.weight"], weights[f"{base}{name}.bias"] = some(rows, columns), some(rows)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights[f"{base}{name}.weight"], weights[f"{base}{name}.bias"] = 1 + some(width), some(width)
    return weights


def tokenizer(**changes: object) -> dict[str, object]:
    model = {"type": "WordPiece", "vocab": {word: number for number, word in enumerate(WORDS)}}
    return {"normalizer": {"lowercase": True}, "model": {**model, **changes}}


def safetensors_bytes(weights: dict[str, np.ndarray]) -> bytes:
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, values in weights.items():
        header[name] = {
            "dtype": "F32",
            "shape": list(values.shape),
            "data_offsets": [len(body), len(body) + values.nbytes],
        }
        body += values.tobytes()
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body


def onnx_bytes(weights: dict[str, np.ndarray], *, small: bool = False) -> bytes:
    """The same weights as exports have them: matrices turned and nameless; `small`, as 8 bits with a scale."""
    graph = b""
    for number, (name, values) in enumerate(weights.items()):
        if values.ndim == 1 or "embeddings" in name:
            graph += _field(5, _tensor(name, values))
            continue
        matrix, bias = f"val_{number}", name.replace("weight", "bias")
        turned = np.ascontiguousarray(values.T)
        if small:
            scale = (np.abs(turned).max(axis=0, keepdims=True) / 127).astype("<f4")
            graph += _field(5, _tensor(f"{matrix}_q", np.rint(turned / scale).astype("i1")))
            graph += _field(5, _tensor(f"{matrix}_scale", scale))
            graph += _step("Cast", [f"{matrix}_q"], f"{matrix}_f")
            graph += _step("Mul", [f"{matrix}_f", f"{matrix}_scale"], matrix)
        else:
            graph += _field(5, _tensor(matrix, turned))
        graph += _step("MatMul", ["x", matrix], f"y_{number}") + _step("Add", [f"y_{number}", bias], f"z_{number}")
    return _field(7, graph)


def write_model(folder: Path, weights: bytes, name: str = "model.safetensors", **config: object) -> Path:
    """A folder as sentence-transformers exports it."""
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(weights)
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer()))
    (folder / "config.json").write_text(json.dumps({"model_type": "bert", "num_attention_heads": HEADS, **config}))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_mean_tokens": True}))
    return folder


def _step(operation: str, inputs: list[str], output: str) -> bytes:
    parts = b"".join(_field(1, name.encode()) for name in inputs)
    return _field(1, parts + _field(2, output.encode()) + _field(4, operation.encode()))


def _tensor(name: str, values: np.ndarray) -> bytes:
    kind = {"<f4": 1, "|i1": 3}[values.dtype.str]
    dimensions = b"".join(b"\x08" + _number(size) for size in values.shape)
    return dimensions + b"\x10" + _number(kind) + _field(8, name.encode()) + _field(9, values.tobytes())


def _field(number: int, value: bytes) -> bytes:
    return _number(number << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    digits = b""
    while value > 0x7F:
        digits += bytes([value & 0x7F | 0x80])
        value >>= 7
    return digits + bytes([value])
