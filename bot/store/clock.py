"""The time that all replicas on one database share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.sql import func

from bot.store.columns import Instant
from bot.store.database import Database

log = logging.getLogger(__name__)

# Replicas read each other's instants (leases, when a post is ready); less than this apart harms nothing, and is
# within what a slow answer of the database pretends.
TOLERANCE = timedelta(seconds=1)

# Beyond this the machine's clock is worth a word to its operator.
WORTH_A_WORD = timedelta(seconds=10)


def system_now() -> datetime:
    """What this machine's clock shows."""
    return datetime.now(UTC)


class Clock:
    """The clock of this machine, put right by the database's; on SQLite the two are one."""

    def __init__(self, database: Database, machine: Callable[[], datetime] = system_now) -> None:
        self._database = database
        self._machine = machine
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """The time by the database's clock, as it was when last compared."""
        return self._machine() + self._ahead

    def compare(self) -> timedelta:
        """Ask the database what time it is; how far its clock is ahead of this machine's. Raises StoreError."""
        if self._database.engine.dialect.name == "sqlite":
            return self._ahead
        with self._database.begin() as connection:
            connection.execute(select(1))  # a new connection takes its time; that is not the clock's
            before = self._machine()
            theirs = connection.execute(select(func.clock_timestamp(type_=Instant()))).scalar_one()
            ahead = theirs - (before + (self._machine() - before) / 2)
        if abs(ahead - self._ahead) > WORTH_A_WORD:
            log.warning("the database's clock differs from this machine's", extra={"seconds": ahead.total_seconds()})
        self._ahead = ahead if abs(ahead) > TOLERANCE else timedelta(0)
        return ahead
