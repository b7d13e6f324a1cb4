"""Takes what is ready from the ledger, and has it worked on by as many threads as there is work for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Condition, Thread

from bot.errors import BotError
from bot.posting.delivery import Delivery

log = logging.getLogger(__name__)

# Takes up to so many deliveries, which nobody else then takes for a while.
Take = Callable[[int], Sequence[Delivery]]


class Dispatcher:
    """Never takes more than it can begin at once, so that what is not begun is any replica's to take."""

    def __init__(self, take: Take, deliver: Callable[[Delivery], object], *, workers: int, poll: timedelta) -> None:
        """`poll` is how long it rests when nothing was ready."""
        self._take = take
        self._deliver = deliver
        self._workers = workers
        self._poll = poll.total_seconds()
        # A post each time a thread is free would be a transaction each; a quarter of them free is one for all.
        self._enough = max(1, workers // 4)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="daily-post")
        self._changed = Condition()
        self._running = 0
        self._woken = False
        self._stopping = False
        self._reachable = True
        self._thread = Thread(target=self._run, name="daily-dispatch", daemon=True)

    def start(self) -> None:
        """Begin to take and deliver."""
        self._thread.start()

    def wake(self) -> None:
        """Look at once: something is ready."""
        with self._changed:
            self._woken = True
            self._changed.notify_all()

    def stop(self, limit: timedelta) -> bool:
        """Take no more, and wait for what is under way; whether all of it ended in time."""
        deadline = time.monotonic() + limit.total_seconds()
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
            ended = self._changed.wait_for(lambda: not self._running, timeout=limit.total_seconds())
        if self._thread.is_alive():
            self._thread.join(max(0.0, deadline - time.monotonic()))
        self._pool.shutdown(wait=False, cancel_futures=True)
        return ended

    def _run(self) -> None:
        while (room := self._room()) is not None:
            found = self._found(room)
            with self._changed:
                if self._stopping:
                    return  # taken a moment ago, and begun by nobody: ready again when its lease is over
                self._running += len(found)
                for delivery in found:
                    self._pool.submit(self._work, delivery)
                if len(found) < room:
                    self._changed.wait_for(lambda: self._stopping or self._woken, timeout=self._poll)
                self._woken = False

    def _room(self) -> int | None:
        """How many deliveries can be begun, when that is worth a look; None to stop."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._workers - self._running >= self._enough)
            return None if self._stopping else self._workers - self._running

    def _found(self, room: int) -> Sequence[Delivery]:
        """What is ready; nothing while the database cannot be reached, which is said once."""
        try:
            found = self._take(room)
        except BotError as error:
            if self._reachable:
                log.warning("daily posts wait for the database", extra={"error": str(error)})
            self._reachable = False
            return ()
        except Exception:  # a mistake of ours must not end all posts; the next look may do better
            log.exception("daily posts could not be taken")
            return ()
        if not self._reachable:
            log.info("daily posts go on")
        self._reachable = True
        return found

    def _work(self, delivery: Delivery) -> None:
        try:
            self._deliver(delivery)
        except BotError as error:  # it is taken again when its lease is over
            log.warning("delivery interrupted", extra={"delivery": str(delivery.key), "error": str(error)})
        except Exception:
            log.exception("delivery failed", extra={"delivery": str(delivery.key)})
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()
