"""Clients of Slack's Web API, by workspace: the one place from which whatever calls Slack gets its own."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http.client import HTTPException
from time import perf_counter
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.health import TOKENS
from bot.metrics import SLACK_CALL_SECONDS

# chat.postMessage takes well under a second; after this its outcome is in doubt, and looked up.
TIMEOUT_SECONDS = 10

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
    """A client whose calls are counted, and whose token is noticed when Slack does not accept it any more."""

    def api_call(self, api_method: str, **arguments: Any) -> SlackResponse:
        """Call a method of the Web API."""
        began, outcome = perf_counter(), "failed"
        try:
            answer = super().api_call(api_method, **arguments)
            outcome = "ok"
        except SlackApiError as error:
            outcome = "refused"
            TOKENS.refused(self.token, _reason(error))
            raise
        finally:
            SLACK_CALL_SECONDS.labels(api_method, outcome).observe(perf_counter() - began)
        TOKENS.accepted(self.token)
        return answer


def _reason(error: SlackApiError) -> str:
    """Slack's word for it; a server between us may answer anything."""
    said = error.response.get("error") if isinstance(error.response, SlackResponse) else None
    return str(said or "")


def once_only(client: WebClient, *, timeout_seconds: int = TIMEOUT_SECONDS) -> WebClient:
    """The same client, without the SDK's retry: that one re-sends a post whose answer was lost, and so posts twice.

    Somebody else's client keeps its token, address, proxy and headers; it waits for at most `timeout_seconds`.
    """
    return WatchedClient(
        client.token,
        base_url=client.base_url,
        timeout=min(client.timeout, timeout_seconds),
        ssl=client.ssl,
        proxy=client.proxy,
        headers=client.headers,
        logger=logger,
        retry_handlers=[],
    )
