"""The Slack app with everything that runs under it: threads, queues, database. Started once, stopped in order."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition, Thread
from typing import Any, Protocol

from slack_bolt import App

from bot.errors import StoreError
from bot.slack.asking.desk import Desk
from bot.slack.outbox.queues import ChannelQueues
from bot.store.claims import Claims
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.replies import Replies
from bot.store.subscriptions import Subscriptions

logger = logging.getLogger(__name__)

# Listeners wait for Slack's Web API now and then; posts wait in the queues, not here.
LISTENER_THREADS = 16


class Listeners(ThreadPoolExecutor):
    """The threads that listeners run on; knows when all of them rest."""

    def __init__(self) -> None:
        super().__init__(max_workers=LISTENER_THREADS, thread_name_prefix="listener")
        self._running = 0
        self._changed = Condition()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a listener."""
        with self._changed:
            self._running += 1
        future = super().submit(fn, *args, **kwargs)
        future.add_done_callback(self._ended)
        return future

    def wait_idle(self, limit: timedelta) -> bool:
        """Wait until no listener runs; False when that took longer than `limit`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, timeout=limit.total_seconds())

    def _ended(self, _future: Future[Any]) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()


class Daily(Protocol):
    """The daily post, which runs beside the app."""

    subscriptions: Subscriptions
    deliveries: Deliveries

    def start(self) -> None:
        """Begin to plan and post."""

    def stop(self) -> None:
        """Finish the posts in flight, hand back the others."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """One process's Slack app."""

    app: App
    listeners: Listeners
    queues: ChannelQueues
    desk: Desk
    daily: Daily
    database: Database
    claims: Claims
    replies: Replies

    def settle(self, limit: timedelta) -> bool:
        """Wait until every listener and every queued message is done; False when that took longer."""
        deadline = time.monotonic() + limit.total_seconds()
        return self.listeners.wait_idle(limit) and self.queues.wait_idle(_until(deadline))

    def tidy(self, now: datetime) -> None:
        """Forget what has outlived its use; a store that cannot be reached is tidied next time."""
        try:
            gone = {"claims": self.claims.purge(now=now), "replies": self.replies.purge(now=now)}
        except StoreError as error:
            logger.warning("not tidied: %s", error)
        else:
            logger.info("tidied", extra=gone)

    def close(self, limit: timedelta) -> bool:
        """Finish what is at work, for at most `limit`; whether all of it was finished."""
        deadline = time.monotonic() + limit.total_seconds()
        ending = Thread(target=self.daily.stop, name="daily-stop")
        ending.start()
        rested = self.listeners.wait_idle(limit)
        abandoned = self.queues.close(_until(deadline))
        if abandoned:
            logger.warning("stopped before everything was sent", extra={"messages": abandoned})
        self.listeners.shutdown(wait=False, cancel_futures=True)
        ending.join(_until(deadline).total_seconds())
        self.database.close()
        return rested and not abandoned and not ending.is_alive()


def _until(deadline: float) -> timedelta:
    return timedelta(seconds=max(0.0, deadline - time.monotonic()))
