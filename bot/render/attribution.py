"""Where an answer comes from, in one line of plain text: for the terminal and for Slack."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.knowledge.model import Entry
from bot.knowledge.reviews import is_overdue
from bot.render.budget import cut
from bot.render.escape import one_line

TITLE = 300
PART = 200


def source_line(entry: Entry, *, detailed: bool = True) -> str:
    """Title, publisher, date and what the passage itself cites; `detailed` also its place in the file."""
    return " · ".join([cut(one_line(entry.source.title), TITLE), *particulars(entry, detailed=detailed)])


def _lines(entry: Entry) -> str:
    """The place in the file: "line 56" or "lines 108-110"."""
    first, _, last = (entry.lines or "").partition("-")
    return f"lines {first}-{last}" if last and last != first else first and f"line {first}"


def particulars(entry: Entry, *, detailed: bool = True, today: date | None = None) -> list[str]:
    """Everything after the title; a publisher or date that the title names is not said twice.

    What was to be looked through again before `today` (None: the day it is now) says since when.
    """
    source = entry.source
    where = [part for part in (source.file, _lines(entry)) if part] if detailed else []
    parts = [
        source.publisher if source.publisher and source.publisher not in source.title else None,
        source.dated if source.dated and source.dated not in source.title else None,
        ", ".join(where),
        source.cites and f"cites {source.cites}",
        _review(entry, today or datetime.now(UTC).date()),
    ]
    return [cut(one_line(part), PART) for part in parts if part]


def day_in_words(day: date) -> str:
    """A date as people read it: "30 June 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def _review(entry: Entry, today: date) -> str | None:
    """Since when the entry may be out of date: its day of review is over."""
    if entry.review_by is None or not is_overdue(entry, today):
        return None
    return f"to be reviewed since {day_in_words(entry.review_by)}"
