"""`principles daily`: the cards, what would be posted when, and what became of it."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.mistakes import Commands
from bot.cli.options import knowledge_option, settings_with
from bot.counting import count
from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.posting.calendar import Slot
    from bot.posting.cards import Card
    from bot.posting.subscription import Subscription
    from bot.store.deliveries import Status


# So many zones are named for a word that may mean several.
MOST_MEANT = 3


@click.group("daily", cls=Commands)
def command() -> None:
    """The daily principle: its cards, a preview, and how it is going."""


@command.command("cards")
@knowledge_option
def cards(knowledge: tuple[Path, ...]) -> None:
    """List every card that the packs make."""
    from bot.bootstrap.daily import build_deck

    deck = build_deck(settings_with(knowledge))
    for card in deck.cards.values():
        print(f"{card.id}  {_card_line(card)}")
    print(f"{count(len(deck.cards), 'card')} from {count(len(deck.packs()), 'pack')}", file=sys.stderr)


@command.command("preview")
@click.option("--zone", default="UTC", show_default=True, help="The IANA zone, such as Europe/London.")
@click.option("--at", default="09:00", show_default=True, metavar="HH:MM", help="The wall time in that zone.")
@click.option("--weekdays", default="mon-fri", show_default=True, help="The days of the week.")
@click.option("--days", type=click.IntRange(1, 366), default=14, show_default=True, help="How many days to look ahead.")
@click.option("--from", "start", metavar="YYYY-MM-DD", help="The first day (default: today).")
@click.option("--topic", "topics", multiple=True, help="Only cards on this topic (may be repeated).")
@click.option("--pack", "packs", multiple=True, help="Only cards of this pack (may be repeated).")
@click.option("--channel", default="preview", help="Each channel has an order of its own.")
@knowledge_option
def preview(
    zone: str,
    at: str,
    weekdays: str,
    days: int,
    start: str | None,
    topics: tuple[str, ...],
    packs: tuple[str, ...],
    channel: str,
    knowledge: tuple[Path, ...],
) -> None:
    """Print what a new subscription would post, and when. Needs no Slack."""
    from bot.bootstrap.daily import build_deck
    from bot.posting.calendar import Schedule, first_instant
    from bot.posting.planner import preview as foretell
    from bot.posting.subscription import Choice, Subscription

    schedule = Schedule(_time(at), _zone(zone), _weekdays(weekdays))
    now = first_instant(_date(start), time(0), zone) - timedelta(seconds=1) if start else datetime.now(UTC)
    end = now + timedelta(days=days)
    deck = build_deck(settings_with(knowledge))
    choice = Choice(frozenset(packs), frozenset(topics))
    if not deck.cards:
        raise SettingsError("These packs make no cards: lists do, and texts with `daily: true`.")
    if not deck.lots(choice):
        topics_known = f"topics are {', '.join(deck.topics())}; " if deck.topics() else ""
        known = f"{topics_known}packs are {', '.join(deck.packs())}"
        raise SettingsError(f"No card fits --topic and --pack: {known}.")
    subscription = Subscription("preview", channel, schedule, choice, creator="")
    for slot, card_id in takewhile(lambda coming: coming[0].due < end, foretell(subscription, deck, now)):
        print(f"{_when(slot, subscription)}  {_card_line(deck.cards[card_id])}")


@command.command("status")
@click.option("--days", type=click.IntRange(1, 90), default=7, show_default=True, help="How many days to look back.")
def status(days: int) -> None:
    """Say what became of the posts: due, sent, late, missed, in doubt."""
    from bot.bootstrap.database import existing_database
    from bot.store.deliveries import Deliveries
    from bot.store.subscriptions import Subscriptions

    database = existing_database(settings_with(()))
    now = datetime.now(UTC)
    since = now - timedelta(days=days)
    deliveries = Deliveries(database)
    print(f"{database.name}, the last {days} days:")
    print(_status_line(deliveries.status(since, now)))
    for outcome in deliveries.troubled(since):
        when = outcome.due.strftime("%Y-%m-%d %H:%M UTC")
        print(
            f"  {when}  {outcome.key.team} {outcome.key.channel}  {outcome.state}: {outcome.error or 'no reason given'}"
        )
    for line in _standings(Subscriptions(database).all()):
        print(line)
    database.close()


@command.command("move")
@click.option("--to", "target", required=True, metavar="URL", help="The new, empty database: postgresql://...")
def move(target: str) -> None:
    """Copy everything from DATABASE_URL to another database. Stop the app first."""
    from bot.store.database import Database
    from bot.store.move import move as copy

    copied = copy(Database.open(settings_with(()).database_url), Database.open(target))
    print(", ".join(f"{number} {table}" for table, number in copied.items()) + " copied")


def _card_line(card: Card) -> str:
    """A card on one line: title, place, source."""
    place = f" ({card.place})" if card.place else f" ({len(card.answer.items)} points)" if card.answer.items else ""
    return f"{card.title}{place} · {card.source.title}"


def _when(slot: Slot, subscription: Subscription) -> str:
    """A slot in its own zone and in UTC; the channel's seconds within the minute are left out."""
    from bot.posting.calendar import zone_of

    local = (slot.due - subscription.jitter).astimezone(zone_of(subscription.schedule.zone))
    return f"{local:%a %Y-%m-%d %H:%M %Z} ({local.astimezone(UTC):%H:%M} UTC)"


def _status_line(status: Status) -> str:
    """The counts in words."""
    from bot.posting.delivery import State

    of = status.states.get
    under_way = sum(number for state, number in status.states.items() if not state.is_final)
    parts = (
        f"{sum(status.states.values())} due",
        f"{of(State.SENT, 0)} sent ({status.late} late)",
        f"{of(State.MISSED, 0)} missed",
        f"{of(State.UNKNOWN, 0)} in doubt",
        f"{of(State.FAILED, 0)} failed",
        f"{under_way} on the way",
    )
    return ", ".join(parts)


def _standings(subscriptions: tuple[Subscription, ...]) -> Iterator[str]:
    """How many subscriptions post, and which ones Slack halted."""
    from bot.posting.subscription import Standing

    counts = {standing: sum(one.standing is standing for one in subscriptions) for standing in Standing}
    yield f"{count(len(subscriptions), 'subscription')}: " + ", ".join(
        f"{n} {standing}" for standing, n in counts.items()
    )
    for one in subscriptions:
        if one.standing is Standing.HALTED:
            yield f"  {one.team} {one.channel} halted: {one.trouble}"


def _time(text: str) -> time:
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
        raise SettingsError(f'--at is "{text}": write a time of day such as 09:00.')
    hours, minutes = map(int, text.split(":"))
    return time(hours, minutes)


def _zone(name: str) -> str:
    from bot.posting.calendar import is_zone

    if not is_zone(name):
        from bot.posting.zones import find_zones

        found = [one.zone for one in find_zones(name, now=datetime.now(UTC), limit=MOST_MEANT)]
        meant = f" It may mean {', '.join(found)}." if found else ""
        raise SettingsError(f'--zone is "{name}": write an IANA zone such as Europe/London or UTC.{meant}')
    return name


def _weekdays(text: str) -> frozenset[int]:
    from bot.posting.weekdays import read_weekdays

    try:
        return read_weekdays(text)
    except ValueError as error:
        raise SettingsError(f"--weekdays: {error} Write days such as mon-fri or sat,sun.") from None


def _date(text: str) -> date:
    with suppress(ValueError):
        # A clock has no time before the first year, and a preview looks a year beyond the last.
        if date(1970, 1, 1) <= (day := date.fromisoformat(text)) <= date(2999, 12, 31):
            return day
    raise SettingsError(f'--from is "{text}": write a date from 1970 to 2999, such as 2026-03-29.')
