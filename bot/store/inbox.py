"""What we accepted and have to answer: one row each, kept before it is acknowledged, with one state.

    pending -> done       answered, or said why not; what was asked is erased
       |----> expired     its process died, and by the time another looked it was too old to answer
    done -> pending       the question was changed or deleted, and its reply has to follow

A primary key on (team, key) lets one process work on a row. A process that lives says so every few seconds; the
rows of one that has been silent for the lease are taken over by another. Whatever a dead process did to Slack is in
doubt: whoever takes over looks before it posts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, func, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.change import Change
from bot.store.database import Database
from bot.store.replies import Posted, keep_replies
from bot.store.schema import inbox, processes, replies
from bot.store.writer import Writer

PENDING, DONE, EXPIRED = "pending", "done", "expired"

# A living process says so every BEAT; after LEASE of silence it counts as dead. Between the two lies room for a
# busy machine, and for a database that was away for a moment.
BEAT = timedelta(seconds=3)
LEASE = timedelta(seconds=15)

# Slack stops retrying after some minutes; a day covers every delayed delivery. Edits count for fifteen minutes.
LIFE = timedelta(hours=24)

# A question is worth an answer for ten minutes, a response URL works for thirty.
WORTH_ANSWERING = timedelta(minutes=10)
RESPONSE_URL_LIFE = timedelta(minutes=29)

# Rows taken over at a time; the next ones with the next beat.
MOST_TAKEN_OVER = 100


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to answer: `key` tells it from every other one of its workspace, `kind` says what `body` holds."""

    team: str
    key: str
    kind: str
    body: Mapping[str, Any]
    worth: timedelta = WORTH_ANSWERING


@dataclass(slots=True, eq=False)
class Held:
    """A row that this process works on. `again`: another one did before, and may have posted.

    `change` is the last one known, `applied` the order of the one that the reply shows (empty for none).
    `recorded` is False for what was accepted while the database did not answer; `lost` turns True when another
    process has the row. `put_off` counts how often it was begun anew.
    """

    task: Task
    again: bool = False
    change: Change | None = None
    applied: str = ""
    recorded: bool = True
    lost: bool = False
    put_off: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """Where its row is."""
        return self.task.team, self.task.key


@dataclass(frozen=True, slots=True)
class Settled:
    """What one piece of work came to: the reply that it left, if any."""

    held: Held
    reply: Posted | None
    now: datetime


@dataclass(slots=True)
class Inbox:
    """The rows of all teams in one database, as one process works on them."""

    database: Database
    writer: Writer
    owner: str = field(default_factory=lambda: uuid4().hex)
    lease: timedelta = LEASE

    def accept(self, task: Task, *, now: datetime) -> Held | None:
        """Keep the task for this process to answer; None if it was accepted before."""
        values = self.fresh(task, now, None)
        return Held(task) if self.writer.write(_insert_all, (self, values)) else None

    def change(self, task: Task, change: Change, *, now: datetime) -> Held | None:
        """Note what became of the question that was accepted under the task's key.

        The row, if its reply is there, and so for this process to change by `task`, whose body names the question's
        `channel` and `ts`; None where whoever is still posting it will see the change, where a newer one is known,
        and where nothing was accepted.
        """
        if not self._knows(task):
            return None
        newer = inbox.c.changed_at.is_(None) | (inbox.c.changed_at < change.order)
        here = (*_is(task.team, task.key), newer)
        row = self.fresh(task, now, change)
        reopened = {name: row[name] for name in ("state", "owner", "takes", "worth_until", "task")}
        noted = {name: row[name] for name in ("change", "changed_at")}
        with self.database.begin() as connection:
            done = update(inbox).where(*here, inbox.c.state == DONE)
            if connection.execute(done.values(**reopened, **noted)).rowcount:
                return Held(task, change=change)
            if connection.execute(update(inbox).where(*here, inbox.c.state == PENDING).values(**noted)).rowcount:
                return None
            # Replies live longer than rows: a question of last month takes its reply with it.
            new = self.database.insert(inbox).values(**row).on_conflict_do_nothing().returning(inbox.c.key)
            return Held(task, change=change) if connection.execute(new).first() else None

    def settle(self, settled: Settled) -> Future[Change | None]:
        """Record the reply, and that the work is done, in one transaction with others.

        Comes to the change, when the question was changed meanwhile, which is then for the holder to apply; the row
        stays his. Raises StoreLostError when the database is known not to answer.
        """
        return self.writer.submit(_settle_all, (self, settled))

    def release(self, team: str, key: str, *, done: bool = False) -> None:
        """Forget that this process accepted it, or that it was `done` by any, so that it may be asked for again."""
        free = inbox.c.state == DONE if done else inbox.c.owner == self.owner
        with self.database.begin() as connection:
            connection.execute(delete(inbox).where(*_is(team, key), free))

    def beat(self, *, now: datetime) -> None:
        """Say that this process lives."""
        statement = self.database.insert(processes).values(owner=self.owner, seen_at=now)
        with self.database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["owner"], set_={"seen_at": now}))

    def leave(self) -> None:
        """Say that this process stops: what it holds is free at once."""
        with self.database.begin() as connection:
            connection.execute(delete(processes).where(processes.c.owner == self.owner))

    def lost_among(self, held: Sequence[Held]) -> list[Held]:
        """Those which another process has by now."""
        with self.database.read() as connection:
            rows = connection.execute(
                select(inbox.c.team, inbox.c.key).where(inbox.c.owner == self.owner, inbox.c.state == PENDING)
            )
            mine = {(team, key) for team, key in rows}
        return [one for one in held if one.recorded and one.place not in mine]

    def take_over(self, *, now: datetime, limit: int = MOST_TAKEN_OVER) -> list[Held]:
        """Take the oldest rows of dead processes that are still worth answering."""
        with self.database.read() as connection:
            where = (inbox.c.state == PENDING, inbox.c.worth_until > now, self._orphaned(now))
            found = connection.execute(select(inbox).where(*where).order_by(inbox.c.received_at).limit(limit)).all()
        return [held for row in found if (held := self._take(row, now)) is not None]

    def expire(self, *, now: datetime) -> int:
        """Erase what dead processes left and is too old to answer; how much that was."""
        old = (inbox.c.state == PENDING, inbox.c.worth_until <= now, self._orphaned(now))
        with self.database.read() as connection:
            if connection.execute(select(inbox.c.key).where(*old).limit(1)).first() is None:
                return 0
        with self.database.begin() as connection:
            return connection.execute(update(inbox).where(*old).values(state=EXPIRED, task=None, change=None)).rowcount

    def _knows(self, task: Task) -> bool:
        """Whether it is a question of ours: asked within the last day, or one whose reply is still known."""
        asked = select(inbox.c.key).where(*_is(task.team, task.key))
        question = (replies.c.channel == task.body["channel"], replies.c.question_ts == task.body["ts"])
        replied = select(replies.c.reply_ts).where(replies.c.team == task.team, *question)
        with self.database.read() as connection:
            return any(connection.execute(known.limit(1)).first() for known in (asked, replied))

    def _take(self, row: Row[Any], now: datetime) -> Held | None:
        """Take one row, unless somebody was faster."""
        same = (*_is(row.team, row.key), inbox.c.owner == row.owner, inbox.c.takes == row.takes)
        mine = update(inbox).where(*same, inbox.c.state == PENDING).values(owner=self.owner, takes=row.takes + 1)
        with self.database.begin() as connection:
            taken = connection.execute(mine.returning(inbox.c.task, inbox.c.change)).first()
        if taken is None:
            return None
        task = json.loads(taken.task)
        body = Task(row.team, row.key, task.pop("kind"), task, row.worth_until - now)
        return Held(body, again=True, change=Change.read(taken.change))

    def _orphaned(self, now: datetime) -> ColumnElement[bool]:
        alive = select(processes.c.owner).where(processes.c.seen_at > now - self.lease)
        return inbox.c.owner.not_in(alive)

    def fresh(self, task: Task, now: datetime, change: Change | None) -> dict[str, Any]:
        """A new row of this process."""
        return {
            "team": task.team,
            "key": task.key,
            "state": PENDING,
            "owner": self.owner,
            "takes": 1,
            "received_at": now,
            "worth_until": now + task.worth,
            "task": json.dumps({"kind": task.kind, **task.body}),
            "change": change.written() if change else None,
            "changed_at": change.order if change else None,
        }


def _new_rows(database: Database) -> ReturningInsert[str, str]:
    """Inserts what is new, and returns its keys."""
    statement = database.insert(inbox).on_conflict_do_nothing(index_elements=["team", "key"])
    return statement.returning(inbox.c.team, inbox.c.key)


def _insert_all(connection: Connection, wanted: Sequence[tuple[Inbox, dict[str, Any]]]) -> list[bool]:
    """Insert what is new; whether each was. In one order, so that no two processes wait for each other's rows."""
    rows = sorted((values for _, values in wanted), key=lambda values: (values["team"], values["key"]))
    found = connection.execute(wanted[0][0].database.statement(_new_rows), rows)
    new = {(team, key) for team, key in found}
    results = []
    for _, values in wanted:
        place = (values["team"], values["key"])
        results.append(place in new)
        new.discard(place)
    return results


# Nearly every row is as its holder knows it; the database says for how many that is true.
_FINISH = (
    update(inbox)
    .where(
        inbox.c.team == bindparam("of_team"),
        inbox.c.key == bindparam("of_key"),
        inbox.c.owner == bindparam("of_owner"),
        inbox.c.state == PENDING,
        func.coalesce(inbox.c.changed_at, "") == bindparam("applied"),
    )
    .values(state=DONE, task=None, change=None)
)


def _settle_all(connection: Connection, settled: Sequence[tuple[Inbox, Settled]]) -> list[Change | None]:
    """Keep the replies, and finish the rows that nobody changed meanwhile; the change for each of the others."""
    database = settled[0][0].database
    if kept := [one.reply for _, one in settled if one.reply]:
        keep_replies(database, connection, kept)
    finished = connection.execute(_FINISH, [_finish(box, one.held) for box, one in settled])
    if finished.rowcount == len(settled):
        return [None] * len(settled)
    return [_left_over(connection, box, one) for box, one in settled]


def _finish(box: Inbox, held: Held) -> dict[str, str]:
    return {"of_team": held.task.team, "of_key": held.task.key, "of_owner": box.owner, "applied": held.applied}


def _left_over(connection: Connection, box: Inbox, settled: Settled) -> Change | None:
    """What remains of a row that may not have been finished."""
    held = settled.held
    row = connection.execute(select(inbox).where(*_is(*held.place))).first()
    if row is None:  # accepted while the database was away
        done = box.fresh(held.task, settled.now, held.change) | {"state": DONE, "task": None, "change": None}
        connection.execute(box.database.insert(inbox).on_conflict_do_nothing(), [done])
    elif row.owner != box.owner:
        held.lost = True
    elif row.state == PENDING:
        return Change.read(row.change)
    return None


def _is(team: str, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return inbox.c.team == team, inbox.c.key == key
