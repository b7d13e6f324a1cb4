"""A channel's wish for a daily principle."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.posting.calendar import Schedule, Slot, jitter
from bot.posting.cards import Card
from bot.posting.rotation import Bag

# Why a subscription halts without Slack: its zone is not known here, or its row cannot be read.
UNKNOWN_ZONE, UNREADABLE = "unknown_zone", "unreadable"
UNUSABLE = frozenset({UNKNOWN_ZONE, UNREADABLE})


class Standing(StrEnum):
    """Whether a subscription posts: `PAUSED` by a person, `HALTED` because it cannot be posted."""

    ACTIVE = "active"
    PAUSED = "paused"
    HALTED = "halted"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which cards a channel wants; an empty set means all."""

    packs: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def takes(self, card: Card) -> bool:
        """Whether the card is among them: of a chosen pack, and about a chosen topic."""
        of_pack = not self.packs or card.pack in self.packs
        return of_pack and (not self.topics or not self.topics.isdisjoint(card.topics))


@dataclass(frozen=True, slots=True)
class Subscription:
    """One channel's daily post.

    `creator` is the person to tell when Slack refuses. `upcoming` is the next slot, None when it is
    not active or has none. `trouble` says why while it is HALTED: Slack's error, or one of UNUSABLE.
    """

    team: str
    channel: str
    schedule: Schedule
    choice: Choice
    creator: str
    standing: Standing = Standing.ACTIVE
    trouble: str | None = None
    upcoming: Slot | None = None
    bag: Bag = field(default_factory=Bag)

    @property
    def seed(self) -> str:
        """What makes this subscription's shuffle its own."""
        return f"{self.team}.{self.channel}"

    @property
    def jitter(self) -> timedelta:
        """The channel's own offset within the minute."""
        return jitter(self.team, self.channel)

    def rescheduled(self, now: datetime, posted: date | None = None) -> Subscription:
        """The same, looking forward from `now`: nothing that was due before is made up for.

        `posted` is the last local day that has a delivery; a day has one, so the next slot is of a later day.
        Skip dates that are over are forgotten. Raises UnknownZoneError.
        """
        schedule = self.schedule.without_past(now)
        active = self.standing is Standing.ACTIVE
        upcoming = schedule.next_slot(now, jitter=self.jitter, posted=posted) if active else None
        return replace(self, schedule=schedule, upcoming=upcoming)

    def changed(self, schedule: Schedule, choice: Choice, now: datetime, posted: date | None = None) -> Subscription:
        """The same with another time and choice; a pause, the skip dates and whose turn it is stay.

        What could not be posted because of its schedule is mended by a new one.
        """
        kept = replace(schedule, skip=schedule.skip | self.schedule.skip)
        one = replace(self, schedule=kept, choice=choice)
        if self.trouble in UNUSABLE:
            one = replace(one, standing=Standing.ACTIVE, trouble=None)
        return one.rescheduled(now, posted)

    def paused(self) -> Subscription:
        """The same without posts, until it is resumed."""
        return replace(self, standing=Standing.PAUSED, upcoming=None)

    def resumed(self, now: datetime, posted: date | None = None) -> Subscription:
        """The same, going on after a pause or after what was in the way is mended. Raises UnknownZoneError."""
        return replace(self, standing=Standing.ACTIVE, trouble=None).rescheduled(now, posted)

    def without(self, day: date, now: datetime, posted: date | None = None) -> Subscription:
        """The same, with that local date among the skip dates."""
        schedule = replace(self.schedule, skip=self.schedule.skip | {day})
        return replace(self, schedule=schedule).rescheduled(now, posted)

    def with_again(self, day: date, now: datetime, posted: date | None = None) -> Subscription:
        """The same, with that local date no longer among the skip dates."""
        schedule = replace(self.schedule, skip=self.schedule.skip - {day})
        return replace(self, schedule=schedule).rescheduled(now, posted)


@dataclass(frozen=True, slots=True)
class Halted:
    """A subscription that stands still, as its creator is told of it."""

    team: str
    channel: str
    creator: str
    trouble: str
