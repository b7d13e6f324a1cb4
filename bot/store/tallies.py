"""How many questions came out how, by workspace and day; written with whatever else is written at that moment."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Insert, func, select

from bot.errors import StoreError
from bot.learning.tally import Tally, day_of
from bot.store.database import Database
from bot.store.schema import tallies
from bot.store.writer import Writer

logger = logging.getLogger(__name__)


class Tallies:
    """The counts of all teams in one database; `writer` is needed to add to them."""

    def __init__(self, database: Database, writer: Writer | None = None) -> None:
        self._database = database
        self._writer = writer

    def add(self, team: str, outcome: str, now: datetime) -> None:
        """Count one question, soon; a database that is away costs the count and nothing else."""
        if self._writer is None:
            raise RuntimeError("these counts are only read")
        try:
            self._writer.submit(self._add, (team, day_of(now), outcome))
        except StoreError as error:
            logger.warning("a question was not counted: %s", error)

    def since(self, when: datetime, team: str | None = None) -> list[Tally]:
        """The counts of each day that began then or later, of one team or of all, oldest first. Raises StoreError."""
        where = [tallies.c.day >= when, *([tallies.c.team == team] if team else [])]
        summed = select(tallies.c.day, tallies.c.outcome, func.sum(tallies.c.count)).where(*where)
        with self._database.read() as connection:
            rows = connection.execute(summed.group_by(tallies.c.day, tallies.c.outcome).order_by(tallies.c.day)).all()
        return [Tally(day, outcome, int(count)) for day, outcome, count in rows]

    def _add(self, connection: Connection, items: Sequence[tuple[str, datetime, str]]) -> Sequence[None]:
        """Count many at once; in one order, so that no two processes wait for each other's rows."""
        rows = [
            {"team": team, "day": day, "outcome": outcome, "count": count}
            for (team, day, outcome), count in sorted(Counter(items).items())
        ]
        connection.execute(self._database.statement(_adding), rows)
        return [None] * len(items)


def _adding(database: Database) -> Insert:
    """Inserts counts, or adds them to those that are there."""
    statement = database.insert(tallies)
    added = {"count": tallies.c.count + statement.excluded.count}
    return statement.on_conflict_do_update(index_elements=["team", "day", "outcome"], set_=added)
