"""Small cards, subscriptions and schedules for tests of the daily post."""

from datetime import UTC, datetime, time

from bot.knowledge.model import Answer, Source
from bot.posting.calendar import EVERY_DAY, Schedule
from bot.posting.cards import Card
from bot.posting.subscription import Choice, Deck, Subscription

SOURCE = Source("A book of service")


def card(card_id, *, topics=()):
    """A card that says nothing but its id."""
    answer = Answer("text", text=f"What {card_id} says.")
    pack = card_id.partition("/")[0]
    return Card(card_id, card_id.partition("#")[0], pack, tuple(topics), card_id, answer, (), None, SOURCE, None)


def deck(*card_ids):
    """A deck of these cards, or of five."""
    return Deck(card(card_id) for card_id in card_ids or (f"pack/list#{name}" for name in "abcde"))


def subscription(team="T1", channel="C1", *, at="09:00", zone="UTC", weekdays=EVERY_DAY, skip=(), choice=None):
    """A subscription that has no slot yet; `rescheduled` gives it one."""
    schedule = Schedule(time.fromisoformat(at), zone, frozenset(weekdays), frozenset(skip))
    return Subscription(team, channel, schedule, choice or Choice(), creator="U1")


def utc(text):
    """An instant of UTC, written like 2026-03-29 09:00."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
