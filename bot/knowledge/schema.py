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
    path: Path = tuple(part for part in fault["loc"] if not str(part).startswith("function-"))
    where = _describe(document.data, path[:-1])
    name = str(path[-1]) if path else "the pack"
    line = document.line_of(path)
    match fault["type"]:
        case "missing":
            return line, f'{where} has no "{name}": add it'
        case "extra_forbidden":
            return line, f'{where} has an unknown key "{name}"{_hint(path)}: rename or remove it'
        case "string_type" | "model_type" | "model_attributes_type" | "dict_type" | "list_type":
            wanted = {"string_type": "text", "list_type": "a list"}.get(fault["type"], "a mapping")
            return line, f'"{name}" of {where} must be {wanted}: write {wanted} here'
        case "string_too_short":
            return line, f'"{name}" of {where} is empty: fill it in or remove it'
        case "too_short":
            return line, f'"{name}" of {where} is empty: a pack needs at least one entry'
        case "literal_error":
            return line, f'"{name}" of {where} is {_shown(fault["input"])}: use bullets, steps, text or none'
        case "string_pattern_mismatch" if name in ("id", "pack", "part_of"):
            return line, f'"{name}" is {_shown(fault["input"])}: use small letters, digits and single hyphens'
        case "string_pattern_mismatch" if name == "lines":
            return line, f'"lines" of {where} is {_shown(fault["input"])}: write it like 108-110'
        case "string_pattern_mismatch" if name == "url":
            return line, f'"url" of {where} is {_shown(fault["input"])}: write a whole address, https://...'
    return line, f'"{name}" of {where} is {_shown(fault["input"])}: {fault["msg"][:1].lower() + fault["msg"][1:]}'


def _describe(data: Any, path: Path) -> str:
    """The pack's part at `path`, as its author would call it."""
    if len(path) >= 2 and path[0] == "entries" and isinstance(path[1], int):
        raw = data["entries"][path[1]]
        named = raw.get("id") if isinstance(raw, dict) else None
        entry = f'entry "{named}"' if isinstance(named, str) else f"entry number {path[1] + 1}"
        inner = [str(part + 1) if isinstance(part, int) else str(part) for part in path[2:]]
        return f"{entry}, {' '.join(inner)}," if inner else entry
    return f'"{path[0]}"' if path else "the pack"


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
