"""The ledger of daily posts: the one truth about what was posted.

The primary key (team, channel, local day) lets a day have one delivery; `attempt` lets a delivery have
one process that may post it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, astuple, dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, extract, func, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.metrics import POSTS
from bot.posting.delivery import FINAL, Delivery, Key, State
from bot.store.database import Database
from bot.store.schema import deliveries

# A post that leaves this long after its slot counts as late in the status.
LATE = timedelta(minutes=5)

UNFINISHED = (State.PLANNED, State.QUEUED, State.SENDING)


@dataclass(frozen=True, slots=True)
class Status:
    """How many deliveries there are in a span of time: by state, and how many were sent late."""

    states: dict[State, int]
    late: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A settled delivery as an operator sees it."""

    key: Key
    state: State
    card_id: str | None
    due: datetime
    error: str | None


class Deliveries:
    """The deliveries of all teams in one database; `posting.courier.Ledger` for the courier."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, key: Key) -> Delivery | None:
        """The delivery as it stands."""
        with self._database.begin() as connection:
            row = connection.execute(select(deliveries).where(*_is(key))).mappings().first()
        return _delivery(row) if row else None

    def announce(self, delivery: Delivery, *, now: datetime, ready: datetime) -> Delivery | None:
        """Commit that a call is about to be made; None if another process was faster."""
        announced = replace(
            delivery,
            state=State.SENDING,
            attempt=delivery.attempt + 1,
            ready=ready,
            first_intent=delivery.first_intent or now,
        )
        values = {name: getattr(announced, name) for name in ("state", "attempt", "ready", "first_intent")}
        return announced if self._change(delivery, touched_at=now, **values) else None

    def postpone(self, delivery: Delivery, state: State, *, now: datetime, ready: datetime) -> bool:
        """Put it off: QUEUED if it was surely not posted, SENDING if that is in doubt."""
        return self._change(delivery, state=state, ready=ready, touched_at=now)

    def settle(
        self, delivery: Delivery, state: State, *, now: datetime, ts: str | None = None, error: str | None = None
    ) -> bool:
        """Give it its final state."""
        settled = self._change(delivery, state=state, ts=ts, error=error and error[:64], touched_at=now)
        if settled:
            POSTS.labels(state.value).inc()
        return settled

    def planned(self, *, limit: int) -> tuple[Delivery, ...]:
        """Deliveries that nobody has begun yet, oldest first."""
        chosen = select(deliveries).where(deliveries.c.state == State.PLANNED).order_by(deliveries.c.due).limit(limit)
        with self._database.begin() as connection:
            return tuple(map(_delivery, connection.execute(chosen).mappings()))

    def take(
        self, now: datetime, *, until: datetime, limit: int, teams: frozenset[str] | None = None
    ) -> tuple[Delivery, ...]:
        """Up to `limit` deliveries that are ready, longest first; nobody else takes them before `until`.

        Those of `teams`, or of all. It only keeps replicas out of each other's way: `announce` decides who posts.
        """
        ready = (deliveries.c.state.in_(UNFINISHED), deliveries.c.ready <= now, *_of(teams))
        chosen = select(deliveries).where(*ready).order_by(deliveries.c.ready).limit(limit)
        with self._database.begin() as connection:
            rows = connection.execute(chosen.with_for_update(skip_locked=True)).mappings().all()
            found = tuple(replace(_delivery(row), ready=until) for row in rows)
            if found:
                here = _among(item.key for item in found)
                connection.execute(update(deliveries).where(here).values(ready=until))
        return found

    def status(self, since: datetime, until: datetime) -> Status:
        """What became of the deliveries due in [since, until)."""
        span = (deliveries.c.due >= since, deliveries.c.due < until)
        counted = select(deliveries.c.state, func.count()).where(*span).group_by(deliveries.c.state)
        waited = extract("epoch", deliveries.c.touched_at) - extract("epoch", deliveries.c.due)
        late = select(func.count()).where(*span, deliveries.c.state == State.SENT, waited > LATE.total_seconds())
        with self._database.begin() as connection:
            states = {State(state): count for state, count in connection.execute(counted)}
            return Status(states, connection.execute(late).scalar_one())

    def troubled(self, since: datetime, *, limit: int = 20) -> tuple[Outcome, ...]:
        """The latest deliveries that an operator should see: unknown and failed ones."""
        where = (deliveries.c.state.in_((State.UNKNOWN, State.FAILED)), deliveries.c.due >= since)
        statement = select(deliveries).where(*where).order_by(deliveries.c.due.desc()).limit(limit)
        with self._database.begin() as connection:
            return tuple(_outcome(row) for row in connection.execute(statement).mappings())

    def _change(self, delivery: Delivery, **values: object) -> bool:
        """Change a delivery if it is as it was read."""
        same = (deliveries.c.attempt == delivery.attempt, deliveries.c.state.not_in(FINAL))
        with self._database.begin() as connection:
            statement = update(deliveries).where(*_is(delivery.key), *same).values(**values)
            return connection.execute(statement).rowcount == 1


def insert_deliveries(
    database: Database, connection: Connection, planned: Collection[Delivery], now: datetime
) -> frozenset[Key]:
    """Write new deliveries in the caller's transaction, passing over days that have one; the keys that were new."""
    rows = [_values(item) | {"touched_at": now} for item in planned]
    if not rows:
        return frozenset()
    keys = frozenset(item.key for item in planned)
    if len(rows) > 1 and _all_new(database, connection, rows):
        return keys
    written = connection.execute(_insert(database).returning(*deliveries.primary_key), rows)
    return frozenset(map(_key, written.mappings()))


def _all_new(database: Database, connection: Connection, rows: list[dict[str, Any]]) -> bool:
    """Write the rows if none of their days has one, as nearly always; hearing each key back takes twice as long."""
    with connection.begin_nested() as attempt:
        options = {"preserve_rowcount": True}
        if connection.execute(_insert(database), rows, execution_options=options).rowcount == len(rows):
            return True
        attempt.rollback()
    return False


def _among(keys: Iterable[Key]) -> ColumnElement[bool]:
    return tuple_(*deliveries.primary_key).in_([astuple(key) for key in keys])


def last_day(connection: Connection, team: str, channel: str) -> date | None:
    """The last local day for which a channel has a delivery, whatever became of it."""
    here = (deliveries.c.team == team, deliveries.c.channel == channel)
    return connection.execute(select(func.max(deliveries.c.day)).where(*here)).scalar()


def _insert(database: Database) -> sqlite.Insert | postgresql.Insert:
    return database.insert(deliveries).on_conflict_do_nothing(index_elements=["team", "channel", "day"])


def _is(key: Key) -> tuple[ColumnElement[bool], ...]:
    return deliveries.c.team == key.team, deliveries.c.channel == key.channel, deliveries.c.day == key.day


def _of(teams: frozenset[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if teams is None else (deliveries.c.team.in_(teams),)


def _values(delivery: Delivery) -> dict[str, Any]:
    """A delivery as a row."""
    row = {field.name: getattr(delivery, field.name) for field in fields(delivery) if field.name != "key"}
    return asdict(delivery.key) | row


def _delivery(row: RowMapping) -> Delivery:
    """A row as a delivery."""
    names = ("card_id", "due", "deadline", "ready", "attempt", "first_intent", "error")
    return Delivery(_key(row), State(row["state"]), **{name: row[name] for name in names})


def _outcome(row: RowMapping) -> Outcome:
    return Outcome(_key(row), State(row["state"]), row["card_id"], row["due"], row["error"])


def _key(row: RowMapping) -> Key:
    return Key(row["team"], row["channel"], row["day"])
