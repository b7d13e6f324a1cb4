"""What the schema refuses, in a pack author's words: where it is, what is wrong, how to mend it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.schema import AnswerFields, EntryFields, ItemFields, PackFields, SourceFields
from bot.knowledge.yaml_reader import Document, Path

KEYS_AT: dict[str, type[BaseModel]] = {"entries": EntryFields, "answer": AnswerFields, "items": ItemFields}


def parse(document: Document) -> tuple[PackFields | None, list[tuple[int, str]]]:
    """The pack's fields, or (line, message) for everything the schema refuses."""
    if not isinstance(document.data, dict):
        return None, [(1, 'a pack is a mapping with the keys "pack", "source" and "entries": see README, Pack format')]
    try:
        return PackFields.model_validate(document.data), []
    except ValidationError as error:
        return None, [_explain(document, fault) for fault in error.errors(include_url=False)]


def _explain(document: Document, fault: ErrorDetails) -> tuple[int, str]:
    """One schema error in a pack author's words, with its line."""
    path = _written(document, fault)
    return document.line_of(path), _worded(fault, _describe(document.data, path), path, document.data)


def _written(document: Document, fault: ErrorDetails) -> Path:
    """The path of a fault as the author wrote it: short forms have no "text", "items" or list around them."""
    path: Path = tuple(part for part in fault["loc"] if not str(part).startswith("function-"))
    if path[2:4] == ("answer", "items") and path[:4] not in document.lines:
        path = (*path[:3], *path[4:])
    while fault["type"] != "missing" and path not in document.lines:
        path = path[:-1]
    return path


def _worded(fault: ErrorDetails, what: str, path: Path, data: Any) -> str:
    """What is wrong and how to mend it; `what` describes the value at `path`."""
    where, name, shown = _describe(data, path[:-1]), str(path[-1]), _shown(fault["input"])
    match fault["type"]:
        case "missing":
            return f'{where} has no "{name}": add it'
        case "extra_forbidden":
            return f'{where} has an unknown key "{name}"{_hint(path)}: rename or remove it'
        case "too_short":
            return f"{what} is empty: a pack needs at least one entry"
        case "string_too_short":
            return f"{what} is empty: fill it in or remove it"
        case kind if kind in (*_WANTED, "literal_error") and fault["input"] is None:
            return f"{what} is empty: fill it in or remove it"
        case kind if kind in _WANTED:
            return f"{what} must be {_WANTED[kind]}: write {_WANTED[kind]} here"
        case "literal_error":
            return f"{what} is {shown}: use {fault['ctx']['expected'].replace(chr(39), '')}"
        case "string_pattern_mismatch":
            return f"{what} is {shown}: {_FORMS.get(name, _FORMS['id'])}"
    return f"{what} is {shown}: {_FORMS[name]}"


# What a value of the wrong type should be, by pydantic's name for the fault.
_WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}

# How to write the values that have a form of their own.
_FORMS = {
    "id": "use small letters, digits and single hyphens, 74 characters at most",
    "lines": "write it like 108-110",
    "url": "write a whole address, https://...",
    "claims": "write a whole number from 1 to 999",
    "daily": "write true or false",
    "review_by": "write a day like 2026-12-31",
}
_FORMS |= dict.fromkeys(("pack", "part_of"), _FORMS["id"]) | {"link": _FORMS["url"]}


def _describe(data: Any, path: Path) -> str:
    """The pack's part at `path`, as its author would call it."""
    if not path:
        return "the pack"
    *around, last = path
    if around == ["entries"] and isinstance(last, int):
        raw = data["entries"][last]
        named = raw.get("id") if isinstance(raw, dict) else None
        return f"entry {_shown(named)}" if isinstance(named, str) else f"entry number {last + 1}"
    name = f"item {last + 1}" if isinstance(last, int) else f'"{last}"'
    return f"{name} of {_describe(data, tuple(around))}" if around else name


def _hint(path: Path) -> str:
    """A near key that the author may have meant."""
    place = next((str(part) for part in reversed(path[:-1]) if not isinstance(part, int)), "")
    keys = KEYS_AT.get(place, SourceFields if place == "source" else PackFields).model_fields
    near = get_close_matches(str(path[-1]), keys, n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""


def _shown(value: Any) -> str:
    """A value as quoted in a message: short, on one line."""
    text = " ".join(str(value).split())
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
