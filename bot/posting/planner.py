"""What falls due: from a subscription and an instant to deliveries. Pure; the store makes it durable."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.posting.calendar import Slot
from bot.posting.deck import Deck
from bot.posting.delivery import NO_CARD, Delivery, Key, State
from bot.posting.subscription import Subscription

# After a long downtime the ledger names the last month's missed slots, not a year's.
MAX_MISSED = 31


@dataclass(frozen=True, slots=True)
class Plan:
    """What a tick does with one subscription: the deliveries to write, and the subscription afterwards."""

    deliveries: tuple[Delivery, ...]
    after: Subscription
    before: Subscription

    def settled(self, written: Collection[Key]) -> Subscription:
        """The subscription afterwards, when these keys were new: a card that is not posted is not used up."""
        drawn = [item.key for item in self.deliveries if item.card_id is not None]
        return self.after if all(key in written for key in drawn) else replace(self.after, bag=self.before.bag)


def plan(subscription: Subscription, deck: Deck, now: datetime) -> Plan:
    """Everything due by `now`: at most one delivery that may still go out, the others missed."""
    due, upcoming = _due_slots(subscription, now)
    deliveries = []
    after = replace(subscription, upcoming=upcoming)
    for slot in due:
        delivery, after = _deliver(after, slot, deck, now)
        deliveries.append(delivery)
    return Plan(tuple(deliveries), after, subscription)


def plan_now(subscription: Subscription, slot: Slot, deck: Deck, now: datetime) -> Plan:
    """Today's post brought forward; if today's slot was the next one, the one after it is next."""
    delivery, after = _deliver(subscription, slot, deck, now)
    if after.upcoming is not None and after.upcoming.day <= slot.day:
        upcoming = after.schedule.next_slot(max(now, after.upcoming.due), jitter=after.jitter)
        after = replace(after, upcoming=upcoming)
    return Plan((delivery,), after, subscription)


def preview(subscription: Subscription, deck: Deck, now: datetime) -> Iterator[tuple[Slot, str]]:
    """The coming slots with the id of the card that each would post if the packs stayed as they are."""
    bag, slot = subscription.bag, subscription.upcoming or subscription.rescheduled(now).upcoming
    while slot is not None:
        drawn = bag.draw(subscription.seed, deck.lots(subscription.choice))
        if drawn is None:
            return
        card_id, bag = drawn
        yield slot, card_id
        slot = subscription.schedule.next_slot(slot.due, jitter=subscription.jitter)


def _due_slots(subscription: Subscription, now: datetime) -> tuple[tuple[Slot, ...], Slot | None]:
    """The slots that fell due, oldest first, and the next one.

    The stored slot is worked out anew from its day: zones change their rules.
    """
    due: deque[Slot] = deque(maxlen=MAX_MISSED)
    stored = subscription.upcoming
    slot = subscription.schedule.slot_on(stored.day, jitter=subscription.jitter) if stored else None
    if stored and slot is None:
        slot = subscription.schedule.next_slot(stored.due, jitter=subscription.jitter)
    while slot is not None and slot.due <= now:
        due.append(slot)
        slot = subscription.schedule.next_slot(slot.due, jitter=subscription.jitter)
    return tuple(due), slot


def _deliver(subscription: Subscription, slot: Slot, deck: Deck, now: datetime) -> tuple[Delivery, Subscription]:
    """The delivery of one slot; a card is drawn only if it can still be posted."""
    key = Key(subscription.team, subscription.channel, slot.day)
    delivery = Delivery(key, State.MISSED, None, slot.due, slot.deadline, ready=slot.due)
    if not slot.open_at(now):
        return delivery, subscription
    drawn = subscription.bag.draw(subscription.seed, deck.lots(subscription.choice))
    if drawn is None:
        return replace(delivery, state=State.FAILED, error=NO_CARD), subscription
    card_id, bag = drawn
    return replace(delivery, state=State.PLANNED, card_id=card_id), replace(subscription, bag=bag)
