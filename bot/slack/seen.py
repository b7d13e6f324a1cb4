"""What this process has accepted lately: most of Slack's repetitions come within minutes, and need no database."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

# Slack's last retry comes about five minutes after the first delivery; and no process remembers more than so many.
REMEMBERED = timedelta(minutes=10)
MOST_REMEMBERED = 100_000

# The workspace, and the key of what was accepted there.
Place = tuple[str, str]


class Seen:
    """Remembers places for ten minutes; safe to share between threads."""

    def __init__(self) -> None:
        self._since: dict[Place, datetime] = {}
        self._lock = Lock()

    def add(self, place: Place, *, now: datetime) -> bool:
        """Remember it; whether it is new."""
        with self._lock:
            if place in self._since:
                return False
            while self._since:
                oldest = next(iter(self._since))
                if len(self._since) < MOST_REMEMBERED and now - self._since[oldest] < REMEMBERED:
                    break
                del self._since[oldest]
            self._since[place] = now
            return True

    def forget(self, place: Place) -> None:
        """From now on it is new again."""
        with self._lock:
            self._since.pop(place, None)
