"""A channel's wish for a daily principle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.posting.calendar import Schedule, Slot, jitter
from bot.posting.cards import Card
from bot.posting.rotation import Bag, Lot

# Why a subscription halts without Slack: its zone is not known here, or its row cannot be read.
UNKNOWN_ZONE, UNREADABLE = "unknown_zone", "unreadable"
UNUSABLE = frozenset({UNKNOWN_ZONE, UNREADABLE})

# Choices whose cards are kept at hand; dealing 400 cards anew takes a tenth of a millisecond.
DEALT = 256


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


class Deck:
    """All cards of the packs, dealt by choice; safe to share between threads."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards: Mapping[str, Card] = {card.id: card for card in cards}
        self._lots = {card_id: Lot.of(card_id) for card_id in self.cards}
        # Choices are made by people: the latest are kept at hand, not every one there ever was.
        self._dealt = lru_cache(maxsize=DEALT)(self._deal)

    def lots(self, choice: Choice) -> tuple[Lot, ...]:
        """The lots of the cards that a choice takes, in pack order."""
        return self._dealt(choice)

    def fitting(self, choice: Choice) -> Choice | None:
        """The choice less the topics and packs that no card has; None when no card would be left to it."""
        if not self.lots(choice):
            return None
        return Choice(choice.packs.intersection(self.packs()), choice.topics.intersection(self.topics()))

    def stand_in(self, card_id: str, choice: Choice) -> Card | None:
        """A card for one that left the packs after it was chosen: of its list, of its pack, or any that is wanted."""
        entry, pack = card_id.partition("#")[0], card_id.partition("/")[0]
        cards = [self.cards[lot.id] for lot in self.lots(choice)]
        same_list = (card for card in cards if card.list_id == entry)
        same_pack = (card for card in cards if card.pack == pack)
        return next(same_list, None) or next(same_pack, None) or next(iter(cards), None)

    def of_day(self, day: date) -> Card | None:
        """The day's principle where nobody chose: every card has its turn before any comes again."""
        ids = sorted(self.cards, key=lambda card_id: self._lots[card_id].number)
        return self.cards[ids[day.toordinal() % len(ids)]] if ids else None

    def topics(self) -> tuple[str, ...]:
        """Every topic that a card has, in alphabetical order."""
        return tuple(sorted({topic for card in self.cards.values() for topic in card.topics}))

    def packs(self) -> tuple[str, ...]:
        """Every pack that has a card, in pack order."""
        return tuple(dict.fromkeys(card.pack for card in self.cards.values()))

    def _deal(self, choice: Choice) -> tuple[Lot, ...]:
        return tuple(self._lots[card.id] for card in self.cards.values() if choice.takes(card))
