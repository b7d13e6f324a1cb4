"""Single fields of a payload, whatever its shape: what comes over the network may be anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]

# Ids of people, channels, teams and messages: they end in API calls and in keys of the store.
ID = re.compile(r"[A-Z0-9]{2,32}")
TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")

# Halves of surrogate pairs and NUL: JSON can spell them, no database or request can carry them.
UNSPEAKABLE = re.compile("[\ud800-\udfff\x00]")


def mapping_at(payload: object, *path: str) -> Payload:
    """The object at that path; an empty one where the payload holds none."""
    for name in path:
        payload = payload.get(name) if isinstance(payload, Mapping) else None
    return payload if isinstance(payload, Mapping) else {}


def text_at(payload: object, *path: str) -> str:
    """The text at that path; empty where the payload holds none."""
    found = mapping_at(payload, *path[:-1]).get(path[-1])
    if not isinstance(found, str):
        return ""
    # Of every event dozens of texts are read, and nearly all are plain.
    return found if found.isascii() and "\0" not in found else UNSPEAKABLE.sub("", found)


def id_at(payload: object, *path: str) -> str:
    """The id at that path; empty where the payload holds none."""
    return well_formed(ID, text_at(payload, *path))


def ts_at(payload: object, *path: str) -> str:
    """The time that names a message, at that path; empty where the payload holds none."""
    return well_formed(TS, text_at(payload, *path))


def list_at(payload: object, *path: str) -> tuple[Payload, ...]:
    """The objects in the list at that path; what is no object is left out."""
    found = mapping_at(payload, *path[:-1]).get(path[-1])
    return tuple(item for item in found if isinstance(item, Mapping)) if isinstance(found, list) else ()


def texts_at(payload: object, *path: str) -> tuple[str, ...]:
    """The texts in the list at that path; what is no text is left out."""
    found = mapping_at(payload, *path[:-1]).get(path[-1])
    return tuple(item for item in found if isinstance(item, str)) if isinstance(found, list) else ()


def number_in(text: str, *, digits: int = 9) -> int:
    """The number that a text is, of at most so many digits; 0 for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else 0


def well_formed(pattern: re.Pattern[str], text: str) -> str:
    """The text if it is what the pattern says; else nothing."""
    return text if pattern.fullmatch(text) else ""
