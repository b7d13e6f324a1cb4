"""The daily post of one replica: its parts joined, started and stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from bot.engine.engine import Engine, Pace, Work
from bot.engine.jobs import Jobs
from bot.posting.courier import Courier, Publisher, Timing
from bot.posting.delivery import InDoubt, PostOutcome
from bot.posting.subscription import Choice, Deck, Halted
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions


class Messenger(Publisher, Protocol):
    """Slack, as far as daily posts need it."""

    def tell(self, halted: Halted) -> PostOutcome:
        """Tell the creator of a halted subscription how to mend it."""


def system_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


class Daily:
    """The daily post. `start` once the database is migrated; `stop` takes at most about ten seconds."""

    def __init__(
        self,
        database: Database,
        deck_of: Callable[[str], Deck],
        messenger: Messenger,
        *,
        replica: str,
        in_doubt: InDoubt = InDoubt.HOLD,
        pace: Pace | None = None,
        timing: Timing | None = None,
        clock: Callable[[], datetime] = system_clock,
    ) -> None:
        pace = pace or Pace()
        self._engine = Engine(database.engine.url, executor_id=replica, pace=pace)
        deliveries, subscriptions = Deliveries(database), Subscriptions(database)
        courier = Courier(
            deliveries,
            messenger,
            deck_of,
            clock=clock,
            choice_of=lambda key: one.choice if (one := subscriptions.get(key.team, key.channel)) else Choice(),
            on_refused=lambda key, error: subscriptions.halt(key.team, key.channel, error),
            in_doubt=in_doubt,
            timing=timing,
        )
        self.subscriptions, self.deliveries = subscriptions, deliveries
        self.jobs = Jobs(self._engine, subscriptions, deliveries, courier, deck_of, messenger.tell, clock, pace.stale)

    def start(self) -> None:
        """Begin to plan and post. Raises StoreError when the database cannot be used."""
        jobs = self.jobs
        self._engine.start(Work(deliver=jobs.deliver, tick=jobs.tick, sweep=jobs.sweep, tidy=jobs.tidy))

    def nudge(self) -> None:
        """Post at once what a person has just brought forward."""
        self.jobs.nudge()

    def stop(self) -> None:
        """Finish the posts in flight, hand back the others."""
        self._engine.stop()
