"""Whether a payload has the shape that Bolt takes for granted; it is looked at before Bolt is.

Bolt reads ids, names and the kind of a payload without asking for their types, and a payload that is not what it
expects ends in a traceback there, before any listener.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.slack.events.fields import Payload, mapping_at

# What Bolt reads as a name or as an object with an id, wherever in a payload.
NAMED = frozenset({"enterprise", "team", "user", "channel"})
IDS = frozenset({"id", "team_id", "user_id", "channel_id", "enterprise_id", "app_installed_team_id"})
# Where it looks for those.
WITHIN = ("event", "message", "previous_message", "item", "assistant_thread", "view")
# What it compares with the names that listeners wait for, or keeps for them.
TEXTS = frozenset(
    {
        *("type", "command", "callback_id", "action_id", "response_url", "thread_ts"),
        *("function_execution_id", "bot_access_token"),
    }
)

# Ids end in the store: of the workspace, before any listener.
ID = re.compile(r"[A-Za-z0-9_.-]{0,64}")
MAX_NAME = 3_000


def is_well_formed(body: object) -> bool:
    """Whether Bolt can read it; what it says is another matter."""
    if not isinstance(body, Mapping):
        return False
    return all(map(_is_readable, _parts(body))) and _kind_is_whole(body)


def _parts(body: Payload) -> Iterator[object]:
    """Every object of the payload in which Bolt looks for who and where."""
    yield body
    yield from _listed(body, "authorizations")
    event = mapping_at(body, "event")
    for whole in (body, event):
        yield from (whole[name] for name in WITHIN if name in whole)


def _listed(body: Payload, name: str) -> tuple[object, ...]:
    """The items of a list in the payload; what is no list is no object either."""
    found = body.get(name)
    return tuple(found) if isinstance(found, list) else (found or {},)


def _is_readable(part: object) -> bool:
    """Whether an object's names, ids and texts are such."""
    if not isinstance(part, Mapping):
        return False
    for name in NAMED & part.keys():
        found = part[name]
        if not (_has_ids(found) if isinstance(found, Mapping) else found is None or _is_id(found)):
            return False
    return _has_ids(part) and all(_is_text(part[name]) for name in TEXTS & part.keys())


def _has_ids(holder: Payload) -> bool:
    """Whether an object's ids are such."""
    return all(_is_id(holder[name]) for name in IDS & holder.keys())


def _kind_is_whole(body: Payload) -> bool:
    """Whether what its kind needs is there: the action that was pressed, the view that was submitted."""
    if "view" in body and not mapping_at(body, "view").get("id"):
        return False
    match body.get("type"):
        case "event_callback":
            return bool(mapping_at(body, "event").get("type"))
        case "block_actions":
            pressed = _listed(body, "actions")[:1]
            return bool(pressed) and all(isinstance(a, Mapping) and _is_name(a.get("action_id")) for a in pressed)
        case "view_submission" | "view_closed":
            view = mapping_at(body, "view")
            return _is_name(view.get("callback_id")) and view.get("type") in ("modal", "home")
        case "block_suggestion":
            return _is_name(body.get("action_id"))
        case "shortcut" | "message_action":
            return _is_name(body.get("callback_id"))
        case "workflow_step_edit":
            return "workflow_step" in body
    return all(isinstance(url, Mapping) for url in _listed(body, "response_urls"))


def _is_id(found: object) -> bool:
    return found is None or (isinstance(found, str) and ID.fullmatch(found) is not None)


def _is_text(found: object) -> bool:
    return found is None or isinstance(found, str)


def _is_name(found: object) -> bool:
    return isinstance(found, str) and 0 < len(found) <= MAX_NAME
