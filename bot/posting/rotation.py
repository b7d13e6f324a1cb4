"""Whose turn it is: a shuffled bag of cards for each subscription.

A round shows every eligible card once. Its order is not stored: it is a shuffle by arithmetic from
the subscription, the number of the round and the card's id, so that replicas agree, restarts change
nothing, and a card that joins or leaves moves no other. Only what was shown is remembered.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

MASK = (1 << 64) - 1
# 48 bits: two of a thousand cards share a mark with a probability of 2 in a thousand million.
MARK_BYTES = 6


@dataclass(frozen=True, slots=True)
class Lot:
    """A card as the bag sees it: `mark` is a short form of its id, `number` its place in arithmetic."""

    id: str
    mark: str
    number: int

    @classmethod
    def of(cls, card_id: str) -> Lot:
        """The lot of a card."""
        digest = hashlib.sha256(card_id.encode()).digest()
        return cls(card_id, base64.urlsafe_b64encode(digest[:MARK_BYTES]).decode(), int.from_bytes(digest[8:16]))


@dataclass(frozen=True, slots=True)
class Bag:
    """What one subscription remembers: the round (from 0), the marks shown in it, and the last one shown."""

    round: int = 0
    shown: frozenset[str] = frozenset()
    last: str | None = None

    def draw(self, seed: str, lots: Iterable[Lot]) -> tuple[str, Bag] | None:
        """The id of the card whose turn it is, and the bag without it; None when there is no card.

        A new round begins when no eligible card is left; its first is never the last one shown,
        unless that is the only one.
        """
        eligible = list(lots)
        if not eligible:
            return None
        left = [lot for lot in eligible if lot.mark not in self.shown]
        number, shown = self.round, self.shown
        if not left:
            number, shown = self.round + 1, frozenset()
            left = [lot for lot in eligible if lot.mark != self.last] or eligible
        factor, offset = _shuffle(seed, number)
        chosen = min(left, key=lambda lot: ((lot.number * factor + offset) & MASK, lot.id))
        return chosen.id, Bag(number, shown | {chosen.mark}, chosen.mark)


def _shuffle(seed: str, number: int) -> tuple[int, int]:
    """The factor (odd) and offset that order one round."""
    digest = hashlib.sha256(f"{seed} {number}".encode()).digest()
    return int.from_bytes(digest[:8]) | 1, int.from_bytes(digest[8:16])
