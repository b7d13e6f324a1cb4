"""Answers through a response URL: to commands, and to buttons in messages that only one person sees."""

from __future__ import annotations

import logging
import time
from http.client import HTTPException
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.errors import PublishError
from bot.render.message import Message
from bot.slack.outbox.outcome import retry_after

TIMEOUT_SECONDS = 10

# The address alone lets one answer in the person's name, and the SDK would log it.
QUIET = logging.getLogger("bot.slack.response_url")
QUIET.setLevel(logging.CRITICAL)

# Beyond this the person has gone on, and can ask again.
LONGEST_WAIT_SECONDS = 10


class _NoRedirect(HTTPRedirectHandler):
    """Leaves a redirect unfollowed: it would lead wherever somebody else says."""

    def redirect_request(self, *_: Any) -> None:
        """No request instead of this one."""


OPENER = build_opener(_NoRedirect)


class _Straight(WebhookClient):
    """A client that calls its own address and no other."""

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        with OPENER.open(req, timeout=self.timeout) as answer:
            body = answer.read().decode("utf-8", "replace")
            return WebhookResponse(url=url, status_code=answer.status, body=body, headers=dict(answer.headers))


def respond(response_url: str, message: Message, *, replace: bool = False, in_channel: bool = False) -> None:
    """Answer once; a rate limit is waited for. A lost answer is not sent again: it may have arrived.

    One that is refused is sent again without its pictures, which Slack may not have been able to fetch.

    Raises PublishError when Slack did not take it, or left no address to answer to.
    """
    if not response_url:
        raise PublishError("There is no address of Slack's to answer a command or a button.")
    client = _Straight(response_url, timeout=TIMEOUT_SECONDS, retry_handlers=[], logger=QUIET)
    body: dict[str, Any] = {
        "text": message.text,
        "blocks": message.blocks,
        "replace_original": replace,
        "response_type": "in_channel" if in_channel else "ephemeral",
    }
    response = _send(client, body)
    if response.status_code == 400 and message.has_pictures:
        body["blocks"] = message.without_pictures().blocks
        response = _send(client, body)
    wait = retry_after(response.headers).total_seconds()
    if response.status_code == 429 and wait <= LONGEST_WAIT_SECONDS:
        time.sleep(wait)
        response = _send(client, body)
    if response.status_code != 200:
        raise PublishError(f"Slack did not take an answer to a command or a button (HTTP {response.status_code}).")


def _send(client: WebhookClient, body: dict[str, Any]) -> WebhookResponse:
    try:
        return client.send_dict(body)
    except (OSError, HTTPException) as error:
        raise PublishError(f"Slack could not be reached for an answer ({type(error).__name__}).") from error
