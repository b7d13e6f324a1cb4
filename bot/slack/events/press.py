"""Where something was pressed, by whom, and what it says.

Button values and message contents come back through people's hands: entry ids are looked up, never trusted,
and who may delete what comes from the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.events.modal_state import ModalState


@dataclass(frozen=True, slots=True)
class Visible:
    """A message that everybody in the conversation sees."""

    channel: str
    ts: str
    thread_ts: str


@dataclass(frozen=True, slots=True)
class Private:
    """A message for one person's eyes; only its response URL can change it."""

    channel: str
    ts: str
    response_url: str


@dataclass(frozen=True, slots=True)
class InModal:
    """A modal."""

    view_id: str
    state: ModalState


@dataclass(frozen=True, slots=True)
class InHome:
    """The App Home of the person."""


Spot = Visible | Private | InModal | InHome


def spot_of(body: Mapping[str, Any]) -> Spot:
    """Where the control stands that this interaction is about."""
    view = body.get("view")
    if view:
        if view.get("type") == "home":
            return InHome()
        return InModal(str(view["id"]), ModalState.read(view.get("private_metadata")))
    container = body.get("container") or {}
    channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    ts = str(container.get("message_ts") or "")
    if container.get("is_ephemeral"):
        return Private(channel, ts, str(body.get("response_url") or ""))
    message = body.get("message") or {}
    return Visible(channel, ts, str(message.get("thread_ts") or ts))


@dataclass(frozen=True, slots=True)
class Press:
    """One press: who, where, and the value of what was pressed."""

    team: str
    person: str
    spot: Spot
    value: str
    trigger_id: str
    response_url: str

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> Press:
        """The press in an interaction's payload."""
        action = body["actions"][0]
        chosen = action.get("selected_option") or {}
        return cls(
            team=str((body.get("team") or {}).get("id") or body["user"].get("team_id") or ""),
            person=str(body["user"]["id"]),
            spot=spot_of(body),
            value=str(chosen.get("value") or action.get("value") or ""),
            trigger_id=str(body.get("trigger_id") or ""),
            response_url=str(body.get("response_url") or ""),
        )
