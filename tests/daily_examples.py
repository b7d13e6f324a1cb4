"""Small cards, subscriptions and schedules for tests of the daily post."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.knowledge.model import Answer, Source
from bot.posting.calendar import EVERY_DAY, Schedule
from bot.posting.cards import Card
from bot.posting.deck import Deck
from bot.posting.planner import plan
from bot.posting.subscription import Choice, Subscription

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


def noon_zone(now):
    """A zone in which it is about noon: what is due there is due today, whatever the hour of the test run."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


def just_due(team, channel, now, *, creator="U1"):
    """A subscription whose slot fell due two or three minutes ago."""
    zone = noon_zone(now)
    at = (now - timedelta(minutes=3)).astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)
    one = Subscription(team, channel, Schedule(at, zone, EVERY_DAY), Choice(), creator)
    return one.rescheduled(now - timedelta(minutes=5))


DECK = deck()
# A subscription made before that day is due at nine, and a minute has passed.
BEFORE, NOW = utc("2026-11-20 00:00"), utc("2026-11-20 09:01")
TODAY = date(2026, 11, 20)


def decide(now, cards=DECK):
    """Plans a subscription at that time, with these cards."""
    return lambda one: plan(one, cards, now)
