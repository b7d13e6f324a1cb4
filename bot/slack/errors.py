"""Whatever goes wrong in a listener ends here: logged once with a short id, which the asker is told."""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.errors import PublishError, StoreError
from bot.render.messages import notice_message
from bot.slack.events.fields import Payload, text_at
from bot.slack.outbox.notices import direct, whisper
from bot.slack.outbox.respond import respond

logger = logging.getLogger(__name__)

APOLOGY = (
    "Something went wrong on my side. Please try again; if it happens once more, tell whoever looks after me, and "
    "name “{}”: that is where it stands in my log."
)


@dataclass(frozen=True, slots=True)
class Asker:
    """A person, and the ways that are open to them; empty for those that are not."""

    person: str
    channel: str = ""
    thread_ts: str = ""
    response_url: str = ""

    @classmethod
    def of(cls, body: Payload, context: BoltContext) -> Asker | None:
        """Who sent a payload; None for one that Bolt did not authorize.

        Bolt authorizes only what it has verified: a body without that may be anybody's, its response URL too.
        """
        if context.authorize_result is None:
            return None
        thread_ts = text_at(body, "event", "thread_ts") or text_at(body, "event", "ts")
        url = text_at(body, "response_url")
        return cls(context.user_id or "", context.channel_id or "", thread_ts, url)

    @classmethod
    def kept(cls, body: Payload) -> Asker:
        """Who asked for what was accepted, by what is kept of it."""
        ways = {name: text_at(body, name) for name in ("channel", "thread_ts", "response_url")}
        return cls(text_at(body, "asker") or text_at(body, "person"), **ways)


def report(error: Exception, asker: Asker | None, client: WebClient) -> None:
    """Log once; tell the asker, if there is one. The log names what failed and where, never what was asked."""
    error_id = secrets.token_hex(4)
    logger.error("error %s: %s%s", error_id, _summary(error), _frames(error))
    if asker is not None:
        tell(APOLOGY.format(error_id), asker, client)


def handle_error(
    error: Exception, body: dict[str, Any], context: BoltContext, request: BoltRequest, client: WebClient
) -> BoltResponse:
    """What failed before any listener of ours: Slack is asked to send it again."""
    report(error, None, client)
    return BoltResponse(status=503, body="")


def _summary(error: Exception) -> str:
    """The error in one line, without what was sent."""
    if isinstance(error, SlackApiError):
        data = error.response.data if hasattr(error.response, "data") else {}
        return f"Slack refused ({data.get('error') if isinstance(data, dict) else 'no reason given'})"
    return str(error) if isinstance(error, (StoreError, PublishError)) else type(error).__name__


def _frames(error: Exception) -> str:
    """Where it happened, for faults of ours; without the error's own words, which may be a person's."""
    if isinstance(error, (SlackClientError, StoreError, PublishError)):
        return ""  # says all that there is to say
    return "\nTraceback (most recent call last):\n" + "".join(traceback.format_tb(error.__traceback__)).rstrip()


def tell(text: str, asker: Asker, client: WebClient) -> None:
    """Reach the person by whichever way is open."""
    if asker.response_url:
        try:
            respond(asker.response_url, notice_message(text))
        except PublishError:
            logger.warning("nor could the asker be told by the response URL")
        else:
            return
    if asker.person and asker.channel:
        whisper(asker.channel, asker.person, text, client, thread_ts=asker.thread_ts or None)
    elif asker.person:
        direct(asker.person, text, client)


def register(app: App) -> None:
    """Make this the app's error handler; only for an app of our own."""
    app.error(handle_error)
