"""What the schema refuses, in a pack author's words: where it is, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import see
from bot.knowledge import line_to_write
from bot.knowledge.fault import Fault
from bot.knowledge.schema import AnswerFields, EntryFields, ItemFields, PackFields, SourceFields
from bot.knowledge.slug import LONGEST, slug
from bot.knowledge.yaml_reader import Document, KeyPath

KEYS_AT: dict[str, type[BaseModel]] = {"entries": EntryFields, "answer": AnswerFields, "items": ItemFields}

# Where a key belongs that stands in a wrong place; the first place that has it counts.
HOMES: dict[str, type[BaseModel]] = {
    "under an entry": EntryFields,
    'under "answer"': AnswerFields,
    'under "source"': SourceFields,
    "at the top of the pack": PackFields,
}

NO_PACK = f'no pack: a pack has the keys "pack", "source" and "entries". {see("The pack format")}'


def parse(document: Document, pack: str) -> tuple[PackFields | None, list[Fault]]:
    """The pack's fields, or a fault for everything the schema refuses; `pack` is the name that the file gives it."""
    if not isinstance(document.data, dict):
        return None, [Fault(1, NO_PACK)]
    try:
        return PackFields.model_validate(document.data), []
    except ValidationError as error:
        split = dict(_split_texts(document))
        faults = error.errors(include_url=False)
        told = [_explain(document, fault, pack) for fault in faults if not _inside(_written(document, fault), split)]
        return None, [*split.values(), *told]


def _split_texts(document: Document) -> Iterator[tuple[KeyPath, Fault]]:
    """Items of lists that YAML cut in two at a colon, by their path."""
    for path in document.lines:
        value = line_to_write.value_at(document, path)
        if not isinstance(value, dict) or len(value) != 1 or not _holds_texts(path):
            continue
        (key, behind), fields = next(iter(value.items())), AnswerFields if path[-1] == "answer" else ItemFields
        if key in fields.model_fields or get_close_matches(key, fields.model_fields, n=1):
            continue
        who, place = _describe(document.data, path), (document.line_of(path), document.column_of(path))
        if isinstance(behind, list):
            words = "intro" if path[-1] == "answer" else "text"
            message = f'{who} has a list under "{_short(key)}": call these words "{words}" and the list "items"'
            yield path, Fault(place[0], message, place[1], line_to_write.with_points(document, path, key))
        else:
            message = f'{who} is cut in two: to YAML "{_short(key)}:" is a key, so put the whole text into quotes'
            yield path, Fault(place[0], message, place[1], line_to_write.in_quotes(document, path))


def _holds_texts(path: KeyPath) -> bool:
    """Whether texts stand at this path: an answer, or a part of a list that is no list of entries."""
    return path[-1:] == ("answer",) or (bool(path) and isinstance(path[-1], int) and path[:-1] != ("entries",))


def _inside(path: KeyPath, split: dict[KeyPath, Fault]) -> bool:
    """Whether a path is that of a text cut in two, or leads into it."""
    return any(path[: len(known)] == known for known in split)


def _explain(document: Document, fault: ErrorDetails, pack: str) -> Fault:
    """One schema error in a pack author's words, with its place and the line to write."""
    path = _written(document, fault)
    message, mend = _worded(document, fault, path, pack)
    line, column = document.line_of(path), document.column_of(path)
    if fault["type"] == "extra_forbidden":
        column = line_to_write.key_column(document.line_text(line), str(path[-1])) or column
    return Fault(line, message, column, mend)


def _written(document: Document, fault: ErrorDetails) -> KeyPath:
    """The path of a fault as the author wrote it: short forms have no "text", "items" or list around them."""
    path: KeyPath = tuple(part for part in fault["loc"] if not str(part).startswith("function-"))
    if path[2:4] == ("answer", "items") and path[:4] not in document.lines:
        path = (*path[:3], *path[4:])
    while fault["type"] != "missing" and path not in document.lines:
        path = path[:-1]
    return path


def _worded(document: Document, fault: ErrorDetails, path: KeyPath, pack: str) -> tuple[str, str]:
    """What is wrong and how to mend it, and the line to write."""
    what, where = _describe(document.data, path), _describe(document.data, path[:-1])
    name = str(path[-1])
    if fault["type"] == "string_too_short" or (fault["input"] is None and fault["type"] in _EMPTY):
        return f"{what} is empty: fill it in or remove it", ""
    match fault["type"]:
        case "missing":
            return f'{where} has no "{name}": add it', line_to_write.added(document, path, pack)
        case "extra_forbidden":
            return _unknown_key(document, path, where, fault["input"])
        case "too_short":
            return f"{what} is empty: a pack needs at least one entry", line_to_write.instead(document, path, pack)
        case "string_type":
            return f"{what} must be one text: put it into quotes", line_to_write.in_quotes(document, path)
        case "string_too_long":
            length = len(str(fault["input"]))
            mend = line_to_write.replaced(document, path, slug(str(fault["input"])))
            return f"{what} has {length} characters: at most {LONGEST} fit", mend
        case "list_type":
            return f"{what} must be a list: {_LIST}", line_to_write.instead(document, path, pack)
        case kind if kind in _WANTED:
            return f"{what} has keys of its own: write {_needed(path)}", line_to_write.instead(document, path, pack)
        case "literal_error":
            return _one_of(document, fault, path, what)
    form = f"{what} is {_shown(fault['input'])}: {_FORMS.get(name, _FORMS['id'])}"
    return form, _formed(document, path, str(fault["input"]), pack)


def _unknown_key(document: Document, path: KeyPath, where: str, value: object) -> tuple[str, str]:
    """A key that is none of ours: a slip, or a text that a comma cut in two."""
    name = str(path[-1])
    in_braces = line_to_write.in_quotes(document, path[:-1]) if value is None else ""
    if in_braces and name not in in_braces.partition("{")[0] and "{" in in_braces:
        message = f"{where} is cut at a comma: between braces, put a text with a comma into quotes"
        return message, in_braces
    if home := next((place for place, keys in HOMES.items() if name in keys.model_fields), None):
        return f'{where} has a key "{name}", which belongs {home}: move it there', ""
    near = next(iter(_near(path, name)), None)
    hint = f' (did you mean "{near}"?)' if near else ""
    mend = line_to_write.renamed(document, path, near) if near else ""
    return f'{where} has an unknown key "{_short(name)}"{hint}: rename or remove it', mend


def _one_of(document: Document, fault: ErrorDetails, path: KeyPath, what: str) -> tuple[str, str]:
    """A word that is none of the words allowed."""
    allowed = fault["ctx"]["expected"].replace("'", "")
    words = allowed.replace(" or ", ", ").split(", ")
    near = get_close_matches(str(fault["input"]), words, n=1, cutoff=0.3)
    mend = line_to_write.replaced(document, path, near[0]) if near else ""
    return f"{what} is {_shown(fault['input'])}: use {allowed}", mend


def _formed(document: Document, path: KeyPath, value: str, pack: str) -> str:
    """The line with the value in the form wanted: made from it, or an example."""
    name = str(path[-1])
    if name in ("id", "part_of"):
        return line_to_write.replaced(document, path, slug(value))
    if name in ("url", "link") and "." in value and " " not in value.strip() and "/" not in value.partition(".")[0]:
        return line_to_write.replaced(document, path, f"https://{value.strip()}")
    return line_to_write.instead(document, path, pack)


# Pydantic's names for a value that should be a list, or have keys.
_WANTED = frozenset({"list_type", "dict_type", "model_type", "model_attributes_type"})

# And for one that is not what it should be, because it is nothing.
_EMPTY = _WANTED | {"string_type", "literal_error"}

_LIST = "write each part on a line of its own that begins with a dash"


def _needed(path: KeyPath) -> str:
    """The keys without which the part at `path` says nothing."""
    name = next((str(part) for part in reversed(path) if not isinstance(part, int)), "")
    if name == "answer" and isinstance(path[-1], int):
        return '"text", and "items" where it has points of its own'
    return {"entries": '"id", "question" and "answer"', "source": '"title"', "answer": '"kind"'}.get(name, '"text"')


# How to write the values that have a form of their own.
_FORMS = {
    "id": f"use small letters, digits and single hyphens, {LONGEST} characters at most",
    "lines": "write it like 108-110",
    "url": "write a whole address, https://...",
    "claims": "write a whole number from 1 to 999",
    "daily": "write true or false",
    "review_by": "write a day like 2026-12-31",
}
_FORMS |= dict.fromkeys(("pack", "part_of"), _FORMS["id"]) | {"link": _FORMS["url"]}


def _describe(data: Any, path: KeyPath) -> str:
    """The pack's part at `path`, as its author would call it."""
    if not path:
        return "the pack"
    *around, last = path
    if around == ["entries"] and isinstance(last, int):
        raw = data["entries"][last]
        named = raw.get("id") if isinstance(raw, dict) else None
        return f"entry {_shown(named)}" if isinstance(named, str) else f"entry number {last + 1}"
    if isinstance(last, int):
        name = f"{_ITEMS.get(str(around[-1]), 'item')} {last + 1}" if around else f"item {last + 1}"
        while around and around[-1] in ("answer", "items", *_ITEMS):
            around.pop()
    else:
        name = f'"{_short(last)}"'
    return f"{name} of {_describe(data, tuple(around))}" if around else name


# What the parts of a list are called.
_ITEMS = {"aliases": "alias", "topics": "topic", "note": "note", "twins": "twin"}


def _near(path: KeyPath, name: str) -> list[str]:
    """A near key that the author may have meant."""
    place = next((str(part) for part in reversed(path[:-1]) if not isinstance(part, int)), "")
    if place == "answer" and isinstance(path[-2], int):
        place = "items"
    keys = KEYS_AT.get(place, SourceFields if place == "source" else PackFields).model_fields
    return get_close_matches(name, keys, n=1)


def _short(text: str) -> str:
    """A name as it may stand in a message."""
    text = " ".join(text.split())
    return f"{text[:40]}…" if len(text) > 40 else text


def _shown(value: Any) -> str:
    """A value as quoted in a message: short, on one line."""
    return f'"{_short(str(value))}"'
