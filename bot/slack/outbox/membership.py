"""Whether a person is in a conversation, asked of Slack: whatever a form says comes through people's hands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from slack_sdk import WebClient

from bot.slack.outbox.outcome import Done, Outcome, attempt

# Slack gives at most this many channels a page; ten pages are more than anybody is in.
PAGE, PAGES = 999, 10


class Membership(Enum):
    """What Slack says of a person and a conversation."""

    IN = "in"
    OUT = "out"
    # A direct message, a conversation that the bot cannot see, or Slack does not say.
    UNKNOWN = "unknown"


def channels_of(client: WebClient, person: str, *, archived: bool = True) -> frozenset[str] | Outcome:
    """The channels that a person is in, private ones only where the bot is too; or why Slack does not say.

    `archived`: those that are archived too.
    """
    found: set[str] = set()
    cursor: str | None = None
    for _ in range(PAGES):
        outcome = attempt(
            lambda at=cursor: client.users_conversations(  # type: ignore[misc]  # bound now, called at once
                user=person,
                types="public_channel,private_channel",
                exclude_archived=not archived,
                limit=PAGE,
                cursor=at,
            )
        )
        if not isinstance(outcome, Done):
            return outcome
        found |= {str(channel["id"]) for channel in outcome.answer.get("channels") or []}
        cursor = (outcome.answer.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            break
    return frozenset(found)


def membership(client: WebClient, person: str, channel: str) -> Membership:
    """Whether the person is in that conversation."""
    outcome = attempt(lambda: client.conversations_info(channel=channel))
    info = outcome.answer.get("channel") or {} if isinstance(outcome, Done) else {}
    if not info or info.get("is_im") or info.get("is_mpim"):
        return Membership.UNKNOWN
    channels = channels_of(client, person)
    if not isinstance(channels, frozenset):
        return Membership.UNKNOWN
    return Membership.IN if channel in channels else Membership.OUT


def belongs(user: Mapping[str, Any], team: str) -> bool:
    """Whether a person is of this workspace: over Slack Connect an admin elsewhere is nobody's admin here."""
    enterprise = user.get("enterprise_user") or {}
    return user.get("team_id") in (None, team) or team in (enterprise.get("teams") or ())
