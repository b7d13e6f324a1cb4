"""What the bot knows: packs of entries, as plain immutable values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["bullets", "steps", "text", "none"]


@dataclass(frozen=True, slots=True)
class Source:
    """The document an answer is quoted from."""

    title: str
    publisher: str | None = None
    file: str | None = None
    url: str | None = None
    dated: str | None = None
    cites: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list, with the sentence that explains it where the source has one."""

    text: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The quoted answer; `items` for bullets and steps, `text` for text, neither for none."""

    kind: Kind
    intro: str | None = None
    items: tuple[Item, ...] = ()
    text: str | None = None
    outro: str | None = None

    def pieces(self) -> tuple[str, ...]:
        """Every quoted string, in reading order."""
        listed = [part for item in self.items for part in (item.text, item.detail)]
        return tuple(part for part in (self.intro, self.text, *listed, self.outro) if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its quoted answer.

    `name` is unique in its pack; `id` ("pack/name") in the whole knowledge.
    `claims` is the number that the question or its heading promises.
    `part_of` is the name of the list entry that this one elaborates.
    `twins` are ids of entries declared to answer the same question.
    `daily` says whether the entry may be posted as a daily principle (None: decide by its form).
    """

    pack: str
    name: str
    question: str
    answer: Answer
    source: Source
    aliases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    claims: int | None = None
    lines: str | None = None
    notes: tuple[str, ...] = ()
    part_of: str | None = None
    twins: tuple[str, ...] = ()
    daily: bool | None = None

    @property
    def id(self) -> str:
        """The full id, "pack/name"."""
        return f"{self.pack}/{self.name}"

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and every alias."""
        return (self.question, *self.aliases)


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of entries from one source."""

    name: str
    entries: tuple[Entry, ...]


class Knowledge:
    """All packs together, with the relations between their entries."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs = tuple(packs)
        self.entries = tuple(entry for pack in self.packs for entry in pack.entries)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Every entry by its full id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {entry.id: place for place, entry in enumerate(self.entries)}

    def _position(self, entry: Entry) -> int:
        return self._places[entry.id]

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Entry, ...]]:
        """The entries of each topic, topics in alphabetical order."""
        topics: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for topic in entry.topics:
                topics.setdefault(topic, []).append(entry)
        return {topic: tuple(topics[topic]) for topic in sorted(topics)}

    @cached_property
    def _twins(self) -> Mapping[str, frozenset[str]]:
        """Ids of the twins of each id: declared by either side, or sharing a wording across packs."""
        twins: dict[str, set[str]] = {entry.id: set() for entry in self.entries}
        askers: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for twin in entry.twins:
                if twin in twins and twin != entry.id:
                    twins[entry.id].add(twin)
                    twins[twin].add(entry.id)
            for wording in entry.wordings:
                askers.setdefault(fold_wording(wording), []).append(entry)
        for entries in askers.values():
            for one in entries:
                twins[one.id].update(other.id for other in entries if other.pack != one.pack)
        return {key: frozenset(value) for key, value in twins.items()}

    def twins_of(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that answer the same question from another source, in pack order."""
        return tuple(sorted((self.by_id[id] for id in self._twins[entry.id]), key=self._position))

    def are_twins(self, one: Entry, other: Entry) -> bool:
        """Whether two entries answer the same question."""
        return other.id in self._twins[one.id]

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Entry, ...]]:
        parts: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.part_of:
                parts.setdefault(f"{entry.pack}/{entry.part_of}", []).append(entry)
        return {parent: tuple(entries) for parent, entries in parts.items()}

    def parent_of(self, entry: Entry) -> Entry | None:
        """The list entry that this one elaborates."""
        return self.by_id.get(f"{entry.pack}/{entry.part_of}") if entry.part_of else None

    def parts_of(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that elaborate this list's items, in pack order."""
        return self._parts.get(entry.id, ())


def fold_wording(wording: str) -> str:
    """A wording without case, punctuation and spacing: equal folds ask the same question.

    >>> fold_wording("What are the 7 C's?")
    'what are the 7 cs'
    """
    text = unicodedata.normalize("NFKC", wording).casefold()
    text = re.sub(r"['‘’`´]", "", text)
    return " ".join(re.findall(r"[^\W_]+", text))
