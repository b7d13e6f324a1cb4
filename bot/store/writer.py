"""One thread that writes for many: what comes while it commits goes into its next transaction, together.

A commit is what costs (on PostgreSQL a wait for the disk, on SQLite the one lock on the file); twenty questions that
arrive together pay for one, with the counts and replies of those before them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from threading import Condition, Lock, Thread
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.errors import StoreLostError
from bot.store.database import Database

Item = TypeVar("Item")
Result = TypeVar("Result")

# Work on many items: a result for each, in their order. A function or a method, whose name gives it its turn.
Work = Callable[[Connection, Sequence[Item]], Sequence[Result]]

# More would make the first of them wait.
MOST_AT_ONCE = 200

# Slack waits three seconds for an acknowledgement; whoever waits for the database has to have some of them left.
PATIENCE = timedelta(seconds=1.5)

# While the database does not answer, it is asked this often; in between everybody is told at once.
PAUSE = timedelta(seconds=1)


@dataclass(slots=True, eq=False)
class _Wish:
    """One item to write, and where its result is awaited."""

    work: Work[Any, Any]
    item: Any
    future: Future[Any] = field(default_factory=Future)


class Writer:
    """Writes for any number of threads. Its own thread begins with the first wish and ends with `close`."""

    def __init__(
        self, database: Database, *, patience: timedelta = PATIENCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._patience = patience.total_seconds()
        self._clock = clock
        self._wishes: list[_Wish] = []
        self._lock = Lock()
        self._changed, self._rested = Condition(self._lock), Condition(self._lock)
        self._thread: Thread | None = None
        self._closed = False
        self._busy_since: float | None = None
        self._pause_until = 0.0

    def write(self, work: Work[Item, Result], item: Item) -> Result:
        """Do `work` on the item, together with others that want the same work done; its result, once committed.

        Raises StoreError when the database refuses it; StoreLostError when it does not answer, or is too slow: then
        it may still be written later.
        """
        try:
            return self.submit(work, item).result(self._patience)
        except TooLate:
            raise StoreLostError(f"{self._database.name} is too slow.") from None

    def submit(self, work: Work[Item, Result], item: Item) -> Future[Result]:
        """The same, without waiting for it. Raises StoreLostError when the database is known not to answer."""
        wish = _Wish(work, item)
        with self._changed:
            if self._is_down():
                raise StoreLostError(f"{self._database.name} does not answer.")
            self._wishes.append(wish)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
            self._changed.notify()
        return wish.future

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until everything wished for is written, or has failed; False when that took longer than `limit`."""
        with self._changed:
            return self._rested.wait_for(self._idle, timeout=limit.total_seconds())

    def close(self) -> None:
        """Write what was wished for, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
            thread = self._thread
        if thread is not None:
            thread.join(self._patience)

    def _is_down(self) -> bool:
        """Whether the database has just failed, or is stuck."""
        if self._closed or self._clock() < self._pause_until:
            return True
        return self._busy_since is not None and self._clock() - self._busy_since > self._patience

    def _idle(self) -> bool:
        return not self._wishes and self._busy_since is None

    def _run(self) -> None:
        while batch := self._next():
            self._write(sorted(batch, key=_turn))

    def _next(self) -> list[_Wish]:
        """The wishes of the next transaction; none when there will be no more."""
        with self._changed:
            self._busy_since = None
            if not self._wishes:
                self._rested.notify_all()
            while not self._wishes and not self._closed:
                self._changed.wait()
            batch, self._wishes = self._wishes[:MOST_AT_ONCE], self._wishes[MOST_AT_ONCE:]
            self._busy_since = self._clock() if batch else None
            return batch

    def _write(self, wishes: list[_Wish]) -> None:
        """Commit them together; should one of them be impossible, each kind of work alone, and then each wish."""
        kinds = [(work, list(same)) for work, same in groupby(wishes, key=lambda wish: wish.work)]
        try:
            with self._database.begin() as connection:
                results = [found for work, same in kinds for found in work(connection, [wish.item for wish in same])]
        except StoreLostError as error:
            self._pause_until = self._clock() + PAUSE.total_seconds()
            _fail(wishes, error)
        except Exception as error:
            if len(wishes) == 1:
                return _fail(wishes, error)
            for part in [same for _, same in kinds] if len(kinds) > 1 else [[wish] for wish in wishes]:
                self._write(part)
        else:
            for wish, result in zip(wishes, results, strict=True):
                wish.future.set_result(result)
        return None


def _turn(wish: _Wish) -> tuple[str, str]:
    """Where its work stands in a transaction: the same in every process, so that no two wait for each other's rows."""
    return wish.work.__module__, wish.work.__qualname__


def _fail(wishes: list[_Wish], error: Exception) -> None:
    for wish in wishes:
        wish.future.set_exception(error)
