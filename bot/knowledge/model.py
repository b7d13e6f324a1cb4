"""What the bot knows: packs of entries, as plain immutable values."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

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

    `does` is reply, help, topics, random, search, daily or nothing. `reply` may hold places such as {name};
    `reaction` is an emoji's name without colons.
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

    def __init__(self, packs: Iterable[Pack], manners: Iterable[Manner] = ()) -> None:
        self.packs = tuple(packs)
        self.manners = tuple(manners)
        self.entries = tuple(entry for pack in self.packs for entry in pack.entries)
        self.by_id: Mapping[str, Entry] = {entry.id: entry for entry in self.entries}
        self.by_topic: Mapping[str, tuple[Entry, ...]] = _grouped((t, e) for e in self.entries for t in e.topics)
        self._parts = _grouped((f"{e.pack}/{e.part_of}", e) for e in self.entries if e.part_of)
        self._twins = _twins(self.entries)
        self._namesakes = _namesakes(self.entries)
        self._places = {entry.id: place for place, entry in enumerate(self.entries)}

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


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """Entries by key, keys in alphabetical order, entries as they came."""
    groups: dict[str, list[Entry]] = {}
    for key, entry in pairs:
        groups.setdefault(key, []).append(entry)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _twins(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """Ids of the twins of each id: declared by either side, or sharing a wording across packs."""
    known = {entry.id for entry in entries}
    twins: dict[str, set[str]] = {}
    askers: dict[str, list[Entry]] = {}
    for entry in entries:
        for twin in entry.twins:
            if twin in known and twin != entry.id:
                twins.setdefault(entry.id, set()).add(twin)
                twins.setdefault(twin, set()).add(entry.id)
        for wording in entry.wordings:
            askers.setdefault(fold_wording(wording), []).append(entry)
    for group in askers.values():
        for one in group if len(group) > 1 else ():
            others = {other.id for other in group if other.pack != one.pack}
            if others:
                twins.setdefault(one.id, set()).update(others)
    return {key: frozenset(value) for key, value in twins.items()}


def _namesakes(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries of one pack that share a wording, by pack and fold."""
    groups: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in entries:
        if entry.section:
            for wording in entry.wordings:
                groups.setdefault((entry.pack, fold_wording(wording)), {})[entry.id] = entry
    return {key: tuple(group.values()) for key, group in groups.items() if len(group) > 1}


# Pictures and flags, without skin tones; arrows, stars and the like among them.
PICTURE = (
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
)
# Signs that make another name (C++, C#, .NET), or stand for themselves, belong to a wording.
SIGNED = (
    r"(?<![\w*])[^\W\d_](?:\+{1,2}|\#|\*)(?![\w*])"
    r"|(?<![\w.])\.net\b"
    rf"|(?<![^\s\"'“”‘’«»(])[+*\#@$€£=~^](?=[\s?.!,\"'“”‘’«»)]|$)|{PICTURE}"
)
_FOLDED = re.compile(rf"{SIGNED}|[^\W_]+")
# Texts without any of these, most of all, are split at once.
MAY_BE_SIGNED = re.compile(r"[+#*@$=~^]|\.net|[^\x00-\x7f]")
_PLAIN = str.maketrans({**dict.fromkeys(string.punctuation, " "), "'": "", "`": ""})


def fold_wording(wording: str) -> str:
    """A wording without case, punctuation and spacing: equal folds ask the same question.

    >>> fold_wording("What are the 7 C's?")
    'what are the 7 cs'
    """
    text = wording.casefold()
    if not MAY_BE_SIGNED.search(text):
        return " ".join(text.translate(_PLAIN).split())
    text = unicodedata.normalize("NFKC", wording).casefold()
    text = re.sub(r"['‘’`´]", "", text)
    return " ".join(_FOLDED.findall(text))
