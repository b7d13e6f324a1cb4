"""Delete what is kept of a workspace, or of one person in it."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Connection, Table, delete, select, update

from bot.learning.gaps import hashed
from bot.store import schema
from bot.store.database import Database
from bot.store.inbox import EXPIRED, PENDING
from bot.store.learned import unname_author

# The column that names a person, where a table has one. A subscription outlives its creator, and what was taught its
# teacher: only the name goes.
PEOPLE = {
    schema.replies: "asker",
    schema.feedback: "person",
    schema.asked: "asker",
    schema.overheard: "person",
    schema.asks: "asker",
    schema.ask_answers: "expert",
}
CREATED = (
    (schema.subscriptions, "creator"),
    (schema.digests, "creator"),
    (schema.watched, "creator"),
    (schema.experts_channels, "person"),
    (schema.lessons, "teacher"),
    (schema.lessons, "editor"),
    (schema.documents, "person"),
)


def forget_team(database: Database, team: str) -> dict[str, int]:
    """Delete every row of a workspace, in one transaction; how many of each table. Raises StoreError."""
    gone = {}
    with database.begin() as connection:
        for table in schema.metadata.sorted_tables:
            if (where := _of_team(table, team)) is not None:
                gone[table.name] = connection.execute(delete(table).where(where)).rowcount
    return gone


def forget_person(database: Database, team: str, person: str) -> dict[str, int]:
    """Delete every row about one person of a workspace; how many of each table. Raises StoreError."""
    gone = {}
    with database.begin() as connection:
        theirs_asked = select(schema.asks.c.id).where(schema.asks.c.team == team, schema.asks.c.asker == person)
        answered = (schema.ask_answers.c.team == team, schema.ask_answers.c.ask.in_(theirs_asked))
        connection.execute(delete(schema.ask_answers).where(*answered))
        for table, column in PEOPLE.items():
            theirs = (table.c.team == team, table.c[column] == person)
            gone[table.name] = connection.execute(delete(table).where(*theirs)).rowcount
        named = (schema.gaps.c.team == team, schema.gaps.c.asker == hashed(team, person))
        gone["gaps"] = connection.execute(delete(schema.gaps).where(*named)).rowcount
        for table, column in CREATED:
            theirs = (table.c.team == team, table.c[column] == person)
            changed = connection.execute(update(table).where(*theirs).values({column: ""})).rowcount
            gone[table.name] = gone.get(table.name, 0) + changed
        gone["inbox"] = _erase_pending(connection, team, person)
        gone["lessons"] += unname_author(database, connection, team, person)
    return gone


def _erase_pending(connection: Connection, team: str, person: str) -> int:
    """Erase what a person asked and nobody has answered yet; how much that was.

    That it was accepted stays, without a word of it: Slack may deliver it again.
    """
    pending = select(schema.inbox.c.key, schema.inbox.c.task).where(
        schema.inbox.c.team == team, schema.inbox.c.state == PENDING
    )
    theirs = [key for key, task in connection.execute(pending) if task and person in _people(json.loads(task))]
    here = (schema.inbox.c.team == team, schema.inbox.c.key.in_(theirs))
    erased = {"state": EXPIRED, "task": None, "change": None}
    return connection.execute(update(schema.inbox).where(*here).values(**erased)).rowcount


def _people(task: dict[str, object]) -> tuple[object, ...]:
    return task.get("asker"), task.get("person")


def _of_team(table: Table, team: str) -> ColumnElement[bool] | None:
    """Whose rows are of that workspace; None for a table that belongs to none."""
    if "team" in table.c:
        return table.c.team == team
    return table.c.team_id == team if "team_id" in table.c else None
