"""Who may set something up for a channel (a daily post, a digest, watching), and whether the bot can be there.

Both are asked of Slack.

Where Slack does not answer, that is what people are told: it is neither a yes nor a no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.settings import ADMINS
from bot.slack.clients import once_only
from bot.slack.outbox.membership import belongs, channels_of
from bot.slack.outbox.outcome import Done, Outcome, Refused, attempt
from bot.slack.remembered import Remembered

NO_SCOPE = (
    "I was not given the rights to look up channels and people (channels:read, groups:read, users:read). "
    "An admin can reinstall me with them."
)
ARCHIVED = "That channel is archived. Unarchive it, or choose another one."
UNREACHABLE = "Slack did not answer me just now. Please try again in a minute."
OUTSIDE = "Only people in the channel where this stands can do that. Please join it first."

SHARED = (
    "That channel is shared with another company: its people would read the questions of yours. "
    "If that is meant, save it once more."
)

# A window's trigger and the acknowledgement of a submission have three seconds.
PATIENCE_SECONDS = 2


def shared_channels(client: WebClient, person: str) -> frozenset[str] | str:
    """The channels that a person is in, private ones only where the bot is too; or what to tell them instead."""
    found = channels_of(client, person)
    return found if isinstance(found, frozenset) else _why(found)


def is_admin(client: WebClient, person: str, team: str) -> bool | str:
    """Whether a person is an admin or owner of this workspace; or what to tell them where Slack does not say."""
    outcome = attempt(lambda: client.users_info(user=person))
    if not isinstance(outcome, Done):
        return _why(outcome)
    user = outcome.answer.get("user") or {}
    return bool(user.get("is_admin") or user.get("is_owner")) and belongs(user, team)


def refusal(client: WebClient, person: str, team: str, channel: str, *, managers: str) -> str | None:
    """Why a person may not set anything up for this channel, to be told politely; None if they may."""
    admin = is_admin(client, person, team)
    if admin is True:
        return None
    unsaid = admin if isinstance(admin, str) else None
    if managers == ADMINS:
        return unsaid or "Only admins of this workspace set that up. Please ask one of them."
    channels = shared_channels(client, person)
    if isinstance(channels, str):
        return channels
    if channel in channels:
        return None
    return unsaid or "Only members of a channel set that up for it. Please join it first."


def outside(client: WebClient, person: str, channel: str) -> str | None:
    """Why a person may not do what only people in a channel may, to be told politely; None if they are in it."""
    channels = shared_channels(once_only(client, timeout_seconds=PATIENCE_SECONDS), person)
    if isinstance(channels, str):
        return channels
    return None if channel in channels else OUTSIDE


def look(client: WebClient, channel: str) -> Mapping[str, Any] | str:
    """What Slack tells about a channel; or what to tell the person when the bot cannot see it."""
    outcome = attempt(lambda: client.conversations_info(channel=channel))
    match outcome:
        case Done(answer):
            info: Mapping[str, Any] = answer.get("channel") or {}
            return info
        case Refused("channel_not_found"):
            return "I cannot see that channel. Invite me there with /invite, then try again."
        case _:
            return _why(outcome)


def is_shared(info: Mapping[str, Any]) -> bool:
    """Whether another company is in the channel (Slack Connect), or invited: its people read what is said there."""
    return bool(info.get("is_ext_shared") or info.get("is_pending_ext_shared"))


class SharedChannels:
    """Which channels another company reads, as Slack said within the last minute; safe to share between threads."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._known = Remembered[bool](now)

    def has(self, team: str, channel: str, client: WebClient) -> bool:
        """Whether the channel is one; False too where Slack does not say at once."""
        known = self._known.recall(team, channel)
        if known is None:
            info = look(once_only(client, timeout_seconds=1), channel)
            if isinstance(info, str):
                return False
            known = is_shared(info)
            self._known.keep(team, channel, known)
        return known


def join(client: WebClient, channel: str, info: Mapping[str, Any]) -> str | None:
    """Be in the channel, joining a public one; what to tell the person if that did not come about, or None.

    Only for a person who may: what is said tells something of the channel.
    """
    if info.get("is_archived"):
        return ARCHIVED
    if info.get("is_member"):
        return None
    if not info.get("is_private") and isinstance(attempt(lambda: client.conversations_join(channel=channel)), Done):
        return None
    return "I am not in that channel. Invite me there with /invite, then try again."


def zone_of_person(client: WebClient, person: str) -> str | None:
    """The IANA zone in a person's profile, if Slack tells at once: a modal's trigger lives for three seconds."""
    brief = once_only(client, timeout_seconds=1)
    outcome = attempt(lambda: brief.users_info(user=person))
    zone = (outcome.answer.get("user") or {}).get("tz") if isinstance(outcome, Done) else None
    return str(zone) if zone else None


def _why(outcome: Outcome) -> str:
    return NO_SCOPE if outcome == Refused("missing_scope") else UNREACHABLE
