"""What the engine does when it is time: plan, hand over, deliver, look after what got stuck, tidy up."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from bot.engine.engine import Run
from bot.errors import BotError
from bot.posting.courier import Courier
from bot.posting.delivery import Delivery, Doubtful, Key, Posted, PostOutcome, Refused
from bot.posting.planner import plan
from bot.posting.subscription import Deck, Halted
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions

log = logging.getLogger(__name__)

# Runs enqueued in one transaction.
BATCH = 500

# A creator is told with a sweep, once a minute: an hour of Slack being away is long enough, and three messages
# are, where nobody knows whether they arrived.
TELL_TRIES, TELL_DOUBTS = 60, 3


class Queue(Protocol):
    """The engine as its jobs see it."""

    def enqueue(self, runs: Iterable[Run]) -> None:
        """Give runs to the replicas."""

    def live(self, run_ids: list[str]) -> set[str]:
        """Those of the runs that are waiting or running."""

    def reclaim(self, now: datetime) -> int:
        """Give the runs of dead replicas to live ones."""

    def forget(self, now: datetime) -> int:
        """Delete what finished long ago."""


@dataclass(frozen=True)
class Jobs:
    """The jobs of one replica; any number of replicas may do the same job at once."""

    queue: Queue
    subscriptions: Subscriptions
    deliveries: Deliveries
    courier: Courier
    deck_of: Callable[[str], Deck]
    tell: Callable[[Halted], PostOutcome]
    clock: Callable[[], datetime]
    stale: timedelta
    ticking: Lock = field(default_factory=Lock)
    tries: Counter[Halted] = field(default_factory=Counter)

    def tick(self) -> None:
        """Plan everything that is due, then hand over everything that is planned."""
        if not self.ticking.acquire(blocking=False):
            return  # a long tick is still at it
        try:
            now = self.clock()
            while self.subscriptions.advance(now, lambda one: plan(one, self.deck_of(one.team), now)):
                pass
            self.hand_over()
        except BotError as error:  # the next tick does it
            log.warning("tick failed", extra={"error": str(error)})
        finally:
            self.ticking.release()

    def hand_over(self) -> None:
        """Give planned deliveries to the engine. A crash in between gives them twice, which does nothing."""
        while planned := self.deliveries.planned(limit=BATCH):
            self.queue.enqueue(_run(item) for item in planned)
            self.deliveries.hand_over(planned, now=self.clock())

    def nudge(self) -> None:
        """Hand over at once what a person asked for; where the engine does not run, the next tick does it."""
        try:
            self.hand_over()
        except BotError as error:
            log.info("handed over with the next tick", extra={"error": str(error)})

    def deliver(self, key: str, number: int) -> None:
        """Take one step with a delivery, and come back for the next one."""
        try:
            wait = self.courier.deliver(Key.parse(key))
            if wait is not None:
                self._again(Key.parse(key), number, wait)
        except BotError as error:  # the sweep finds the delivery when the database is back
            log.warning("delivery interrupted", extra={"delivery": key, "error": str(error)})

    def sweep(self) -> None:
        """Set going again what stands still, and tell the creators of halted subscriptions."""
        try:
            self.queue.reclaim(self.clock())
            self._revive()
            self._tell()
        except BotError as error:
            log.warning("sweep failed", extra={"error": str(error)})

    def tidy(self) -> None:
        """Forget what is long past."""
        try:
            self.queue.forget(self.clock())
        except BotError as error:
            log.warning("tidying failed", extra={"error": str(error)})

    def _again(self, key: Key, number: int, wait: timedelta) -> None:
        """Enqueue the next run, unless another one has been."""
        item = self.deliveries.read(key)
        if item is None or item.run != number:
            return
        following = self.deliveries.next_run(item, now=self.clock())
        if following is not None:
            self.queue.enqueue([_run(following, wait)])

    def _revive(self) -> None:
        """Deliveries whose run is gone (the database was away, a bug) get another one."""
        idle = {_run(item).id: item for item in self.deliveries.stale(self.clock() - self.stale, limit=BATCH)}
        if not idle:
            return
        for run_id in idle.keys() - self.queue.live(list(idle)):
            following = self.deliveries.next_run(idle[run_id], now=self.clock())
            if following is not None:
                self.queue.enqueue([_run(following)])

    def _tell(self) -> None:
        """One message to each creator; noted before it is sent, so that a crash cannot send it twice.

        One that Slack did not take, or did not answer, is sent again, but not for ever.
        """
        for one in self.subscriptions.untold():
            if not self.subscriptions.mark_told(one.team, one.channel, told=True):
                continue
            outcome = self.tell(one)
            if isinstance(outcome, Posted):
                self.tries.pop(one, None)
                continue
            self.tries[one] += 1
            lasting = isinstance(outcome, Refused) and outcome.lasting
            limit = TELL_DOUBTS if isinstance(outcome, Doubtful) else TELL_TRIES
            if lasting or self.tries[one] >= limit:
                log.warning("creator not told", extra={"channel": one.channel, "outcome": type(outcome).__name__})
                del self.tries[one]
            else:
                self.subscriptions.mark_told(one.team, one.channel, told=False)


def _run(item: Delivery, delay: timedelta = timedelta(0)) -> Run:
    return Run(str(item.key), item.run, item.key.team, delay)
