"""What people asked lately of any process that answers: read from the database for a whole workspace at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Lock

from bot.learning.rephrasing import AT_ONCE, Earlier

# One read serves a workspace for so long: nobody reads an answer and asks in other words in less.
SERVES = timedelta(seconds=2)

# Workspaces whose last read is at hand; the one that was read longest ago is forgotten first.
MOST = 1_000

# Who asked what last, of those of a workspace who asked after an instant.
Read = Callable[[str, datetime], Mapping[str, Earlier]]


class Elsewhere:
    """The last question of each person of a workspace, as the database knew it a moment ago.

    Safe to share between threads.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: OrderedDict[str, tuple[datetime, Mapping[str, Earlier]]] = OrderedDict()
        self._lock = Lock()

    def last(self, team: str, person: str, *, now: datetime) -> Earlier | None:
        """What the person asked last, if that was at most `AT_ONCE` ago. Raises StoreError."""
        with self._lock:
            found = self._known.get(team)
        if found is None or not timedelta(0) <= now - found[0] < SERVES:
            found = now, self._read(team, now - AT_ONCE)
            with self._lock:
                self._known[team] = found
                self._known.move_to_end(team)
                if len(self._known) > MOST:
                    self._known.popitem(last=False)
        return found[1].get(person)
