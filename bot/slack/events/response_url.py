"""Which response URLs are Slack's: what a payload names as the place for an answer is called with what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from slack_bolt import BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.slack.events.fields import list_at, text_at

# Slack's own hosts, and those of its cloud for governments; a name with an empty label cannot even be looked up.
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*slack(?:-gov)?\.com")

# Where a payload holds them.
NAMES = frozenset({"response_url", "response_urls"})

# What an address is spelled with; no HTTP client can send anything else.
VISIBLE = re.compile(r"[!-~]{1,2000}")


def is_slacks(url: str, api_url: str) -> bool:
    """Whether Slack answers there: at a host of its own over HTTPS, or where its Web API is (SLACK_API_URL)."""
    try:
        found, api = urlsplit(url), urlsplit(api_url)
        port = found.port
    except ValueError:
        return False
    host = found.hostname or ""
    if host and (found.scheme, found.netloc) == (api.scheme, api.netloc):
        return True
    ours = HOST.fullmatch(host) and found.scheme == "https" and port in (None, 443) and "@" not in found.netloc
    return bool(ours) and VISIBLE.fullmatch(url) is not None


class ForeignDropped(Middleware):
    """Bolt middleware that lets a payload through without any response URL that is not Slack's."""

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,
        next: Callable[[], BoltResponse],
    ) -> BoltResponse:
        """Drop them, and go on."""
        drop_foreign(req.body, req.context, req.context.client)
        return next()


def drop_foreign(body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Take away every response URL that is not Slack's."""
    if not NAMES.isdisjoint(body) or "response_url" in context:
        _drop(body, context, client.base_url)


def _drop(body: dict[str, Any], context: BoltContext, api_url: str) -> None:
    if not is_slacks(text_at(body, "response_url"), api_url):
        body.pop("response_url", None)
    if "response_urls" in body:
        urls = list_at(body, "response_urls")
        body["response_urls"] = [url for url in urls if is_slacks(text_at(url, "response_url"), api_url)]
    if not is_slacks(text_at(context, "response_url"), api_url):
        context.pop("response_url", None)
