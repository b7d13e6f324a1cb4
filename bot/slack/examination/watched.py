"""Whether the app hears the channels that it watches, and who else reads what it answers there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk import WebClient

from bot.counting import count
from bot.health import Row
from bot.slack.examination.app import INSTALL
from bot.slack.outbox.outcome import Done, Refused, attempt
from bot.slack.rights import is_shared

WATCHED = "watched channels"

UNHEARD = "/invite the app there, or end it with `unwatch`"
READ_ALONG = "leave it if that is meant; else end it there with `unwatch`"

# Each is a call of its own; Slack gives fifty such a minute.
MOST_LOOKS = 20


def watched_row(channels: Sequence[str], client: WebClient) -> Row:
    """How many channels of a workspace are watched, which of them it does not hear, and which another company reads."""
    if not channels:
        return Row(WATCHED, "off", "no channel is watched")
    unheard, shared = [], []
    for channel in channels[:MOST_LOOKS]:
        match attempt(lambda at=channel: client.conversations_info(channel=at)):  # type: ignore[misc]  # called at once
            case Done(answer):
                info = answer.get("channel") or {}
                name = f"#{info.get('name') or channel}"
                unheard += [name] if info.get("is_archived") or not info.get("is_member") else []
                shared += [name] if is_shared(info) else []
            case Refused("missing_scope"):
                return Row(WATCHED, "off", "not known without channels:read and groups:read", INSTALL)
            case Refused():
                unheard.append(channel)
            case _:
                return Row(WATCHED, "off", "Slack did not say whether the app is in them", "look again")
    return _told(len(channels), unheard, shared)


def _told(total: int, unheard: Sequence[str], shared: Sequence[str]) -> Row:
    found = "; ".join(_parts(total, unheard, shared))
    told = f"{count(total, 'channel')} watched"
    if unheard:
        return Row(WATCHED, "broken", found, UNHEARD, told=f"{told}, {len(unheard)} of them not heard")
    if shared:
        return Row(WATCHED, "off", found, READ_ALONG, told=f"{told}, {len(shared)} of them shared")
    return Row(WATCHED, "ok", found)


def _parts(total: int, unheard: Sequence[str], shared: Sequence[str]) -> Iterator[str]:
    yield f"{count(total, 'channel')} watched"
    if unheard:
        yield f"the app hears nothing in {', '.join(unheard)}"
    if shared:
        yield f"another company reads the answers in {', '.join(shared)}"
    if total > MOST_LOOKS:
        yield f"{total - MOST_LOOKS} more were not looked at"
