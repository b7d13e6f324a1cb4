"""One call to Slack and what became of it: did it happen, did it not, or does nobody know.

A call in doubt may have done its work: a message may be there although no answer came. Whoever made the call
decides what follows; chat.postMessage has no idempotency key, so doubt must never mean "again".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from socket import gaierror
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

# Slack names no ceiling for Retry-After; a longer one than this is treated as this.
MAX_RETRY_AFTER = timedelta(minutes=5)
DEFAULT_RETRY_AFTER = timedelta(seconds=30)

# ok=false answers that say nothing about whether the work was done.
VAGUE_ERRORS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "server_error"})

# ok=false answers that pass by themselves. Slack sends Retry-After with 429 alone.
PASSING_ERRORS = {
    "ratelimited": DEFAULT_RETRY_AFTER,
    "rate_limited": DEFAULT_RETRY_AFTER,
    "team_added_to_org": timedelta(minutes=1),
}

# Slack's errors are words like these; anything else is text from something between us and Slack.
ERROR = re.compile(r"[a-z][a-z0-9_]{1,63}")


@dataclass(frozen=True, slots=True)
class Done:
    """Slack did it; `answer` holds what it returned."""

    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Slack did not do it, and may later: rate limit, or no connection."""

    after: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack did not do it and will not; `error` is Slack's word for why."""

    error: str


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Nobody knows whether Slack did it: a time-out, a lost connection, a 5xx."""

    reason: str


Outcome = Done | TryAgain | Refused | InDoubt

# Refused at the door, or no such name: nothing was sent.
NO_CONNECTION = TryAgain(timedelta(seconds=2), "no connection")

# A workspace that has taken its token back, or never gave one.
NO_TOKEN = Refused("not_authed")


def attempt(call: Callable[[], SlackResponse]) -> Outcome:
    """Make one call (by a client without retry handlers) and say what became of it."""
    try:
        response = call()
    except SlackApiError as error:
        return _refusal(error)
    except URLError as error:
        return _unanswered(error.reason if isinstance(error.reason, Exception) else error)
    except (OSError, HTTPException, SlackClientError) as error:
        return _unanswered(error)
    return Done(response.data if isinstance(response.data, dict) else {})


def retry_after(headers: Mapping[str, Any], default: timedelta = DEFAULT_RETRY_AFTER) -> timedelta:
    """How long Slack asks to wait; never more than `MAX_RETRY_AFTER`, and `default` where it does not say."""
    raw = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    value = str(raw[0] if isinstance(raw, list) and raw else raw)
    wanted = timedelta(seconds=int(value[:9])) if re.fullmatch("[0-9]+", value) else default
    return min(wanted, MAX_RETRY_AFTER)


def _unanswered(error: Exception) -> Outcome:
    """What no answer means. A connection that broke, or was slow to come about, counts as doubt, to be safe."""
    if isinstance(error, ConnectionRefusedError | gaierror):
        return NO_CONNECTION
    return InDoubt(type(error).__name__)


def _refusal(error: SlackApiError) -> Outcome:
    """What a failed answer means."""
    response = error.response
    status = getattr(response, "status_code", 200)
    data = getattr(response, "data", response)
    said = str(data.get("error", "")) if isinstance(data, dict) else ""
    understood = ERROR.fullmatch(said) is not None
    if not understood:  # an error page, not a word of Slack's
        said = f"HTTP {status}"
    if status == 429:
        return TryAgain(retry_after(getattr(response, "headers", {})), "rate limit")
    if said in PASSING_ERRORS:
        return TryAgain(retry_after(getattr(response, "headers", {}), PASSING_ERRORS[said]), said)
    if status >= 500 or said in VAGUE_ERRORS or not (understood or 400 <= status < 500):
        return InDoubt(said)
    return Refused(said)
