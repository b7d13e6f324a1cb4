"""The principle of the day: the same for everybody, another one tomorrow."""

from __future__ import annotations

import hashlib
from datetime import date

from bot.knowledge.model import Entry, Knowledge

# Read in passing: longer answers are for people who asked.
MAX_LENGTH = 900


def principle_of(knowledge: Knowledge, day: date) -> Entry | None:
    """The day's entry; every suitable one has its turn before any comes again (while the packs stay)."""
    suitable = sorted((entry for entry in knowledge.entries if _suits(entry)), key=_shuffled)
    return suitable[day.toordinal() % len(suitable)] if suitable else None


def _suits(entry: Entry) -> bool:
    """What the pack says, or else a list that is short enough."""
    if entry.daily is not None:
        return entry.daily and entry.answer.kind != "none"
    return bool(entry.answer.items) and sum(map(len, entry.answer.pieces())) <= MAX_LENGTH


def _shuffled(entry: Entry) -> str:
    """A fixed order in which neighbours in a pack are far apart."""
    return hashlib.sha256(entry.id.encode()).hexdigest()
