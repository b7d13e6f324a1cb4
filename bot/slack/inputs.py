"""Inputs of windows that several features show, and what comes back from them, through people's hands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from bot.posting.calendar import is_zone
from bot.posting.zones import find_zones
from bot.render.budget import OPTION, OPTIONS, PLACEHOLDER
from bot.render.daily import CHANNEL_ID
from bot.render.elements import Element, plain
from bot.render.message import Block
from bot.slack.events.fields import mapping_at

CHOOSE_CHANNEL = "Choose a channel."
CHOOSE_TIME = "Choose a time of day."
CHOOSE_ZONE = "Choose a time zone: type a city."


def labelled(label: str, name: str, element: Element) -> Block:
    """An input; `name` is that of its block and of its element."""
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, PLACEHOLDER),
        "element": {**element, "action_id": name},
    }


def option(value: str, label: str) -> Element:
    """One of a select's options."""
    return {"text": plain(label, OPTION), "value": value}


def channel_input(name: str, channel: str) -> Block:
    """A choice of a channel, public or private."""
    select: Element = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain("Choose a channel", PLACEHOLDER),
    }
    if CHANNEL_ID.fullmatch(channel):
        select["initial_conversation"] = channel
    return labelled("Channel", name, select)


def time_input(name: str, at: time) -> Block:
    """A choice of a time of day."""
    return labelled("Time", name, {"type": "timepicker", "initial_time": f"{at:%H:%M}"})


def zone_input(name: str, zone: str) -> Block:
    """A choice of a time zone; `zone_options` answers what is typed there."""
    select = {
        "type": "external_select",
        "placeholder": plain("Type a city", PLACEHOLDER),
        "min_query_length": 0,
        "initial_option": option(zone, zone.replace("_", " ")),
    }
    return labelled("Time zone", name, select)


def zone_options(typed: str, now: datetime, near: str) -> Element:
    """The zones that what was typed may mean, the likeliest first; at most 100. `near` is the one that stands there."""
    return {"options": [option(one.zone, one.label) for one in find_zones(typed, now=now, near=near, limit=OPTIONS)]}


def value_of(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What one input holds."""
    return mapping_at(values, name, name)


def picked(chosen: object) -> str:
    """The value of a chosen option; empty for none."""
    return str(chosen.get("value") or "") if isinstance(chosen, dict) else ""


def channel_in(values: Mapping[str, Any], name: str) -> str | None:
    """The chosen channel; None for none."""
    channel = str(value_of(values, name).get("selected_conversation") or "")
    return channel if CHANNEL_ID.fullmatch(channel) else None


def time_in(values: Mapping[str, Any], name: str) -> time | None:
    """The chosen time of day; None for none."""
    at = str(value_of(values, name).get("selected_time") or "")
    return time.fromisoformat(at) if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", at) else None


def zone_in(values: Mapping[str, Any], name: str) -> str | None:
    """The IANA name of the chosen zone; None for none."""
    zone = picked(value_of(values, name).get("selected_option"))
    return zone if is_zone(zone) else None
