"""How much one person, and one workspace, may ask in a minute: far more than anybody types, and less than a loop does.

A person is counted in each conversation: that is where a loop does harm, and Slack takes about one message a second
of ours there. Each process counts for itself, in memory, and forgets with the minute; nothing of what was asked is
looked at.
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
        """How many questions, commands and presses are taken in a minute of a person in one place, and of a workspace.

        `clock` gives seconds from any beginning.
        """
        self._person, self._workspace, self._clock = person, workspace, clock
        self._minute = -1
        self._taken: Counter[tuple[str, ...]] = Counter()  # of a person in a place, and of a workspace
        self._told: set[tuple[str, ...]] = set()
        self._lock = Lock()

    def admits(self, team: str, person: str, place: str, tell: Callable[[], object]) -> bool:
        """Whether what a person asks in a place (a channel's id; empty elsewhere) is taken.

        If it is not, `tell` is called once in that minute for that person and place.
        """
        key = (team, person, place)
        with self._lock:
            self._begin_minute()
            if self._within(key, self._person) and self._within((team,), self._workspace):
                self._taken.update((key, (team,)))
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

    def _within(self, key: tuple[str, ...], limit: int) -> bool:
        return not limit or self._taken[key] < limit
