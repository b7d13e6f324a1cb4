"""JSON (also one object a line) and YAML of other bots -> found."""

from __future__ import annotations

import json
from typing import Any

from bot.importing.blocks import Document, Found
from bot.importing.readers.data import Path, Walk
from bot.importing.readers.markdown import cell
from bot.knowledge import yaml_reader


def read_json(text: str) -> Document | None:
    """A JSON document, or one JSON object a line; None if it is neither."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return _read_lines(text)
    # YAML reads JSON too, and tells the lines; where it cannot, there are none.
    return Document(found=_found(data, yaml_reader.read(text).lines))


def _read_lines(text: str) -> Document | None:
    """One JSON object a line."""
    values: list[Any] = []
    lines: dict[Path, int] = {}
    try:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                lines[(len(values),)] = number
                values.append(json.loads(line))
    except (ValueError, RecursionError):
        return None
    return Document(found=_found(values, lines)) if values else None


def read_yaml(text: str) -> Document | None:
    """A YAML document; None if it is none."""
    document = yaml_reader.read(text)
    if document.data is None:
        return None
    return Document(found=_found(document.data, document.lines))


def _found(data: Any, lines: Any) -> list[Found]:
    return list(Walk(cell, lines).found(data))
