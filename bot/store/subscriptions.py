"""The channels that want a daily principle."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, select, update

from bot.posting.calendar import Schedule, Slot, UnknownZoneError, is_zone
from bot.posting.planner import Plan
from bot.posting.rotation import Bag
from bot.posting.subscription import UNKNOWN_ZONE, UNREADABLE, Choice, Halted, Standing, Subscription
from bot.store.database import Database
from bot.store.deliveries import insert_deliveries, last_day
from bot.store.schema import subscriptions

# One transaction's worth of planning: long enough to be fast (100,000 in a hundred of them), short enough
# that a person who edits a subscription meanwhile does not notice the wait.
BATCH = 1_000

ROTATION = ("round", "shown", "last")


log = logging.getLogger(__name__)

# What a person's change makes of a channel's subscription (None: it has none, before or afterwards) when the
# last day with a delivery is this one.
Decide = Callable[[Subscription | None, date | None], Subscription | None]


class _UnreadableError(Exception):
    """A row holds what no subscription does."""


class Subscriptions:
    """The subscriptions of all teams in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, team: str, channel: str, decide: Decide) -> Subscription | None:
        """Change a channel's subscription in one transaction: what it is now, what to make of it, written.

        Whoever changes the same one meanwhile waits: nothing is written that was decided on what is no more.
        What `decide` raises is raised, and nothing is written. A row that cannot be read counts as none.
        """
        with self._database.begin() as connection:
            row = self._locked(connection, team, channel)
            before = _readable(row) if row else None
            after = decide(before, last_day(connection, team, channel))
            if row is None and after is not None:
                connection.execute(self._database.insert(subscriptions).values(**as_row(after)))
            elif after is None:
                connection.execute(delete(subscriptions).where(*_is(team, channel)))
            elif after != before:
                values = as_row(after)
                if before and (before.standing, before.trouble) == (after.standing, after.trouble):
                    del values["told"]  # who knows of the trouble goes on knowing
                connection.execute(update(subscriptions).where(*_is(team, channel)).values(**values))
        return after

    def save(self, subscription: Subscription) -> None:
        """Put a subscription in place as it is given; whose turn it is stays, where there was one."""
        self.change(
            subscription.team,
            subscription.channel,
            lambda existing, _: replace(subscription, bag=existing.bag) if existing else subscription,
        )

    def get(self, team: str, channel: str) -> Subscription | None:
        """The subscription of a channel; None also for a row that cannot be read."""
        with self._database.begin() as connection:
            row = connection.execute(select(subscriptions).where(*_is(team, channel))).mappings().first()
        return _readable(row) if row else None

    def of_team(self, team: str) -> tuple[Subscription, ...]:
        """Every subscription of a workspace, by channel."""
        return self._many(subscriptions.c.team == team)

    def all(self) -> tuple[Subscription, ...]:
        """Every subscription there is, by team and channel."""
        return self._many()

    def remove(self, team: str, channel: str) -> bool:
        """Forget a subscription; the ledger keeps what was posted."""
        with self._database.begin() as connection:
            return connection.execute(delete(subscriptions).where(*_is(team, channel))).rowcount == 1

    def halt(self, team: str, channel: str, trouble: str) -> bool:
        """Stop posting because it cannot be done; False if it was not active (any more)."""
        with self._database.begin() as connection:
            return _halt(connection, team, channel, trouble)

    def resume_halted(self, team: str, trouble: str, *, now: datetime) -> int:
        """Go on with a workspace's subscriptions that were halted with that trouble; how many."""

        def resumed(one: Subscription | None, last: date | None) -> Subscription | None:
            """The subscription going on, where it was halted with that trouble; any other as it is."""
            if one is None or (one.standing, one.trouble) != (Standing.HALTED, trouble):
                return one
            return one.resumed(now, last)

        halted = [one for one in self.of_team(team) if one.trouble == trouble]
        return sum(self.change(team, one.channel, resumed) is not None for one in halted)

    def untold(self, teams: frozenset[str] | None = None, *, limit: int = 100) -> tuple[Halted, ...]:
        """Halted subscriptions, of `teams` or all, whose creators do not know it yet."""
        columns = (subscriptions.c[name] for name in ("team", "channel", "creator", "trouble"))
        where = (subscriptions.c.standing == Standing.HALTED, subscriptions.c.told.is_(False), *_of(teams))
        with self._database.begin() as connection:
            rows = connection.execute(select(*columns).where(*where).order_by(*subscriptions.primary_key).limit(limit))
            return tuple(Halted(team, channel, creator, trouble or "") for team, channel, creator, trouble in rows)

    def mark_told(self, team: str, channel: str, told: bool) -> bool:
        """Note whether the creator was told; False if it was noted already: the other one tells."""
        with self._database.begin() as connection:
            statement = update(subscriptions).where(*_is(team, channel), subscriptions.c.told.is_(not told))
            return connection.execute(statement.values(told=told)).rowcount == 1

    def advance(
        self,
        now: datetime,
        decide: Callable[[Subscription], Plan],
        *,
        teams: frozenset[str] | None = None,
        limit: int = BATCH,
    ) -> int:
        """Plan up to `limit` subscriptions that are due: their deliveries and their next slots, together or not at all.

        Those of `teams`, or of all; how many there were. Two planners at once share the work; the ledger's key
        settles what both did. One that cannot be planned is halted with its reason, and the others go on.
        """
        due = (subscriptions.c.standing == Standing.ACTIVE, subscriptions.c.next_due <= now, *_of(teams))
        chosen = select(subscriptions).where(*due).order_by(subscriptions.c.next_due).limit(limit)
        with self._database.begin() as connection:
            rows = connection.execute(chosen.with_for_update(skip_locked=True)).mappings().all()
            plans = [plan for row in rows if (plan := _planned(connection, row, decide)) is not None]
            items = [item for plan in plans for item in plan.deliveries]
            written = insert_deliveries(self._database, connection, items, now)
            if plans:
                connection.execute(_advance(), [_advanced(plan.settled(written)) for plan in plans])
        return len(rows)

    def bring_forward(
        self, team: str, channel: str, decide: Callable[[Subscription], Plan], now: datetime
    ) -> Plan | None:
        """Write a plan of one delivery, made of the subscription as it is; what was planned.

        None, and nothing is written, if the day has a delivery already, or the channel no subscription (any more).
        """
        with self._database.begin() as connection:
            row = self._locked(connection, team, channel)
            one = _readable(row) if row else None
            if one is None:
                return None
            plan = decide(one)
            if not insert_deliveries(self._database, connection, plan.deliveries, now):
                return None
            connection.execute(_advance(), [_advanced(plan.after)])
        return plan

    def _locked(self, connection: Connection, team: str, channel: str) -> RowMapping | None:
        """A channel's row, which nobody else changes until the transaction ends.

        Two who make the first one of a channel take turns, too: a row that is not there cannot be locked.
        """
        self._database.take_turns(connection, f"{team}.{channel}")
        chosen = select(subscriptions).where(*_is(team, channel)).with_for_update()
        return connection.execute(chosen).mappings().first()

    def _many(self, *where: ColumnElement[bool]) -> tuple[Subscription, ...]:
        """Every readable one, by team and channel."""
        chosen = select(subscriptions).where(*where).order_by(*subscriptions.primary_key)
        with self._database.begin() as connection:
            read = map(_readable, connection.execute(chosen).mappings())
            return tuple(one for one in read if one is not None)


def _halt(connection: Connection, team: str, channel: str, trouble: str) -> bool:
    active = (*_is(team, channel), subscriptions.c.standing == Standing.ACTIVE)
    halted = {"standing": Standing.HALTED, "trouble": trouble[:64], "told": False}
    statement = update(subscriptions).where(*active).values(**halted, **_upcoming(None))
    return connection.execute(statement).rowcount == 1


def _planned(connection: Connection, row: RowMapping, decide: Callable[[Subscription], Plan]) -> Plan | None:
    """The plan of one row; None for one that cannot be used, which is halted with the reason."""
    try:
        return decide(_subscription(row))
    except UnknownZoneError:
        trouble = UNKNOWN_ZONE
    except _UnreadableError:
        trouble = UNREADABLE
    log.error("daily subscription halted: %s", trouble, extra={"team": row["team"], "channel": row["channel"]})
    _halt(connection, row["team"], row["channel"], trouble)
    return None


def _readable(row: RowMapping) -> Subscription | None:
    """A row as a subscription; None for one that cannot be read, and halted where its zone is not known."""
    try:
        one = _subscription(row)
    except _UnreadableError:
        return None
    if is_zone(one.schedule.zone):
        return one
    return replace(one, standing=Standing.HALTED, trouble=UNKNOWN_ZONE, upcoming=None)


def _of(teams: frozenset[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if teams is None else (subscriptions.c.team.in_(teams),)


def _is(team: str, channel: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return subscriptions.c.team == team, subscriptions.c.channel == channel


def _advance() -> Any:
    """The statement that moves a subscription to its next slot and remembers what was shown."""
    names = ("next_day", "next_due", "next_deadline", *ROTATION)
    here = (subscriptions.c.team == bindparam("of_team"), subscriptions.c.channel == bindparam("of_channel"))
    return update(subscriptions).where(*here).values({name: bindparam(f"to_{name}") for name in names})


def _advanced(after: Subscription) -> dict[str, Any]:
    moved = _upcoming(after.upcoming) | _rotation(after.bag)
    return {
        "of_team": after.team,
        "of_channel": after.channel,
        **{f"to_{name}": value for name, value in moved.items()},
    }


def _upcoming(slot: Slot | None) -> dict[str, Any]:
    if slot is None:
        return {"next_day": None, "next_due": None, "next_deadline": None}
    return {"next_day": slot.day, "next_due": slot.due, "next_deadline": slot.deadline}


def _rotation(bag: Bag) -> dict[str, Any]:
    return {"round": bag.round, "shown": " ".join(sorted(bag.shown)), "last": bag.last}


def as_row(subscription: Subscription) -> dict[str, Any]:
    """A subscription as a row whose creator has not been told of any trouble."""
    schedule = subscription.schedule
    return {
        "team": subscription.team,
        "channel": subscription.channel,
        "at": schedule.at.strftime("%H:%M"),
        "zone": schedule.zone,
        "weekdays": "".join(map(str, sorted(schedule.weekdays))),
        "skip": [day.isoformat() for day in sorted(schedule.skip)],
        "packs": sorted(subscription.choice.packs),
        "topics": sorted(subscription.choice.topics),
        "creator": subscription.creator,
        "standing": subscription.standing,
        "trouble": subscription.trouble,
        "told": False,
        **_upcoming(subscription.upcoming),
        **_rotation(subscription.bag),
    }


def _subscription(row: RowMapping) -> Subscription:
    """A row as a subscription. Raises _UnreadableError."""
    try:
        schedule = Schedule(
            time.fromisoformat(row["at"]),
            row["zone"],
            frozenset(map(int, row["weekdays"])),
            frozenset(map(date.fromisoformat, row["skip"])),
        )
        return Subscription(
            team=row["team"],
            channel=row["channel"],
            schedule=schedule,
            choice=Choice(frozenset(row["packs"]), frozenset(row["topics"])),
            creator=row["creator"],
            standing=Standing(row["standing"]),
            trouble=row["trouble"],
            upcoming=Slot(row["next_day"], row["next_due"], row["next_deadline"]) if row["next_day"] else None,
            bag=Bag(row["round"], frozenset(row["shown"].split()), row["last"]),
        )
    except (ValueError, TypeError) as error:
        raise _UnreadableError from error
