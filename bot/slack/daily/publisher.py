"""Slack, as far as a daily post needs it: post once, look for a post, tell a person.

Its clients are such that never send twice (bot/slack/clients.py); theirs is the time-out that bounds a stop.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from http.client import HTTPException
from socket import gaierror
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.posting.cards import Card
from bot.posting.delivery import (
    EVENT_TYPE,
    Absent,
    Doubtful,
    Key,
    LookOutcome,
    Posted,
    PostOutcome,
    Refused,
    Throttled,
    Unreadable,
)
from bot.posting.subscription import Halted
from bot.render.card import card_message
from bot.render.trouble import LASTING, notice
from bot.slack.clients import Clients, once_only

# The client's time-out for each of connecting, sending and receiving. Slack answers a post in well under a
# second; a stop has 10 s to finish what is in flight.
TIMEOUT_SECONDS = 6

# Slack's clock stamps the message, ours the intent. A day has one key, so looking further back is harmless.
CLOCK_SKEW = timedelta(minutes=5)

# Newest first, so the post is nearly always on the first page; a channel with more messages than this since
# the intent is looked at again later.
PAGE, PAGES = 100, 10

# ok:false that does not say whether the message was posted.
UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# ok:false that passes by itself. Slack sends Retry-After with 429 alone.
PASSING = {"ratelimited": 30.0, "rate_limited": 30.0, "team_added_to_org": 60.0}
# Slack's error codes are words like these; anything else is text from something between us and Slack.
CODE = re.compile(r"[a-z][a-z0-9_]{1,63}")

# No connection, no post: tried again soon, within the grace of the slot.
UNCONNECTED_SECONDS = 15.0


class DailyPublisher:
    """Posts with the client of each workspace."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def post(self, key: Key, card: Card) -> PostOutcome:
        """Post the card once, marked with the key."""
        client = self._client(key.team)
        if client is None:
            return Refused("not_authed", lasting=True)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": str(key), "card": card.id}}
        try:
            answer = client.chat_postMessage(channel=key.channel, metadata=metadata, **card_message(card).payload())
        except (SlackClientError, HTTPException, OSError) as error:
            return _failed(error)
        return Posted(str(answer["ts"]))

    def look(self, key: Key, since: datetime) -> LookOutcome:
        """Look in the channel for the post with this key."""
        client = self._client(key.team)
        if client is None:
            return Unreadable("not_authed")
        cursor, oldest = None, f"{(since - CLOCK_SKEW).timestamp():.6f}"
        for _ in range(PAGES):
            try:
                answer = client.conversations_history(
                    channel=key.channel, oldest=oldest, include_all_metadata=True, limit=PAGE, cursor=cursor
                )
            except (SlackClientError, HTTPException, OSError) as error:
                outcome = _failed(error)
                return Unreadable(outcome.error) if isinstance(outcome, Refused) else outcome
            for message in answer["messages"]:
                if _key_of(message) == str(key):
                    return Posted(str(message["ts"]))
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Absent()
        return Doubtful("too many messages since")

    def tell(self, halted: Halted) -> PostOutcome:
        """Tell the creator of a halted subscription how to mend it, in a direct message."""
        client = self._client(halted.team)
        if client is None:
            return Refused("not_authed", lasting=True)
        try:
            answer = client.chat_postMessage(channel=halted.creator, text=notice(halted), unfurl_links=False)
        except (SlackClientError, HTTPException, OSError) as error:
            return _failed(error)
        return Posted(str(answer["ts"]))

    def _client(self, team: str) -> WebClient | None:
        """The workspace's client, with a daily post's patience."""
        client = self._clients.of(team)
        return once_only(client, timeout_seconds=TIMEOUT_SECONDS) if client else None


def _key_of(message: dict[str, object]) -> object:
    """The key in a message's metadata; only an app's message can carry one."""
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE or not message.get("bot_id"):
        return None
    return (metadata.get("event_payload") or {}).get("key")


def _failed(error: Exception) -> Throttled | Refused | Doubtful:
    """What a failed call means for the post."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | gaierror):
        return Throttled(UNCONNECTED_SECONDS)
    return Doubtful(type(cause).__name__)


def _answered(error: SlackApiError) -> Throttled | Refused | Doubtful:
    """What Slack's answer means."""
    status, code = error.response.status_code, str(error.response.get("error"))
    if status == 429:
        return Throttled(_retry_after(error))
    if status >= 500 or code in UNSURE or not CODE.fullmatch(code):
        return Doubtful(code if CODE.fullmatch(code) else f"HTTP {status}")
    if code in PASSING:
        return Throttled(PASSING[code])
    return Refused(code, lasting=code in LASTING)


def _retry_after(error: SlackApiError) -> float:
    """Slack's Retry-After, in seconds; headers come in any case."""
    headers = {str(name).lower(): value for name, value in error.response.headers.items()}
    value = headers.get("retry-after")
    text = str(value[0] if isinstance(value, list) else value)
    return float(text) if re.fullmatch(r"\d{1,6}", text) else PASSING["ratelimited"]
