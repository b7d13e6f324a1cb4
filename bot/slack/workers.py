"""The threads on which work is done after it was acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Condition
from typing import Any

# Listeners only acknowledge; what waits for Slack's Web API waits on these, so that a slow look-up of one person
# delays nobody's acknowledgement.
THREADS = 16

# Answers are computed, and Python computes on one thread at a time: more of them would only keep each other, and the
# acknowledgements, from it. (In flight 50, on two cores: 16 threads 550 acks/s, 4 threads 670, 3 threads 820.)
ANSWERERS = 3


class Workers(ThreadPoolExecutor):
    """A few threads; knows when all of them rest."""

    def __init__(self, name: str, threads: int = THREADS) -> None:
        super().__init__(max_workers=threads, thread_name_prefix=name)
        self._running = 0
        self._changed = Condition()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn` as soon as a thread is free."""
        with self._changed:
            self._running += 1
        try:
            future = super().submit(fn, *args, **kwargs)
        except RuntimeError:  # shut down
            self._ended(None)
            raise
        future.add_done_callback(self._ended)
        return future

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until nothing runs; False when that took longer than `limit`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, timeout=limit.total_seconds())

    def _ended(self, _future: Future[Any] | None) -> None:
        with self._changed:
            self._running -= 1
            if not self._running:
                self._changed.notify_all()
