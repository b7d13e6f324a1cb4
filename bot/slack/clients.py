"""Clients of Slack's Web API, by workspace: the one place from which whatever calls Slack gets its own."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from ssl import SSLContext
from time import perf_counter
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.health import TOKENS
from bot.metrics import SLACK_CALL_SECONDS
from bot.slack.connections import Connections

# chat.postMessage takes well under a second; after this its outcome is in doubt, and looked up.
TIMEOUT_SECONDS = 10

# Clients at hand, one for each token and patience: making one reads the environment and the platform anew.
MOST_CLIENTS = 1_000

# One set of open connections serves every client of the process.
CONNECTIONS = Connections()

# The SDK logs each failure before it raises it; here it is logged once, by whoever handles it.
logger = logging.getLogger("bot.slack.web_api")
logger.setLevel(logging.CRITICAL)


class Clients(Protocol):
    """Hands out clients; each is one that `once_only` made."""

    def of(self, team: str) -> WebClient | None:
        """The client of the workspace `team` (its Slack id); None when the app is not installed there (any more)."""

    def teams(self) -> frozenset[str] | None:
        """The workspaces where the app is installed; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class OneWorkspace:
    """One token, and so one workspace: its id, its name and the token's scopes, each where it is known."""

    client: WebClient
    team: str | None = None
    name: str = ""
    scopes: frozenset[str] | None = None

    def of(self, team: str) -> WebClient | None:  # there is one workspace
        """The client."""
        return self.client

    def teams(self) -> frozenset[str] | None:
        """The workspace."""
        return frozenset({self.team}) if self.team else None


def one_workspace(client: WebClient) -> OneWorkspace:
    """The client with its workspace, as Slack says; an app that a whole organisation installed has no single one."""
    if not client.token:
        return OneWorkspace(client)
    try:
        answer = client.auth_test()
    except (SlackClientError, HTTPException, OSError) as error:
        logging.getLogger(__name__).warning("Slack did not say whose token this is: %s", type(error).__name__)
        return OneWorkspace(client)
    whole = answer.get("is_enterprise_install")
    team, name = None if whole else answer.get("team_id"), answer.get("team") or ""
    return OneWorkspace(client, team, name, granted(answer))


def granted(answer: SlackResponse) -> frozenset[str] | None:
    """The scopes of the token that a call was made with; None where Slack does not say."""
    for name, value in answer.headers.items():
        if name.lower() == "x-oauth-scopes":
            said = value if isinstance(value, str) else ",".join(value)
            return frozenset(filter(None, map(str.strip, said.split(","))))
    return None


class WatchedClient(WebClient):
    """A client whose calls are counted, and whose token is noticed when Slack does not accept it any more.

    Its calls go over connections that are kept open, unless they have to go through a proxy, or bring a file.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._direct = not self.proxy and not getproxies() and "@" not in urlsplit(self.base_url).netloc

    def api_call(self, api_method: str, **arguments: Any) -> SlackResponse:
        """Call a method of the Web API."""
        began, outcome = perf_counter(), "failed"
        # Socket Mode's link is asked for with the app's token; what Slack says of that one is told by whoever asks.
        token = None if (arguments.get("params") or {}).get("token") else self.token
        try:
            answer = super().api_call(api_method, **arguments)
            outcome = "ok"
        except SlackApiError as error:
            outcome = "refused"
            TOKENS.refused(token, _reason(error))
            raise
        finally:
            SLACK_CALL_SECONDS.labels(api_method, outcome).observe(perf_counter() - began)
        TOKENS.accepted(token)
        return answer

    def _perform_urllib_http_request(self, *, url: str, args: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """The SDK's place for one request; its own way opens a connection for each, and closes it."""
        if not self._direct or args["data"]:
            return super()._perform_urllib_http_request(url=url, args=args)
        headers, body = dict(args["headers"]), None
        if args["json"]:
            headers["Content-Type"] = "application/json;charset=utf-8"
            body = json.dumps(args["json"]).encode()
        elif args["params"]:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(args["params"]).encode()
        answer = CONNECTIONS.post(url, body, headers, timeout=self.timeout, trust=self.ssl)
        return {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}


def _reason(error: SlackApiError) -> str:
    """Slack's word for it; a server between us may answer anything."""
    said = error.response.get("error") if isinstance(error.response, SlackResponse) else None
    return str(said or "")


def once_only(client: WebClient, *, timeout_seconds: int = TIMEOUT_SECONDS, token: str | None = None) -> WebClient:
    """The same client, without the SDK's retry: that one re-sends a post whose answer was lost, and so posts twice.

    Somebody else's client keeps its token (or takes `token`), address, proxy and headers; it waits for at most
    `timeout_seconds`. Who asks for the same again gets the same: nobody may change it.
    """
    patience = min(client.timeout, timeout_seconds)
    headers = tuple(client.headers.items())
    return _watched(token or client.token, client.base_url, patience, client.ssl, client.proxy, headers)


@lru_cache(maxsize=MOST_CLIENTS)
def _watched(
    token: str | None,
    base_url: str,
    timeout: int,
    ssl: SSLContext | None,
    proxy: str | None,
    headers: tuple[tuple[str, str], ...],
) -> WatchedClient:
    return WatchedClient(
        token,
        base_url=base_url,
        timeout=timeout,
        ssl=ssl,
        proxy=proxy,
        headers=dict(headers),
        logger=logger,
        retry_handlers=[],
    )
