"""Post a message once: send it with a mark, and in doubt look for the mark before sending anything again.

The clients handed in are such that `once_only` made: the SDK's own retry sends a POST again whose answer
was lost, and so posts twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.render.message import Message
from bot.slack.outbox.outcome import Done, InDoubt, Outcome, Refused, attempt

# What a look finds that finds nothing: the message is not there.
ABSENT = Refused("absent")

# Slack's word for blocks that it does not take, such as a picture that it cannot fetch.
UNUSABLE = Refused("invalid_blocks")

# Newest first in a channel, so the post is nearly always on the first page. More messages than this since the
# intent, and nobody can say.
PAGE, PAGES = 200, 5


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells a message of ours from every other one, in its metadata; every app in the workspace may read it."""

    event_type: str
    key: str
    more: Mapping[str, str] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """The mark as Slack keeps it."""
        return {"event_type": self.event_type, "event_payload": {"key": self.key, **self.more}}

    def is_on(self, message: Mapping[str, Any]) -> bool:
        """Whether a message of the history carries it."""
        metadata = message.get("metadata")
        if not isinstance(metadata, dict) or metadata.get("event_type") != self.event_type:
            return False
        return (metadata.get("event_payload") or {}).get("key") == self.key


def send(
    client: WebClient,
    channel: str,
    message: Message,
    mark: Mark,
    *,
    thread_ts: str | None = None,
    broadcast: bool = False,
) -> Outcome:
    """Post a message; Done holds its `ts`. One that is refused is sent again without its pictures, if it has any.

    `broadcast` shows a message of a thread in its channel too.
    """

    def post(form: Message) -> Outcome:
        """Post the message in this form, marked so that it can be found again."""
        return attempt(
            lambda: client.chat_postMessage(
                channel=channel,
                thread_ts=thread_ts,
                metadata=mark.metadata(),
                reply_broadcast=broadcast or None,
                **form.payload(),
            )
        )

    outcome = post(message)
    return post(message.without_pictures()) if outcome == UNUSABLE and message.has_pictures else outcome


def look(client: WebClient, channel: str, mark: Mark, since: datetime, *, thread_ts: str | None = None) -> Outcome:
    """Look for the marked message, not older than `since`: Done with its `ts`, ABSENT, or why nobody can say.

    Any app may copy a mark: only our own messages count.
    """
    identity = attempt(client.auth_test)
    if not isinstance(identity, Done):
        return identity
    cursor = ""
    for _ in range(PAGES):
        page = attempt(partial(_page, client, channel, thread_ts, since, cursor))
        if not isinstance(page, Done):
            return page
        for message in page.answer.get("messages", []):
            if mark.is_on(message) and _is_by(identity.answer, message):
                return Done({"ts": str(message["ts"]), "channel": channel})
        cursor = (page.answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return ABSENT
    return InDoubt("too many messages since")


def _page(client: WebClient, channel: str, thread_ts: str | None, since: datetime, cursor: str) -> SlackResponse:
    """One page of the thread, or of the channel."""
    where: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{since.timestamp():.6f}",
        "include_all_metadata": True,
        "limit": PAGE,
        **({"cursor": cursor} if cursor else {}),
    }
    if thread_ts:
        return client.conversations_replies(ts=thread_ts, **where)
    return client.conversations_history(**where)


def _is_by(identity: Mapping[str, Any], message: Mapping[str, Any]) -> bool:
    """Whether the bot that this token belongs to wrote the message."""
    bot, user = identity.get("bot_id"), identity.get("user_id")
    return bool(bot and message.get("bot_id") == bot) or bool(user and message.get("user") == user)
