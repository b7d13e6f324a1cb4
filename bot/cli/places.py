"""Where each entry of checked packs stands in its file."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import Problem
from bot.knowledge.model import Entry
from bot.knowledge.validation import Checked


class Places:
    """The places of all entries of some packs."""

    def __init__(self, packs: Sequence[Checked]) -> None:
        self._of = {entry.id: (checked, n) for checked in packs for n, entry in enumerate(checked.pack.entries)}

    def at(self, entry: Entry, key: str, message: str, index: int | None = None) -> Problem:
        """A problem at a key of the entry, or at one (from 0) of the list under that key."""
        checked, position = self._of[entry.id]
        return checked.problem(position, key, message, index)
