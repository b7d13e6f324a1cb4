"""The daily post of one replica: its parts joined, started and stopped.

Every replica does the same: it plans what is due, and delivers what the ledger says is ready. The database keeps
them apart (rows locked by one are passed over by the others), so there is nothing to elect, to hand over or to
reclaim: what a dead replica had begun is ready again when its lease is over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.engine.dispatcher import Dispatcher
from bot.engine.every import Every
from bot.engine.telling import Telling
from bot.posting.courier import Courier, Publisher, Timing
from bot.posting.deck import Deck
from bot.posting.delivery import Delivery, InDoubt, Key, PostOutcome
from bot.posting.pacing import Pacing
from bot.posting.planner import plan
from bot.posting.subscription import Choice, Halted
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast it goes.

    `posts_per_second` is for each workspace: Slack takes about one post a second in a channel and, by hearsay, a
    few hundred a minute in a workspace. `workers` is how many posts one process has in flight. `poll` is how
    often it looks for what is ready, `plan` for what is due, `tell` for whom to tell of trouble.
    """

    posts_per_second: float = 4
    workers: int = 32
    poll: timedelta = timedelta(seconds=0.5)
    plan: timedelta = timedelta(seconds=15)
    tell: timedelta = timedelta(seconds=60)


class Daily:
    """The daily post. `start` once the database is migrated; `stop` takes as long as it is given.

    `teams` are the workspaces to post in, None for all that the database knows: two deployments on one database
    leave each other's posts alone.
    """

    def __init__(
        self,
        database: Database,
        deck_of: Callable[[str], Deck],
        publisher: Publisher,
        tell: Callable[[Halted], PostOutcome],
        *,
        clock: Callable[[], datetime],
        teams: Callable[[], frozenset[str] | None] = lambda: None,
        in_doubt: InDoubt = InDoubt.HOLD,
        pace: Rates | None = None,
        timing: Timing | None = None,
    ) -> None:
        pace, self._timing = pace or Rates(), timing or Timing()
        self.subscriptions, self.deliveries = Subscriptions(database), Deliveries(database)
        self._deck_of, self._clock, self._teams = deck_of, clock, teams
        self._courier = Courier(
            self.deliveries,
            publisher,
            deck_of,
            clock=clock,
            choice_of=self._choice_of,
            on_refused=lambda key, error: self.subscriptions.halt(key.team, key.channel, error),
            in_doubt=in_doubt,
            timing=self._timing,
        )
        self._pacing = Pacing(pace.posts_per_second)
        self._telling = Telling(self.subscriptions, tell)
        self._dispatcher = Dispatcher(self._take, self._courier.deliver, workers=pace.workers, poll=pace.poll)
        self._planning = Every(pace.plan, self.plan, name="daily-plan")
        self._tidings = Every(pace.tell, self.tell_creators, name="daily-tell")
        self._started = False

    def start(self) -> None:
        """Begin to plan and post."""
        self._started = True
        self._planning.start()
        self._tidings.start()
        self._dispatcher.start()

    def nudge(self) -> None:
        """Post at once what a person has just brought forward."""
        self._dispatcher.wake()

    def plan(self) -> None:
        """Plan everything that is due. Raises StoreError."""
        now, teams = self._clock(), self._teams()
        self._pacing.begin(now)
        while self.subscriptions.advance(
            now, lambda one: self._pacing.spread(plan(one, self._deck_of(one.team), now), now), teams=teams
        ):
            self._dispatcher.wake()

    def tell_creators(self) -> None:
        """Tell the creators of halted subscriptions. Raises StoreError."""
        self._telling.tell_creators(self._teams())

    def stop(self, limit: timedelta = timedelta(seconds=4)) -> bool:
        """Begin nothing more, and finish the posts in flight within `limit`; whether all of them were.

        Nothing has to be handed back: what was not begun is any replica's to take, and a post that is cut off is
        looked for by another one when its lease is over.
        """
        if not self._started:
            return True
        deadline = time.monotonic() + limit.total_seconds()
        self._planning.stop()
        self._tidings.stop()
        finished = self._dispatcher.stop(limit)
        rest = timedelta(seconds=max(0.0, deadline - time.monotonic()))
        return self._planning.join(rest) and self._tidings.join(rest) and finished

    def _take(self, limit: int) -> Sequence[Delivery]:
        now = self._clock()
        return self.deliveries.take(now, until=now + self._timing.lease, limit=limit, teams=self._teams())

    def _choice_of(self, key: Key) -> Choice:
        """What the channel wants; everything, where it has no subscription any more."""
        one = self.subscriptions.get(key.team, key.channel)
        return one.choice if one else Choice()
