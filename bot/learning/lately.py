"""What each person asked last, remembered by this process alone and for a short while."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.learning.rephrasing import Earlier

# People whose last question is remembered; whoever asked longest ago is forgotten first.
MOST = 10_000


class Lately:
    """The last question of each person; never written down. Safe to share between threads."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[str, str], Earlier] = OrderedDict()
        self._lock = Lock()

    def put(self, team: str, person: str, asked: Earlier) -> Earlier | None:
        """Remember a question; the one that it follows."""
        with self._lock:
            before = self._last.pop((team, person), None)
            self._last[team, person] = asked
            if len(self._last) > MOST:
                self._last.popitem(last=False)
        return before

    def last(self, team: str, person: str) -> Earlier | None:
        """What the person asked last."""
        with self._lock:
            return self._last.get((team, person))
