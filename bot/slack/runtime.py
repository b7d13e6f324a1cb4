"""The Slack app with everything that runs under it: threads, queues, database. Started once, stopped in order."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from slack_bolt import App

from bot.counting import count
from bot.errors import StoreError
from bot.library import Library
from bot.slack.clients import Clients, OneWorkspace
from bot.slack.home.home import Home
from bot.slack.intake import Intake
from bot.slack.manifest import SCOPES
from bot.slack.outbox.queues import ChannelQueues
from bot.slack.workers import Workers
from bot.store.clock import Clock
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.replies import Replies
from bot.store.retention import purge
from bot.store.subscriptions import Subscriptions

# So many are named when it starts.
MOST_PACKS = 5

logger = logging.getLogger(__name__)


class DailyPost(Protocol):
    """The daily post, which runs beside the app."""

    subscriptions: Subscriptions
    deliveries: Deliveries

    def start(self) -> None:
        """Begin to plan and post."""

    def stop(self, limit: timedelta) -> bool:
        """Begin no more posts, and finish those in flight; whether all of them were within `limit`."""


class Job(Protocol):
    """What a feature does by itself, again and again."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """Begin no more of it."""

    def join(self, limit: timedelta) -> bool:
        """Wait for what is under way; whether it ended within `limit`."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """One process's Slack app."""

    app: App
    threads: Sequence[Workers]
    intake: Intake
    queues: ChannelQueues
    library: Library
    home: Home
    daily: DailyPost
    jobs: Sequence[Job]
    database: Database
    clock: Clock
    replies: Replies
    clients: Clients

    def start(self, *, daily: bool = True) -> None:
        """Begin what is done without being asked; the daily post only where it is wanted."""
        for job in self.jobs:
            job.start()
        if daily:
            self.daily.start()

    def introduction(self) -> str:
        """Where it is, what it knows and what it may not do, in a line."""
        shelf = self.library.of("")
        known = count(len(shelf.knowledge.entries), "entry", "entries")
        packs = sorted({entry.pack for entry in shelf.knowledge.entries})
        shown = ", ".join(packs) if len(packs) <= MOST_PACKS else count(len(packs), "pack")
        where, one = "many workspaces", self.clients
        missing = ""
        if isinstance(one, OneWorkspace):
            where = one.name or one.team or "one workspace"
            missing = _missing(one.scopes)
        return f"{where}, {known} from {shown}{missing}"

    def settle(self, limit: timedelta) -> bool:
        """Wait until every listener and every queued message is done; False when that took longer."""
        deadline = time.monotonic() + limit.total_seconds()
        resting = [*(threads.wait_idle for threads in self.threads), self.queues.wait_idle, self.intake.wait_idle]
        while all(wait(_until(deadline)) for wait in resting):
            if all(wait(timedelta(0)) for wait in resting):  # nothing that ended has begun something else
                return True
        return False

    def tidy(self, now: datetime) -> None:
        """Forget what has outlived its use; a store that cannot be reached is tidied next time."""
        try:
            self.clock.compare()
            gone = purge(self.database, now=now)
        except StoreError as error:
            logger.warning("not tidied: %s", error)
        else:
            logger.info("tidied", extra=gone)

    def close(self, limit: timedelta) -> bool:
        """Finish what is at work, for at most `limit`; whether all of it was finished."""
        deadline = time.monotonic() + limit.total_seconds()
        for job in self.jobs:
            job.stop()
        with ThreadPoolExecutor(1, thread_name_prefix="daily-stop") as beside:
            ending = beside.submit(self.daily.stop, limit)
            rested = self._rest(deadline)
            finished = ending.result()
        finished = all(job.join(_until(deadline)) for job in self.jobs) and finished
        self.database.close()
        return rested and finished

    def _rest(self, deadline: float) -> bool:
        """Wait for listeners and queued messages, then end them; whether all of it was finished."""
        rested = all(threads.wait_idle(_until(deadline)) for threads in self.threads)
        left = self.queues.close(_until(deadline))
        if any(left):
            logger.warning(
                "stopped before everything was sent", extra={"waiting": left.waiting, "at_work": left.running}
            )
        for threads in self.threads:
            threads.shutdown(wait=False, cancel_futures=True)
        self.intake.close(at_work=not rested or left.running > 0)
        return rested and not any(left)


def _until(deadline: float) -> timedelta:
    return timedelta(seconds=max(0.0, deadline - time.monotonic()))


def _missing(granted: frozenset[str] | None) -> str:
    """The scopes that the token lacks, in words; nothing where all is well, or Slack did not say."""
    if granted is None:
        return ""
    said = ""
    for word, optional in (("needed", False), ("optional", True)):
        lacking = [scope.name for scope in SCOPES if scope.optional is optional and scope.name not in granted]
        said += f", {word} scopes missing: {', '.join(lacking)}" if lacking else ""
    return said
