"""The channels that want a weekly digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, time

from sqlalchemy import ColumnElement, RowMapping, delete, select, update

from bot.posting.weekly import Weekly
from bot.store.database import Database
from bot.store.schema import digests


class Digests:
    """The digests of all teams in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, one: Weekly) -> None:
        """Keep it in place of what the channel had. Raises StoreError."""
        values = asdict(one) | {"at": f"{one.at:%H:%M}"}
        statement = self._database.insert(digests).values(**values)
        with self._database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["team", "channel"], set_=values))

    def get(self, team: str, channel: str) -> Weekly | None:
        """What that channel has. Raises StoreError."""
        found = self._select(*_is(team, channel))
        return found[0] if found else None

    def of_team(self, team: str) -> Sequence[Weekly]:
        """All of a workspace. Raises StoreError."""
        return self._select(digests.c.team == team)

    def remove(self, team: str, channel: str) -> bool:
        """Forget it; whether it was there. Raises StoreError."""
        with self._database.begin() as connection:
            return connection.execute(delete(digests).where(*_is(team, channel))).rowcount > 0

    def due(self, now: datetime, teams: frozenset[str] | None) -> Sequence[Weekly]:
        """Those whose time has come, of `teams` or of all. Raises StoreError."""
        among = [] if teams is None else [digests.c.team.in_(teams)]
        return self._select(digests.c.next_due <= now, *among)

    def advance(self, one: Weekly, later: Weekly) -> bool:
        """Go on to the next time; False where somebody changed it, or another process did so, meanwhile.

        Raises StoreError.
        """
        return self._change(one, next_due=later.next_due)

    def rest(self, one: Weekly, trouble: str) -> bool:
        """Post no more until somebody sets it up again. Whether it was as it is here. Raises StoreError."""
        return self._change(one, next_due=None, trouble=trouble[:64])

    def _change(self, one: Weekly, **values: object) -> bool:
        here = (*_is(one.team, one.channel), digests.c.next_due == one.next_due)
        with self._database.begin() as connection:
            return connection.execute(update(digests).where(*here).values(**values)).rowcount > 0

    def _select(self, *where: ColumnElement[bool]) -> list[Weekly]:
        with self._database.read() as connection:
            rows = connection.execute(select(digests).where(*where).order_by(digests.c.team, digests.c.channel))
            return [_weekly(row) for row in rows.mappings()]


def _weekly(row: RowMapping) -> Weekly:
    return Weekly(**{**row, "at": time.fromisoformat(row["at"])})


def _is(team: str, channel: str) -> tuple[ColumnElement[bool], ...]:
    return digests.c.team == team, digests.c.channel == channel
