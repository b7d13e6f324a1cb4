"""The version of what a workspace was taught: it grows with every change, so that every process sees there was one."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.store.database import Database
from bot.store.schema import lesson_versions


def raise_version(database: Database, connection: Connection, team: str, now: datetime) -> None:
    """Make the workspace's version later than before, in the caller's transaction."""
    here = lesson_versions.c.team == team
    old = connection.execute(select(lesson_versions.c.changed_at).where(here)).scalar()
    changed_at = max(old + timedelta(microseconds=1), now) if old else now
    statement = database.insert(lesson_versions).values(team=team, changed_at=changed_at)
    connection.execute(statement.on_conflict_do_update(index_elements=["team"], set_={"changed_at": changed_at}))


def take_turn(database: Database, connection: Connection, team: str) -> None:
    """Wait until nobody else changes what the workspace was taught, until the transaction ends."""
    database.take_turns(connection, f"lessons {team}")
