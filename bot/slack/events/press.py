"""Where something was pressed, by whom, and what it says.

Button values and message contents come back through people's hands: entry ids are looked up, never trusted,
and who may delete what comes from the store.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.slack.events.caller import Caller
from bot.slack.events.fields import Payload, id_at, list_at, mapping_at, text_at, ts_at
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
    """A modal; `form` holds the values of its inputs, by block, and `hash` tells its version."""

    view_id: str
    state: ModalState
    hash: str = ""
    form: Payload | None = None


@dataclass(frozen=True, slots=True)
class InHome:
    """The App Home of the person."""


Spot = Visible | Private | InModal | InHome


def spot_of(body: Payload) -> Spot:
    """Where the control stands that this interaction is about."""
    view = mapping_at(body, "view")
    if view:
        if view.get("type") == "home":
            return InHome()
        state = ModalState.read(text_at(view, "private_metadata"))
        return InModal(text_at(view, "id"), state, text_at(view, "hash"), mapping_at(view, "state", "values"))
    channel = id_at(body, "container", "channel_id") or id_at(body, "channel", "id")
    ts = ts_at(body, "container", "message_ts")
    if mapping_at(body, "container").get("is_ephemeral"):
        return Private(channel, ts, text_at(body, "response_url"))
    return Visible(channel, ts, ts_at(body, "message", "thread_ts") or ts)


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
    def read(cls, body: Payload, caller: Caller) -> Press:
        """The press in an interaction's payload."""
        action = next(iter(list_at(body, "actions")), {})
        return cls(
            team=caller.team,
            person=caller.person,
            spot=spot_of(body),
            value=text_at(action, "selected_option", "value") or text_at(action, "value"),
            trigger_id=text_at(body, "trigger_id"),
            response_url=text_at(body, "response_url"),
        )

    def kept(self) -> dict[str, Any]:
        """As it is kept until it is done; for a press in a message, which waits for its answer."""
        return {**asdict(self), "in": type(self.spot).__name__, "channel": getattr(self.spot, "channel", "")}

    @classmethod
    def read_kept(cls, body: Payload) -> Press:
        """The press that `kept` gave."""
        form = Private if text_at(body, "in") == Private.__name__ else Visible
        spot = form(**{field.name: text_at(body, "spot", field.name) for field in fields(form)})
        words = {name: text_at(body, name) for name in ("team", "person", "value", "trigger_id", "response_url")}
        return cls(spot=spot, **words)
