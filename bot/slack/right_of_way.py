"""Acknowledgements first: Slack waits three seconds for one, a person waits longer for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Condition

# An answer lets acknowledgements pass for so long at the most: under a load that never ends there are answers too.
LONGEST_WAIT = timedelta(milliseconds=50)


class RightOfWay:
    """Python computes on one thread at a time; whoever is in a hurry says so, and the others let them pass."""

    def __init__(self) -> None:
        self._hurrying = 0
        self._free = Condition()

    @contextmanager
    def hurry(self) -> Iterator[None]:
        """While this runs, the others wait."""
        with self._free:
            self._hurrying += 1
        try:
            yield
        finally:
            with self._free:
                self._hurrying -= 1
                if not self._hurrying:
                    self._free.notify_all()

    def let_pass(self) -> None:
        """Wait until nobody is in a hurry, but no longer than LONGEST_WAIT."""
        with self._free:
            self._free.wait_for(lambda: not self._hurrying, timeout=LONGEST_WAIT.total_seconds())
