"""The pack format: what a YAML pack may hold, and how it becomes the model.

Every scalar arrives as text (see `yaml_reader`), so numbers and flags are parsed here.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from bot.knowledge import model
from bot.knowledge.yaml_reader import Document, Path

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINES = re.compile(r"[1-9]\d*(-[1-9]\d*)?")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Two of them and a slash make a full id, which must fit the value of an option in Slack (150).
Id = Annotated[str, StringConstraints(strip_whitespace=True, pattern=rf"^{ID.pattern}$", max_length=74)]


def _as_list(value: Any) -> Any:
    """A single value where a list is expected is a list of one."""
    return [value] if isinstance(value, str) else value


Texts = Annotated[list[Text], BeforeValidator(_as_list)]


class _Part(BaseModel):
    """Unknown keys are slips, and are named."""

    model_config = ConfigDict(extra="forbid")


class SourceFields(_Part):
    """`source:` of an entry: overrides single fields of the pack's."""

    title: Text | None = None
    publisher: Text | None = None
    file: Text | None = None
    url: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s<>|]+$")] | None = None
    dated: Text | None = None
    cites: Text | None = None


class PackSource(SourceFields):
    """`source:` of a pack: the default for its entries."""

    title: Text


class ItemFields(_Part):
    """One list item; a plain string is short for its text."""

    text: Text
    detail: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class AnswerFields(_Part):
    """The answer; a string is short for kind text, a list for bullets."""

    kind: Literal["bullets", "steps", "text", "none"]
    intro: Text | None = None
    items: list[ItemFields] = []
    text: Text | None = None
    outro: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"kind": "text", "text": value}
        if isinstance(value, list):
            return {"kind": "bullets", "items": value}
        return value

    def to_model(self) -> model.Answer:
        """The domain's answer."""
        items = tuple(model.Item(item.text, item.detail) for item in self.items)
        return model.Answer(self.kind, self.intro, items, self.text, self.outro)


class EntryFields(_Part):
    """One entry of a pack."""

    id: Id
    question: Text
    answer: AnswerFields
    aliases: Texts = []
    topics: Texts = []
    claims: Annotated[int, Field(ge=1, le=999)] | None = None
    lines: Annotated[str, StringConstraints(strip_whitespace=True, pattern=rf"^{LINES.pattern}$")] | None = None
    note: Texts = []
    part_of: Id | None = None
    twins: Texts = []
    source: SourceFields | None = None
    daily: bool | None = None

    def to_model(self, pack: str, default: PackSource) -> model.Entry:
        """The domain's entry, its source completed from the pack's."""
        fields = default.model_dump() | (self.source.model_dump(exclude_none=True) if self.source else {})
        return model.Entry(
            pack=pack,
            name=self.id,
            question=self.question,
            answer=self.answer.to_model(),
            source=model.Source(**fields),
            aliases=tuple(self.aliases),
            topics=tuple(self.topics),
            claims=self.claims,
            lines=self.lines,
            notes=tuple(self.note),
            part_of=self.part_of,
            twins=tuple(twin if "/" in twin else f"{pack}/{twin}" for twin in self.twins),
            daily=self.daily,
        )


class PackFields(_Part):
    """A whole pack file."""

    pack: Id
    source: PackSource
    entries: Annotated[list[EntryFields], Field(min_length=1)]

    def to_model(self) -> model.Pack:
        """The domain's pack."""
        return model.Pack(self.pack, tuple(entry.to_model(self.pack, self.source) for entry in self.entries))


KEYS_AT: dict[str, type[_Part]] = {"entries": EntryFields, "answer": AnswerFields, "items": ItemFields}


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
        case kind if kind in _WANTED and fault["input"] is None:
            return f"{what} is empty: fill it in or remove it"
        case kind if kind in _WANTED:
            return f"{what} must be {_WANTED[kind]}: write {_WANTED[kind]} here"
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
    "id": "use small letters, digits and single hyphens, 80 characters at most",
    "lines": "write it like 108-110",
    "url": "write a whole address, https://...",
    "kind": "use bullets, steps, text or none",
    "claims": "write a whole number from 1 to 999",
    "daily": "write true or false",
}
_FORMS |= dict.fromkeys(("pack", "part_of"), _FORMS["id"])


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
