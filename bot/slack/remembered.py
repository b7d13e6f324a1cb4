"""What Slack said of people and channels, remembered for a minute: it answers slowly, and people press on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

# As long as one looks around; what was changed in Slack counts a minute later.
KEPT = timedelta(seconds=60)

# More people than look within a minute; beyond, all are asked for again.
MOST = 10_000

T = TypeVar("T")


class Remembered(Generic[T]):
    """What is known of each (team, person or channel); safe to share between threads. `now` gives the instant."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._known: dict[tuple[str, str], tuple[T, datetime]] = {}

    def recall(self, team: str, about: str) -> T | None:
        """What was said of that person or channel within the last minute; None where nothing was."""
        found = self._known.get((team, about))
        return found[0] if found is not None and timedelta(0) <= self._now() - found[1] < KEPT else None

    def keep(self, team: str, about: str, said: T) -> None:
        """Remember what was said of them just now."""
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[team, about] = said, self._now()
