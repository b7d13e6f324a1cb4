"""What Slack says of a token: asked once for each look, whatever is told from it."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack.clients import granted


@dataclass(frozen=True, slots=True)
class Introduced:
    """A client and Slack's answer to whose it is; `answer` is None where `error` came instead."""

    client: WebClient
    answer: SlackResponse | None
    error: Exception | None = None

    @property
    def team(self) -> str:
        """The workspace's id; empty where it is not known."""
        return str(self.answer.get("team_id") or "") if self.answer is not None else ""

    @property
    def bot_user(self) -> str:
        """The id of the bot's user there; empty where it is not known."""
        return str(self.answer.get("user_id") or "") if self.answer is not None else ""

    @property
    def scopes(self) -> frozenset[str] | None:
        """The token's scopes; None where Slack does not say."""
        return granted(self.answer) if self.answer is not None else None


def introduce(client: WebClient) -> Introduced:
    """Ask Slack whose token this is."""
    try:
        return Introduced(client, client.auth_test())
    except (SlackClientError, HTTPException, OSError) as error:
        return Introduced(client, None, error)
