"""Single fields of a payload, whatever its shape: what comes over the network may be anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]


def mapping_at(payload: object, *path: str) -> Payload:
    """The object at that path; an empty one where the payload holds none."""
    for name in path:
        payload = payload.get(name) if isinstance(payload, Mapping) else None
    return payload if isinstance(payload, Mapping) else {}


def text_at(payload: object, *path: str) -> str:
    """The text at that path; empty where the payload holds none."""
    found = mapping_at(payload, *path[:-1]).get(path[-1])
    return found if isinstance(found, str) else ""


def list_at(payload: object, *path: str) -> tuple[Payload, ...]:
    """The objects in the list at that path; what is no object is left out."""
    found = mapping_at(payload, *path[:-1]).get(path[-1])
    return tuple(item for item in found if isinstance(item, Mapping)) if isinstance(found, list) else ()
