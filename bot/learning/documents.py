"""Documents that teachers uploaded, each as a pack of its workspace alone."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from bot.errors import KnowledgeError
from bot.knowledge.model import Entry, Knowledge, Pack

logger = logging.getLogger(__name__)

# What is read of one document: a book of answers, and not a library. Each workspace's index holds all of it.
MOST_BYTES, MOST_ENTRIES = 5_000_000, 2_000

# Reading a pack of 2,000 entries takes a second; those of the workspaces at work stay read.
READ_AT_HAND = 64


@dataclass(frozen=True, slots=True)
class Document:
    """One uploaded document as the text of a pack, which `read` accepts.

    `pack` is its id as the text has it, `file` the name it was uploaded under. `doubtful` entries are marked in the
    text. It is in force unless `idle_since` says since when it is not.
    """

    team: str
    pack: str
    file: str
    text: str
    entries: int
    doubtful: int = 0
    person: str = ""
    uploaded_at: datetime | None = None
    idle_since: datetime | None = None
    number: int = 0


@lru_cache(maxsize=READ_AT_HAND)
def read(pack: str, text: str) -> Pack:
    """The pack of that id in its text. Raises KnowledgeError with every problem."""
    from bot.knowledge.loader import read_pack

    return read_pack(Path(f"{pack}.yaml"), text)


def doubts(document: Document) -> list[tuple[Entry, tuple[str, ...]]]:
    """The entries of a drafted document that look doubtful, each with what to look at. Raises KnowledgeError."""
    from bot.knowledge.writer import doubts_in

    entries = read(document.pack, document.text).entries
    marked = doubts_in(document.text) if document.doubtful else ()
    return [(entry, why) for entry, why in zip(entries, marked, strict=False) if why]


def remarks(document: Document) -> tuple[str, ...]:
    """What is to be said of a drafted document as a whole: what was left out of it, and where that stands."""
    from bot.knowledge.writer import remarks_in

    return remarks_in(document.text)


def with_documents(packs: Knowledge, documents: Iterable[Document]) -> Knowledge:
    """The packs and the documents; one whose id is taken gets a number.

    One that a newer version of the bot refuses is left out, and the others serve. Its entries are cards of the day
    only where they say so: nobody chose the others for that.
    """
    taken = {pack.name for pack in packs.packs}
    more: list[Pack] = []
    for document in documents:
        try:
            pack = read(document.pack, document.text)
        except KnowledgeError:  # what it says repeats lines of the document
            logger.warning("an uploaded document is not accepted any more", extra={"document": document.number})
            continue
        name, number = pack.name, 2
        while name in taken:
            name, number = f"{pack.name}-{number}", number + 1
        taken.add(name)
        entries = tuple(replace(entry, pack=name, daily=bool(entry.daily)) for entry in pack.entries)
        more.append(replace(pack, name=name, entries=entries))
    return Knowledge([*packs.packs, *more], packs.manners, beside=packs) if more else packs
