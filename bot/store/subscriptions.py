"""The channels that want a daily principle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, delete, select, update

from bot.posting.calendar import Schedule, Slot
from bot.posting.planner import Plan
from bot.posting.rotation import Bag
from bot.posting.subscription import Choice, Standing, Subscription
from bot.store.database import Database
from bot.store.deliveries import insert_deliveries, insert_delivery
from bot.store.schema import subscriptions

# One transaction's worth of planning: long enough to be fast (100,000 in a hundred of them), short enough
# that a person who edits a subscription meanwhile does not notice the wait.
BATCH = 1_000

ROTATION = ("round", "shown", "last")


class Subscriptions:
    """The subscriptions of all teams in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, subscription: Subscription) -> None:
        """Keep a subscription as a person wants it; its rotation goes on where it was."""
        values = as_row(subscription)
        changed = {name: value for name, value in values.items() if name not in ROTATION}
        statement = self._database.insert(subscriptions).values(**values)
        with self._database.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["team", "channel"], set_=changed))

    def get(self, team: str, channel: str) -> Subscription | None:
        """The subscription of a channel."""
        with self._database.begin() as connection:
            row = connection.execute(select(subscriptions).where(*_is(team, channel))).mappings().first()
        return _subscription(row) if row else None

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
        """Stop posting because Slack refuses; False if it was not active (any more)."""
        active = (*_is(team, channel), subscriptions.c.standing == Standing.ACTIVE)
        halted = {"standing": Standing.HALTED, "trouble": trouble[:64], "told": False}
        with self._database.begin() as connection:
            statement = update(subscriptions).where(*active).values(**halted, **_upcoming(None))
            return connection.execute(statement).rowcount == 1

    def untold(self, *, limit: int = 100) -> tuple[Subscription, ...]:
        """Halted subscriptions whose creators do not know it yet."""
        return self._many(subscriptions.c.standing == Standing.HALTED, subscriptions.c.told.is_(False), limit=limit)

    def mark_told(self, team: str, channel: str, told: bool) -> bool:
        """Note whether the creator was told; False if it was noted already: the other one tells."""
        with self._database.begin() as connection:
            statement = update(subscriptions).where(*_is(team, channel), subscriptions.c.told.is_(not told))
            return connection.execute(statement.values(told=told)).rowcount == 1

    def advance(self, now: datetime, decide: Callable[[Subscription], Plan], *, limit: int = BATCH) -> int:
        """Plan up to `limit` subscriptions that are due: their deliveries and their next slots, together or not at all.

        How many there were. Two planners at once share the work; the ledger's key settles what both did.
        """
        due = (subscriptions.c.standing == Standing.ACTIVE, subscriptions.c.next_due <= now)
        chosen = select(subscriptions).where(*due).order_by(subscriptions.c.next_due).limit(limit)
        with self._database.begin() as connection:
            rows = connection.execute(chosen.with_for_update(skip_locked=True)).mappings().all()
            plans = [decide(_subscription(row)) for row in rows]
            insert_deliveries(self._database, connection, [item for plan in plans for item in plan.deliveries], now)
            if plans:
                connection.execute(_advance(), [_advanced(plan.after) for plan in plans])
        return len(plans)

    def bring_forward(self, plan: Plan, now: datetime) -> bool:
        """Write a plan of one delivery; False, and nothing is written, if its day has one already."""
        with self._database.begin() as connection:
            (delivery,) = plan.deliveries
            if not insert_delivery(self._database, connection, delivery, now):
                return False
            connection.execute(_advance(), [_advanced(plan.after)])
        return True

    def _many(self, *where: ColumnElement[bool], limit: int | None = None) -> tuple[Subscription, ...]:
        order = (subscriptions.c.team, subscriptions.c.channel)
        with self._database.begin() as connection:
            rows = connection.execute(select(subscriptions).where(*where).order_by(*order).limit(limit)).mappings()
            return tuple(map(_subscription, rows))


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
    """A row as a subscription."""
    weekdays = frozenset(map(int, row["weekdays"]))
    skip: Sequence[str] = row["skip"]
    schedule = Schedule(time.fromisoformat(row["at"]), row["zone"], weekdays, frozenset(map(date.fromisoformat, skip)))
    upcoming = Slot(row["next_day"], row["next_due"], row["next_deadline"]) if row["next_day"] else None
    return Subscription(
        team=row["team"],
        channel=row["channel"],
        schedule=schedule,
        choice=Choice(frozenset(row["packs"]), frozenset(row["topics"])),
        creator=row["creator"],
        standing=Standing(row["standing"]),
        trouble=row["trouble"],
        upcoming=upcoming,
        bag=Bag(row["round"], frozenset(row["shown"].split()), row["last"]),
    )
