"""Lessons: what a workspace was taught, and the packs with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.knowledge.passages import as_list
from bot.knowledge.wordings import fold_wording

# The id of the pack that lessons make; with a number where a pack is called so.
PACK = "taught"

# What a lesson may hold, in characters. Slack's window takes 3,000 for plain text, and a message 12,000 in all.
LONGEST_QUESTION, LONGEST_ANSWER, MOST_WORDINGS = 500, 9_000, 50


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing that a workspace was taught: an answer of its own, or other wordings of an entry of the packs.

    `answer` is Markdown; it is empty where the question and `wordings` ask for the entry `target` (its full id).
    `author` is the name of who wrote the answer, empty unless they agreed to be named; `author_id` is their Slack id.
    `link` leads to where it was written. `origin` is what it was taught from: "gap:17", "ask:3", or nothing.
    `number` and `name` are unique in the workspace; `revision` counts its changes.
    """

    team: str
    question: str
    answer: str = ""
    wordings: tuple[str, ...] = ()
    target: str = ""
    author: str = ""
    author_id: str = ""
    link: str = ""
    origin: str = ""
    teacher: str = ""
    taught_at: datetime | None = None
    editor: str = ""
    edited_at: datetime | None = None
    removed_at: datetime | None = None
    number: int = 0
    name: str = ""
    revision: int = 0

    @property
    def asked(self) -> tuple[str, ...]:
        """The question and every other wording."""
        return (self.question, *self.wordings)


@dataclass(frozen=True, slots=True)
class Taught:
    """The packs with what was taught.

    `entries` maps the number of each lesson that is in force to its entry; `overtaken` that of each other one to the
    id of the entry that has its question now, or to nothing where the entry that it words is gone.
    """

    knowledge: Knowledge
    entries: Mapping[int, Entry]
    overtaken: Mapping[int, str]


def taught(packs: Knowledge, lessons: Iterable[Lesson]) -> Taught:
    """The packs with the lessons; where both have a wording, the packs' one counts, and of two lessons the first."""
    pack = pack_name(packs)
    owners = _Owners(packs)
    entries: dict[int, Entry] = {}
    words: dict[str, list[str]] = {}
    overtaken: dict[int, str] = {}
    for lesson in sorted(lessons, key=lambda lesson: lesson.number):
        if lesson.target and lesson.target not in packs.by_id:
            overtaken[lesson.number] = ""
            continue
        owner = owners.of(lesson.question)
        if owner is not None and not (lesson.target and owner == lesson.target):
            overtaken[lesson.number] = owner
            continue
        asked = _free(lesson.asked, owners)
        entry_id = lesson.target or f"{pack}/{lesson.name}"
        owners.update({fold_wording(wording): entry_id for wording in asked})
        if lesson.target:
            words.setdefault(lesson.target, []).extend(asked)
        else:
            entries[lesson.number] = entry_of(replace(lesson, wordings=asked[1:]), pack)
    known = [_with_words(one, words) for one in packs.packs] if words else list(packs.packs)
    known += [Pack(pack, tuple(entries.values()))] if entries else []
    knowledge = Knowledge(known, packs.manners, beside=packs)
    return Taught(knowledge, entries, overtaken)


def entry_of(lesson: Lesson, pack: str = PACK) -> Entry:
    """The entry that a lesson with an answer makes. It is no card: the daily post shows what was meant for it."""
    answer = as_list(Answer("text", text=lesson.answer))
    link = lesson.link or None
    return Entry(pack, lesson.name, lesson.question, answer, source_of(lesson), lesson.wordings, daily=False, link=link)


def source_of(lesson: Lesson) -> Source:
    """Whose answer it is, as far as they agreed to be named, and since when."""
    title = f"{lesson.author}, in Slack" if lesson.author else "A colleague, in Slack"
    since = lesson.edited_at or lesson.taught_at
    return Source(title, dated=f"{since.day} {since:%B %Y}" if since else None)


def pack_name(packs: Knowledge) -> str:
    """The id of the lessons' pack beside these."""
    taken, name, number = {pack.name for pack in packs.packs}, PACK, 2
    while name in taken:
        name, number = f"{PACK}-{number}", number + 1
    return name


class _Owners(dict[str, str]):
    """Ids of entries by what they are asked: the lessons' own, and the packs' wherever these have the wording."""

    def __init__(self, packs: Knowledge) -> None:
        super().__init__()
        self._packs = packs

    def of(self, wording: str) -> str | None:
        """The id of the entry that is asked so, if any is."""
        asked = self._packs.asked(wording)
        return self.get(fold_wording(wording), asked[-1].id if asked else None)


def _free(wordings: Sequence[str], owners: _Owners) -> tuple[str, ...]:
    """The wordings that nothing else is asked by, each once."""
    folds: dict[str, str] = {}
    for wording in wordings:
        fold = fold_wording(wording)
        if fold and owners.of(wording) is None:
            folds.setdefault(fold, wording)
    return tuple(folds.values())


def _with_words(pack: Pack, words: Mapping[str, Sequence[str]]) -> Pack:
    """A pack whose entries are also asked by these words."""
    if not any(entry.id in words for entry in pack.entries):
        return pack
    entries = (
        replace(entry, aliases=(*entry.aliases, *words[entry.id])) if entry.id in words else entry
        for entry in pack.entries
    )
    return replace(pack, entries=tuple(entries))
