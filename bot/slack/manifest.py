"""The app manifest: what Slack is told about this app when it is created.

Reference: https://docs.slack.dev/reference/app-manifest
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.answering.identity import Identity
from bot.render import ids
from bot.render.budget import cut

# What people type after the @ of the app that comes with the packs.
HANDLE = "Principles"
# Where the HTTP mode listens, for events, commands, interactivity and options alike.
PATH = "/slack/events"
# Where people install the app into their workspace, and where Slack sends them back to.
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission: what the app does with it, and whether it works without."""

    name: str
    purpose: str
    optional: bool = False


SCOPES = (
    Scope("app_mentions:read", "hear a question when somebody mentions the app"),
    Scope("assistant:write", "offer prompts in its own message tab"),
    Scope("chat:write", "post, update and delete its own answers"),
    Scope("commands", "offer the slash command and the three shortcuts"),
    Scope("im:history", "read the direct messages that people write to it"),
    Scope(
        "channels:history",
        "in public channels it is in: follow the edit or deletion of a question, look for its own answer when Slack's "
        "reply got lost, read what a thread asks whose answer somebody saves, hear what experts answer, and the "
        "questions of a watched channel",
        optional=True,
    ),
    Scope("groups:history", "the same in private channels it is in", optional=True),
    Scope(
        "channels:read",
        "daily posts, and answers shared to a channel: look a public channel up, and who is in it",
        optional=True,
    ),
    Scope("groups:read", "the same for private channels it is in", optional=True),
    Scope("channels:join", "join a public channel that wants a daily post, is watched or asks the team", optional=True),
    Scope(
        "users:read",
        "take a person's time zone for a daily post, see whether they are an admin, and what an author is called",
        optional=True,
    ),
    Scope("files:read", "read the documents that teachers send it", optional=True),
    Scope("reactions:write", "answer thanks and the like with an emoji instead of a message", optional=True),
    Scope("files:write", "show the chart of a weekly digest as a picture", optional=True),
    Scope("chat:write.public", "post to public channels without being invited first", optional=True),
)

# What each feature needs to be whole.
FEATURES = {
    "questions": ("app_mentions:read", "chat:write"),
    "messages": ("assistant:write", "im:history"),
    "command": ("commands",),
    "edits": ("channels:history", "groups:history"),
    "sharing": ("channels:read", "groups:read"),
    "daily posts": ("channels:read", "groups:read", "channels:join", "users:read", "chat:write.public"),
    "digests": ("files:write",),
    "teaching": ("users:read", "files:read", "channels:history", "groups:history"),
    "ask the team": ("channels:history", "groups:history", "channels:read", "groups:read", "channels:join"),
    "watching": ("channels:history", "groups:history", "channels:read", "groups:read", "channels:join"),
    "thanks": ("reactions:write",),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event of Slack's that the app subscribes to, and the scope it takes."""

    name: str
    scope: str | None = None


EVENTS = (
    Event("app_home_opened"),
    Event("app_mention", "app_mentions:read"),
    Event("app_uninstalled"),
    Event("message.im", "im:history"),
    Event("message.channels", "channels:history"),
    Event("message.groups", "groups:history"),
    Event("tokens_revoked"),
)

# Slack's limits, in characters: https://docs.slack.dev/reference/app-manifest
SHORT, SHORTCUT, COMMAND_TEXT, HINT = 140, 150, 2_000, 1_000
DISPLAY_NAME = 80


def _about(me: Identity) -> str:
    return f" about {me.subject}" if me.subject else ""


def _description(me: Identity) -> str:
    said = f"Answers questions{_about(me)} from quoted, attributed sources, and posts a {me.card} a day."
    return cut(said, SHORT)


def _long_description(me: Identity) -> str:
    return (
        f"Ask{_about(me)}: mention the app in a channel, write it a direct message, "
        f"use {me.command}, or pick “Find an answer” in the menu of any message. It answers with a quotation "
        "from a curated pack, names the source and its lines, and says so when its sources have no answer. "
        "No language model is involved: the same question always gets the same answer."
    )


def _shortcuts(me: Identity) -> list[dict[str, str]]:
    found = ("message", ids.FIND_ANSWER, "Find an answer", f"Answer this message from {me.name}")
    save = ("message", ids.SAVE_AS_ANSWER, "Save as answer", "Keep this message as an answer, for whoever asks next")
    search = ("global", ids.SEARCH_PRINCIPLES, f"Search {me.card}s", f"Search all questions{_about(me)}")
    return [
        {"type": kind, "callback_id": callback, "name": name, "description": cut(text, SHORTCUT)}
        for kind, callback, name, text in (found, save, search)
    ]


def _handle(me: Identity) -> str:
    """What people type after the @: the name in letters, digits, dots and hyphens."""
    if me.name == "Service Principles":
        return HANDLE
    return re.sub(r"[^\w.-]+", "-", me.name).strip("-.")[:DISPLAY_NAME] or HANDLE


def manifest(
    me: Identity, http_url: str | None = None, *, required_only: bool = False, install: bool = False
) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at `http_url` (scheme and host, without the path).

    `required_only` leaves out the optional scopes and the events that take them. `install` (over HTTP) is for an
    app that others install into their workspaces or organisations by a link; its tokens rotate.
    """
    scopes = [scope for scope in SCOPES if not (required_only and scope.optional)]
    return {
        "display_information": {
            "name": me.name,
            "description": _description(me),
            "long_description": _long_description(me),
            "background_color": "#2b5b4f",
        },
        "features": _features(me, _address(http_url)),
        "oauth_config": {**_redirect(http_url if install else None), "scopes": _scopes(scopes)},
        "settings": {
            **_settings(_address(http_url), {scope.name for scope in scopes}),
            "org_deploy_enabled": install,
            "token_rotation_enabled": install,
        },
    }


def _address(http_url: str | None) -> str | None:
    """Where Slack sends everything in HTTP mode."""
    return http_url.rstrip("/").removesuffix(PATH) + PATH if http_url else None


def _redirect(http_url: str | None) -> dict[str, list[str]]:
    """Where Slack sends people back to who installed the app; nothing for an app that is not installed by a link."""
    address = _address(http_url)
    return {"redirect_urls": [address.removesuffix(PATH) + REDIRECT_PATH]} if address else {}


def _features(me: Identity, address: str | None) -> dict[str, Any]:
    """What people see of the app."""
    command = {
        "command": me.command,
        "description": cut(f"Ask{_about(me) or ' a question'}", COMMAND_TEXT),
        "usage_hint": cut(
            f"{_example(me)} | topics | random | search | daily | watch | gaps | stats | digest | teach | help", HINT
        ),
        # Mentions arrive as ids either way; unescaped text is what the matcher reads.
        "should_escape": False,
    }
    return {
        "bot_user": {"display_name": _handle(me), "always_online": True},
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            # True would tell people that sending messages to this app has been turned off.
            "messages_tab_read_only_enabled": False,
        },
        "agent_view": {"agent_description": _description(me)},
        "slash_commands": [{**command, "url": address} if address else command],
        "shortcuts": _shortcuts(me),
    }


def _example(me: Identity) -> str:
    """A question of the packs, as one types it."""
    question = me.examples[0].rstrip("?") if me.examples else "your question"
    return question[:1].lower() + question[1:]


def _scopes(scopes: list[Scope]) -> dict[str, list[str]]:
    """Required and optional ones apart; whoever installs the app may decline the latter."""
    required = [scope.name for scope in scopes if not scope.optional]
    optional = [scope.name for scope in scopes if scope.optional]
    return {"bot": required, "bot_optional": optional} if optional else {"bot": required}


def _settings(address: str | None, scopes: set[str]) -> dict[str, Any]:
    """How Slack reaches the app."""
    events: dict[str, Any] = {"bot_events": [e.name for e in EVENTS if e.scope is None or e.scope in scopes]}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if address:
        events["request_url"] = address
        interactivity |= {"request_url": address, "message_menu_options_url": address}
    return {
        "event_subscriptions": events,
        "interactivity": interactivity,
        "socket_mode_enabled": address is None,
    }
