"""Whatever goes wrong in a listener ends here: logged once with a short id, which the asker is told."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import PublishError, StoreError
from bot.render.messages import notice_message
from bot.slack.outbox.notices import direct, whisper
from bot.slack.outbox.respond import respond

logger = logging.getLogger(__name__)

APOLOGY = "Something went wrong on my side, sorry. Please try again; if it stays, tell your administrator: {}"

# Bolt looks for an ack every 10 ms, and forgets it when the listener fails before it looked: the person would
# see Slack's own error three seconds later, beside ours.
ACK_POLL_SECONDS = 0.05

# Slack gives an event up after its third retry; until then the retry may go well, and nobody needs to hear.
LAST_RETRY = "3"


def handle_error(
    error: Exception, body: dict[str, Any], context: BoltContext, request: BoltRequest, client: WebClient
) -> BoltResponse | None:
    """Log once, tell the asker. The log names what failed and where, never what was asked."""
    time.sleep(ACK_POLL_SECONDS)
    error_id = secrets.token_hex(4)
    logger.error("error %s: %s", error_id, _summary(error), exc_info=_traceback(error))
    retried = body.get("type") == "event_callback" and "event_lease" not in context
    # Bolt authorizes only what it has verified: a body without that may be anybody's, its response_url too.
    verified = context.authorize_result is not None
    if verified and (not retried or request.headers.get("x-slack-retry-num") == [LAST_RETRY]):
        _tell(APOLOGY.format(error_id), body, context, client)
    return BoltResponse(status=503, body="") if retried else None


def _summary(error: Exception) -> str:
    """The error in one line, without what was sent."""
    if isinstance(error, SlackApiError):
        data = error.response.data if hasattr(error.response, "data") else {}
        return f"Slack refused ({data.get('error') if isinstance(data, dict) else 'no reason given'})"
    return str(error) if isinstance(error, (StoreError, PublishError)) else type(error).__name__


def _traceback(error: Exception) -> Exception | None:
    """A traceback for faults of ours; the others say all that there is to say."""
    return None if isinstance(error, (SlackApiError, StoreError, PublishError)) else error


def _tell(text: str, body: Mapping[str, Any], context: BoltContext, client: WebClient) -> None:
    """Reach the person by whichever way the payload leaves open."""
    url = body.get("response_url")
    if url:
        try:
            respond(str(url), notice_message(text))
        except PublishError:
            logger.warning("nor could the asker be told by the response URL")
        else:
            return
    event, person = body.get("event") or {}, context.user_id
    thread_ts = event.get("thread_ts") or event.get("ts")
    if person and context.channel_id:
        whisper(context.channel_id, person, text, client, thread_ts=thread_ts)
    elif person:
        direct(person, text, client)


def register(app: App) -> None:
    """Make this the app's one error handler."""
    app.error(handle_error)
