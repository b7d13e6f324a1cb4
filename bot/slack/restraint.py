"""How much one person, and one workspace, may ask in a minute: far more than anybody types, and less than a loop does.

Each process counts for itself, in memory, and forgets with the minute; nothing of what was asked is looked at.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from threading import Lock

SLOWLY = "That is more than I can answer at once. Please give me a minute, then ask again."

MINUTE = 60.0


class Restraint:
    """Counts by the minute; 0 is no limit. Safe to share between threads."""

    def __init__(self, *, person: int, workspace: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`person` and `workspace` are how many questions, commands and presses are taken of each in a minute.

        `clock` gives seconds from any beginning.
        """
        self._person, self._workspace, self._clock = person, workspace, clock
        self._minute = -1
        self._taken: Counter[tuple[str, str]] = Counter()  # of people, and of workspaces under an empty person
        self._told: set[tuple[str, str]] = set()
        self._lock = Lock()

    def admits(self, team: str, person: str, tell: Callable[[], object]) -> bool:
        """Whether this one is taken; of a person who is not, `tell` is called once in that minute, and no more."""
        key = (team, person)
        with self._lock:
            self._begin_minute()
            if self._within(key, self._person) and self._within((team, ""), self._workspace):
                self._taken.update((key, (team, "")))
                return True
            first = key not in self._told
            self._told.add(key)
        if first:
            tell()
        return False

    def _begin_minute(self) -> None:
        minute = int(self._clock() // MINUTE)
        if minute != self._minute:
            self._minute = minute
            self._taken.clear()
            self._told.clear()

    def _within(self, key: tuple[str, str], limit: int) -> bool:
        return not limit or self._taken[key] < limit
