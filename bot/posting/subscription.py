"""A channel's wish for a daily principle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.posting.calendar import Schedule, Slot, jitter
from bot.posting.cards import Card
from bot.posting.rotation import Bag, Lot


class Standing(StrEnum):
    """Whether a subscription posts: `PAUSED` by a person, `HALTED` because Slack refuses."""

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
    not active or has none. `trouble` is Slack's error while HALTED.
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

    def rescheduled(self, now: datetime) -> Subscription:
        """The same, looking forward from `now`: nothing that was due before is made up for."""
        if self.standing is not Standing.ACTIVE:
            return replace(self, upcoming=None)
        return replace(self, upcoming=self.schedule.next_slot(now, jitter=self.jitter))

    def without(self, day: date, now: datetime) -> Subscription:
        """The same, with that local date among the skip dates."""
        schedule = replace(self.schedule, skip=self.schedule.skip | {day})
        return replace(self, schedule=schedule).rescheduled(now)


class Deck:
    """All cards of the packs, dealt by choice; safe to share between threads."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards: Mapping[str, Card] = {card.id: card for card in cards}
        self._lots = {card_id: Lot.of(card_id) for card_id in self.cards}
        self._dealt: dict[Choice, tuple[Lot, ...]] = {}

    def lots(self, choice: Choice) -> tuple[Lot, ...]:
        """The lots of the cards that a choice takes, in pack order."""
        dealt = self._dealt.get(choice)
        if dealt is None:
            dealt = tuple(self._lots[card.id] for card in self.cards.values() if choice.takes(card))
            self._dealt[choice] = dealt
        return dealt

    def stand_in(self, card_id: str) -> Card | None:
        """A card for one that left the packs after it was chosen: of its list, of its pack, or any."""
        entry, pack = card_id.partition("#")[0], card_id.partition("/")[0]
        cards = self.cards.values()
        same_list = (card for card in cards if card.list_id == entry)
        same_pack = (card for card in cards if card.pack == pack)
        return next(same_list, None) or next(same_pack, None) or next(iter(cards), None)

    def topics(self) -> tuple[str, ...]:
        """Every topic that a card has, in alphabetical order."""
        return tuple(sorted({topic for card in self.cards.values() for topic in card.topics}))

    def packs(self) -> tuple[str, ...]:
        """Every pack that has a card, in pack order."""
        return tuple(dict.fromkeys(card.pack for card in self.cards.values()))
