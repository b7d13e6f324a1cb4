"""Slack, as far as a daily post needs it: post once, look for a post, tell a person.

The outbox makes the calls, with a time-out that bounds a stop; here its outcomes become the words of the courier's
protocol.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from slack_sdk import WebClient

from bot.answering.identity import Identity
from bot.posting.cards import Card
from bot.posting.delivery import Absent, Doubtful, Key, LookOutcome, Posted, PostOutcome, Refused, Throttled, Unreadable
from bot.posting.subscription import Halted
from bot.render.card import card_message
from bot.render.trouble import LASTING, notice
from bot.slack.clients import Clients, once_only
from bot.slack.outbox import outcome as calls
from bot.slack.outbox.posts import ABSENT, Mark, look, send

# Marks our posts in Slack's message metadata.
EVENT_TYPE = "daily_principle"

# The client's time-out for each of connecting, sending and receiving. Slack answers a post in well under a
# second; a stop has 10 s to finish what is in flight.
TIMEOUT_SECONDS = 6

# Slack's clock stamps the message, ours the intent. A day has one key, so looking further back is harmless.
CLOCK_SKEW = timedelta(minutes=5)

# Cards kept as messages, of some 10 kB each: more than the bundled packs have.
RENDERED = 512

# No connection, no post: tried again soon, within the grace of the slot, but not by every channel every other second.
UNCONNECTED_SECONDS = 15.0


class DailyPublisher:
    """Posts with the client of each workspace."""

    def __init__(self, clients: Clients, me: Callable[[str], Identity]) -> None:
        """`me`: who the bot is in a workspace."""
        self._clients = clients
        self._me = me
        # A card goes to many channels within a minute, and looks the same in each.
        self._message = lru_cache(maxsize=RENDERED)(card_message)

    def post(self, key: Key, card: Card) -> PostOutcome:
        """Post the card once, marked with the key."""
        client = self._client(key.team)
        if client is None:
            return _as_posted(calls.NO_TOKEN)
        message = self._message(card, self._me(key.team).card)
        return _as_posted(send(client, key.channel, message, _mark(key, card)))

    def look(self, key: Key, since: datetime) -> LookOutcome:
        """Look in the channel for the post with this key."""
        client = self._client(key.team)
        found = look(client, key.channel, _mark(key), since - CLOCK_SKEW) if client else calls.NO_TOKEN
        if found == ABSENT:
            return Absent()
        outcome = _as_posted(found)
        return Unreadable(outcome.error) if isinstance(outcome, Refused) else outcome

    def tell(self, halted: Halted) -> PostOutcome:
        """Tell the creator of a halted subscription how to mend it, in a direct message."""
        client = self._client(halted.team)
        if client is None:
            return _as_posted(calls.NO_TOKEN)
        text = notice(halted, self._me(halted.team).command)
        return _as_posted(
            calls.attempt(lambda: client.chat_postMessage(channel=halted.creator, text=text, unfurl_links=False))
        )

    def _client(self, team: str) -> WebClient | None:
        """The workspace's client, with a daily post's patience."""
        client = self._clients.of(team)
        return once_only(client, timeout_seconds=TIMEOUT_SECONDS) if client else None


def _mark(key: Key, card: Card | None = None) -> Mark:
    return Mark(EVENT_TYPE, str(key), {"card": card.id} if card else {})


def _as_posted(outcome: calls.Outcome) -> PostOutcome:
    """What an outcome means for a post."""
    match outcome:
        case calls.Done(answer):
            return Posted(str(answer.get("ts", "")))
        case calls.NO_CONNECTION:
            return Throttled(UNCONNECTED_SECONDS)
        case calls.TryAgain(after):
            return Throttled(after.total_seconds())
        case calls.Refused(error):
            return Refused(error, lasting=error in LASTING)
        case calls.InDoubt(reason):
            return Doubtful(reason)
