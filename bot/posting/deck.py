"""The cards of the packs, dealt by what a channel chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from bot.posting.cards import Card
from bot.posting.rotation import Lot
from bot.posting.subscription import Choice

# Choices whose cards are kept at hand; dealing 400 cards anew takes a tenth of a millisecond.
DEALT = 256


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
