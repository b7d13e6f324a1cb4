"""Looks at what takes a call to Slack every few minutes, so that a probe only reads what was found last."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from threading import Event

from bot.engine.every import Every
from bot.health import Row

logger = logging.getLogger(__name__)

# A look is a dozen calls at most; what it finds are mistakes of settings, which stay until somebody mends them.
LOOK = timedelta(minutes=10)

# The first look usually ends within a second; the start waits no longer than that for its line.
FIRST_SECONDS = 3.0

# So many are named in a line.
MOST_NAMED = 5


class Lookout:
    """What was found last, row by row; a context manager that keeps looking. It says in the log what changes."""

    def __init__(self, look: Callable[[], Iterable[Row]]) -> None:
        self._look = look
        self._rows: tuple[Row, ...] = ()
        self._looked = Event()
        self._every = Every(LOOK, self.look, name="lookout")

    def __enter__(self) -> Lookout:
        self._every.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._every.stop()

    def look(self) -> None:
        """Look once."""
        before = {row.check for row in self._rows if row.state == "broken"}
        try:
            self._rows = tuple(self._look())
        finally:
            self._looked.set()
        for row in self._rows:
            if row.state == "broken" and row.check not in before:
                shown = row.as_json(outside=True)
                logger.warning("%s: %s → %s", row.check, shown["found"], row.remedy)
            elif row.state == "ok" and row.check in before:
                logger.info("%s is well again", row.check)

    def rows(self) -> Sequence[Row]:
        """What was found last; nothing before the first look has ended."""
        return self._rows

    def briefly(self) -> str:
        """How it is, in a few words; waits a moment for the first look."""
        if not self._looked.wait(FIRST_SECONDS):
            return "Slack is still being asked how the app is"
        if not self._rows:
            return "how it is at Slack could not be looked at"
        broken = [row.check for row in self._rows if row.state == "broken"]
        if not broken:
            return "nothing is broken"
        more = f" and {len(broken) - MOST_NAMED} more" if len(broken) > MOST_NAMED else ""
        return f"broken: {', '.join(broken[:MOST_NAMED])}{more} (principles doctor says how to mend it)"
