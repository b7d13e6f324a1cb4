"""The pack format: what a YAML pack may hold, and how it becomes the model.

Every scalar arrives as text (see `yaml_reader`), so numbers and flags are parsed here.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from bot.knowledge import model
from bot.knowledge.passages import as_list
from bot.knowledge.slug import LONGEST

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINES = re.compile(r"[1-9]\d*(-[1-9]\d*)?")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Two of them and a slash make a full id, which must fit the value of an option in Slack (150).
Id = Annotated[str, StringConstraints(strip_whitespace=True, pattern=rf"^{ID.pattern}$", max_length=LONGEST)]


def _as_list(value: Any) -> Any:
    """A single value where a list is expected is a list of one."""
    return [value] if isinstance(value, str) else value


def _as_date(value: Any) -> date:
    """A day written like 2026-12-31; pydantic would take bare numbers as seconds."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        raise ValueError(value)
    return date.fromisoformat(value.strip())


Day = Annotated[date, BeforeValidator(_as_date)]
Address = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s<>|]+$")]
Texts = Annotated[list[Text], BeforeValidator(_as_list)]


class _Part(BaseModel):
    """Unknown keys are slips, and are named."""

    model_config = ConfigDict(extra="forbid")


class SourceFields(_Part):
    """`source:` of an entry: overrides single fields of the pack's."""

    title: Text | None = None
    publisher: Text | None = None
    file: Text | None = None
    url: Address | None = None
    dated: Text | None = None
    cites: Text | None = None


class PackSource(SourceFields):
    """`source:` of a pack: the default for its entries."""

    title: Text


class ItemFields(_Part):
    """One list item, with the items under it; a plain string is short for its text."""

    text: Text
    detail: Text | None = None
    items: list[ItemFields] = []
    kind: Literal["bullets", "steps"] = "bullets"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    def to_model(self) -> model.Item:
        """The domain's item."""
        return model.Item(self.text, self.detail, tuple(item.to_model() for item in self.items), self.kind)


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

    def to_model(self, written: model.Format) -> model.Answer:
        """The domain's answer, its texts written in that format; a text that is one list becomes that list."""
        items = tuple(item.to_model() for item in self.items)
        return as_list(model.Answer(self.kind, self.intro, items, self.text, self.outro, written))


class EntryFields(_Part):
    """One entry of a pack."""

    id: Id
    question: Text
    answer: AnswerFields
    format: model.Format | None = None
    aliases: Texts = []
    topics: Texts = []
    claims: Annotated[int, Field(ge=1, le=999)] | None = None
    lines: Annotated[str, StringConstraints(strip_whitespace=True, pattern=rf"^{LINES.pattern}$")] | None = None
    note: Texts = []
    part_of: Id | None = None
    twins: Texts = []
    source: SourceFields | None = None
    daily: bool | None = None
    section: Text | None = None
    link: Address | None = None
    owner: Text | None = None
    review_by: Day | None = None

    def to_model(self, pack: PackFields) -> model.Entry:
        """The domain's entry, its source and its keeper completed from the pack's."""
        fields = pack.source.model_dump() | (self.source.model_dump(exclude_none=True) if self.source else {})
        return model.Entry(
            pack=pack.pack,
            name=self.id,
            question=self.question,
            answer=self.answer.to_model(self.format or pack.format),
            source=model.Source(**fields),
            aliases=tuple(self.aliases),
            topics=tuple(self.topics),
            claims=self.claims,
            lines=self.lines,
            notes=tuple(self.note),
            part_of=self.part_of,
            twins=tuple(twin if "/" in twin else f"{pack.pack}/{twin}" for twin in self.twins),
            daily=self.daily,
            section=self.section,
            link=self.link,
            owner=self.owner or pack.owner,
            review_by=self.review_by or pack.review_by,
        )


class PackFields(_Part):
    """A whole pack file; `format`, `owner` and `review_by` hold for entries that name none of their own."""

    pack: Id
    source: PackSource
    name: Text | None = None
    subject: Text | None = None
    format: model.Format = "markdown"
    owner: Text | None = None
    review_by: Day | None = None
    entries: Annotated[list[EntryFields], Field(min_length=1)]

    def to_model(self) -> model.Pack:
        """The domain's pack."""
        entries = tuple(entry.to_model(self) for entry in self.entries)
        return model.Pack(self.pack, entries, self.name, self.subject)
