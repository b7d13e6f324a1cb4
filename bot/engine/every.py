"""A call that comes again and again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from bot.errors import BotError

log = logging.getLogger(__name__)


class Every:
    """Calls something at once and then every so often, on a thread of its own, one call at a time."""

    def __init__(self, interval: timedelta, call: Callable[[], object], *, name: str) -> None:
        self._interval = interval
        self.call = call
        self.name = name
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Call no more; a call that is under way goes on to its end."""
        self._stopping.set()

    def join(self, limit: timedelta) -> bool:
        """Wait for the call that is under way; whether it ended in time."""
        if self._thread is not None:
            self._thread.join(limit.total_seconds())
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            try:
                self.call()
            except BotError as error:  # the next call does what this one could not
                log.warning("%s failed", self.name, extra={"error": str(error)})
            except Exception:  # a mistake of ours in one call must not end all those after it
                log.exception("%s failed", self.name)
            if self._stopping.wait(self._interval.total_seconds()):
                return
