"""What the bot knows: packs of entries, as plain immutable values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from bot.knowledge.askers import Askers, AskersOf, MoreAskers
from bot.knowledge.over import Over, Value
from bot.knowledge.relations import grouped, join_askers, join_declared, namesakes_among, twins_among
from bot.knowledge.wordings import fold_wording

Kind = Literal["bullets", "steps", "text", "none"]

# How the texts of an answer are written: CommonMark, or words that are shown as they stand.
Format = Literal["markdown", "plain"]


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
    """One point of a list, with the sentence that explains it where the source has one.

    `items` are the points under it, bullets or steps as `kind` says.
    """

    text: str
    detail: str | None = None
    items: tuple[Item, ...] = ()
    kind: Kind = "bullets"

    def pieces(self) -> Iterator[str]:
        """Every string of it and of the items under it, in reading order."""
        yield self.text
        if self.detail:
            yield self.detail
        for item in self.items:
            yield from item.pieces()


@dataclass(frozen=True, slots=True)
class Answer:
    """The quoted answer; `items` for bullets and steps, `text` for text, neither for none.

    `format` says how its texts, and the notes beside it, are written.
    """

    kind: Kind
    intro: str | None = None
    items: tuple[Item, ...] = ()
    text: str | None = None
    outro: str | None = None
    format: Format = "markdown"

    def pieces(self) -> tuple[str, ...]:
        """Every quoted string, in reading order."""
        listed = [part for item in self.items for part in item.pieces()]
        return tuple(part for part in (self.intro, self.text, *listed, self.outro) if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its quoted answer.

    `name` is unique in its pack; `id` ("pack/name") in the whole knowledge.
    `claims` is the number that the question or its heading promises.
    `part_of` is the name of the list entry that this one elaborates.
    `twins` are ids of entries declared to answer the same question.
    `daily` says whether the entry may be posted as a daily principle (None: decide by its form).
    `section` tells entries of one pack apart that share a wording. `link` leads to where one reads on.
    `owner` keeps the entry true, and looks at it again on `review_by`.
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
    section: str | None = None
    link: str | None = None
    owner: str | None = None
    review_by: date | None = None

    @property
    def id(self) -> str:
        """The full id, "pack/name"."""
        return f"{self.pack}/{self.name}"

    @property
    def wordings(self) -> tuple[str, ...]:
        """The question and every alias."""
        return (self.question, *self.aliases)

    @property
    def label(self) -> str:
        """The question as it stands among others: with its section, where it has one."""
        return f"{self.question} ({self.section})" if self.section else self.question

    @property
    def address(self) -> str | None:
        """Where one reads on: the entry's own link, or its document's address."""
        return self.link or self.source.url


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of entries from one source.

    `name` is its id. `title` is how people call it, and `subject` completes "questions about …".
    """

    name: str
    entries: tuple[Entry, ...]
    title: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """What people say that is no question, and what the bot does then.

    `does` is reply, help, topics, random, search, daily, people or nothing: "people" is a reply that leads to those
    who can be asked. `reply` may hold places such as {name}; `reaction` is an emoji's name without colons.
    """

    name: str
    say: tuple[str, ...]
    does: str
    reply: str = ""
    reaction: str = ""


class Knowledge:
    """All packs together, with the relations between their entries.

    `manners` say what to do about what is no question. `by_id` maps full ids to entries; `by_topic` each topic
    to its entries, topics in alphabetical order.
    """

    def __init__(
        self, packs: Iterable[Pack], manners: Iterable[Manner] = (), *, beside: Knowledge | None = None
    ) -> None:
        """`beside` is what was known before, where the packs begin with its own, with more aliases at the most.

        It saves the time to look its own wordings up again.
        """
        self.packs = tuple(packs)
        self.manners = tuple(manners)
        self.entries = tuple(entry for pack in self.packs for entry in pack.entries)
        own = list(self._changed(beside))
        self.by_id: Mapping[str, Entry] = _over(beside.by_id if beside else None, {e.id: e for _, e in own})
        self.by_topic: Mapping[str, tuple[Entry, ...]] = grouped((t, e) for e in self.entries for t in e.topics)
        self._parts = grouped((f"{e.pack}/{e.part_of}", e) for e in self.entries if e.part_of)
        self._beside = beside
        self._twins = self._twins_beside(beside) if beside else twins_among(self.entries)
        self._namesakes = namesakes_among(self.entries)
        places = {entry.id: place for place, entry in own}
        self._places: Mapping[str, int] = _over(beside._places if beside else None, places)

    def __getstate__(self) -> dict[str, object]:
        """Without what is found again."""
        return {name: value for name, value in self.__dict__.items() if name != "_askers"}

    def asked(self, wording: str) -> tuple[Entry, ...]:
        """The entries that are asked by a wording, however it is written, in pack order."""
        return tuple(self.entries[place] for place in self._askers.of(fold_wording(wording)))

    @cached_property
    def _askers(self) -> Askers:
        if self._beside is None:
            return AskersOf(len(self.entries), lambda place: map(fold_wording, self.entries[place].wordings))
        return MoreAskers(self._beside._askers, self._new_wordings(self._beside))

    def _changed(self, beside: Knowledge | None) -> Iterator[tuple[int, Entry]]:
        """The entries that are new or have more aliases, with their places."""
        known = beside.entries if beside else ()
        for place, entry in enumerate(self.entries):
            if place >= len(known) or entry is not known[place]:
                yield place, entry

    def _new_wordings(self, beside: Knowledge) -> Iterator[tuple[str, int]]:
        """The folds of the wordings that were not known before, each with the place of its entry."""
        for place, entry in self._changed(beside):
            known = beside.entries[place].aliases if place < len(beside.entries) else None
            for wording in entry.wordings if known is None else entry.aliases[len(known) :]:
                yield fold_wording(wording), place

    def _twins_beside(self, beside: Knowledge) -> dict[str, frozenset[str]]:
        """The twins that were known before, and those that the new entries and wordings make."""
        folds = {fold for fold, _ in self._new_wordings(beside)}
        twins = {key: set(value) for key, value in beside._twins.items()}
        join_declared(twins, self.entries, self.by_id)
        join_askers(twins, ([self.entries[place] for place in self._askers.of(fold)] for fold in folds))
        return {key: frozenset(value) for key, value in twins.items()}

    def twins_of(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that answer the same question from another source, in pack order."""
        ids = sorted(self._twins.get(entry.id, ()), key=self._places.__getitem__)
        return tuple(self.by_id[twin] for twin in ids)

    def are_twins(self, one: Entry, other: Entry) -> bool:
        """Whether two entries answer the same question."""
        return other.id in self._twins.get(one.id, ())

    def namesakes_of(self, entry: Entry, wording: str) -> tuple[Entry, ...]:
        """The other entries of its pack that have this wording too, in other sections."""
        if not self._namesakes:
            return ()
        group = self._namesakes.get((entry.pack, fold_wording(wording)), ())
        return tuple(other for other in group if other is not entry)

    def parent_of(self, entry: Entry) -> Entry | None:
        """The list entry that this one elaborates."""
        return self.by_id.get(f"{entry.pack}/{entry.part_of}") if entry.part_of else None

    def siblings_of(self, entry: Entry) -> tuple[Entry, ...]:
        """The other entries that elaborate the same list, in pack order."""
        parent = self.parent_of(entry)
        return tuple(part for part in self.parts_of(parent) if part is not entry) if parent else ()

    def parts_of(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries that elaborate this list's items, in pack order."""
        return self._parts.get(entry.id, ())


def _over(known: Mapping[str, Value] | None, own: Mapping[str, Value]) -> Mapping[str, Value]:
    """What was known, with these values over it: nothing large is copied for a few changes."""
    return own if known is None else Over(known, own)
