"""Which entries are to be looked through again, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.knowledge.model import Entry

# A person as Slack names them, alone or as a mention ("<@U0ABC>"); any other owner is a team, or a name.
_PERSON = re.compile(r"(?:<@)?([UW][A-Z0-9]{2,30})(?:\|[^>]*)?>?")


def is_overdue(entry: Entry, today: date) -> bool:
    """Whether its day of review is over."""
    return entry.review_by is not None and entry.review_by < today


def overdue(entries: Iterable[Entry], today: date) -> list[Entry]:
    """Those whose day of review is over, the longest overdue first."""
    return sorted((entry for entry in entries if is_overdue(entry, today)), key=lambda e: (e.review_by or today, e.id))


def owner_id(entry: Entry) -> str | None:
    """The Slack id of who keeps the entry true; None where that is nobody, or no single person."""
    found = _PERSON.fullmatch((entry.owner or "").strip())
    return found[1] if found else None
