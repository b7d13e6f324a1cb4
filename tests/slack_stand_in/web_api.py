"""The Web API methods that a bot like ours may call; each takes the parameters and gives the answer's fields."""

from collections.abc import Callable
from time import time
from typing import Any

from tests.slack_stand_in.workspace import (
    APP_ID,
    BOT_ID,
    BOT_USER,
    TRIGGER_SECONDS,
    Channel,
    Message,
    View,
    Workspace,
)

Params = dict[str, Any]
Method = Callable[[Workspace, Params], Params]
METHODS: dict[str, Method] = {}


class RefusedError(Exception):
    """Slack's `ok: false`."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.error = error
        self.details = details


def method(name: str) -> Callable[[Method], Method]:
    """Enter a function into the table of methods."""

    def enter(function: Method) -> Method:
        METHODS[name] = function
        return function

    return enter


def need_scope(workspace: Workspace, *scopes: str) -> None:
    """Refuse unless one of `scopes` was granted."""
    if not workspace.scopes & set(scopes):
        raise RefusedError("missing_scope", needed=scopes[0], provided=",".join(sorted(workspace.scopes)))


def find_channel(workspace: Workspace, params: Params) -> Channel:
    """The channel a call names; a user id means the DM with that user."""
    wanted = params.get("channel") or params.get("channel_id") or ""
    if wanted in workspace.users:
        return next(c for c in workspace.channels.values() if c.direct)
    if wanted not in workspace.channels:
        raise RefusedError("channel_not_found")
    return workspace.channels[wanted]


def writable(workspace: Workspace, params: Params) -> Channel:
    """The channel, if the bot may post there."""
    need_scope(workspace, "chat:write")
    channel = find_channel(workspace, params)
    if channel.archived:
        raise RefusedError("is_archived")
    public = not channel.private and "chat:write.public" in workspace.scopes
    if not channel.member and not channel.direct and not public:
        raise RefusedError("not_in_channel")
    return channel


def own_message(workspace: Workspace, params: Params, missing: str, foreign: str) -> Message:
    """The bot's own message a call names."""
    found = workspace.messages.get((find_channel(workspace, params).id, params.get("ts", "")))
    if found is None:
        raise RefusedError(missing)
    if found.user != BOT_USER:
        raise RefusedError(foreign)
    return found


@method("auth.test")
def auth_test(workspace: Workspace, params: Params) -> Params:
    return {"url": "https://stand-in.slack.com/", "team": "Stand-in", "user": "principles", "team_id": workspace.team,
            "user_id": BOT_USER, "bot_id": BOT_ID, "app_id": APP_ID}  # fmt: skip


@method("chat.postMessage")
def post_message(workspace: Workspace, params: Params) -> Params:
    channel = writable(workspace, params)
    ts = workspace.new_ts()
    message = Message(
        channel.id,
        ts,
        BOT_USER,
        params.get("text", ""),
        params.get("blocks") or [],
        params.get("thread_ts"),
        params.get("metadata"),
    )
    workspace.add(message)
    return {"channel": channel.id, "ts": ts, "message": message.as_json()}


@method("chat.update")
def update_message(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "chat:write")
    message = own_message(workspace, params, "message_not_found", "cant_update_message")
    message.text, message.blocks = params.get("text", ""), params.get("blocks") or []
    message.metadata = params.get("metadata", message.metadata)
    message.edited = True
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message.as_json()}


@method("chat.delete")
def delete_message(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "chat:write")
    message = own_message(workspace, params, "message_not_found", "cant_delete_message")
    del workspace.messages[message.channel, message.ts]
    return {"channel": message.channel, "ts": message.ts}


@method("chat.postEphemeral")
def post_ephemeral(workspace: Workspace, params: Params) -> Params:
    channel = writable(workspace, params)
    if not channel.member:
        raise RefusedError("not_in_channel")
    ts = workspace.new_ts()
    workspace.ephemerals.append({**params, "channel": channel.id, "ts": ts})
    return {"message_ts": ts}


@method("conversations.info")
def conversation_info(workspace: Workspace, params: Params) -> Params:
    channel = find_channel(workspace, params)
    need_scope(workspace, "groups:read" if channel.private else "channels:read", "im:history")
    if channel.private and not channel.member:
        raise RefusedError("channel_not_found")
    return {"channel": as_json(channel)}


def as_json(channel: Channel) -> Params:
    return {"id": channel.id, "name": channel.name, "is_member": channel.member, "is_archived": channel.archived,
            "is_im": channel.direct, "is_private": channel.private, "is_channel": not channel.direct,
            "is_shared": channel.shared is True, "is_ext_shared": channel.shared is True, "is_org_shared": False,
            "is_pending_ext_shared": channel.shared == "pending"}  # fmt: skip


@method("users.conversations")
def conversations_of(workspace: Workspace, params: Params) -> Params:
    for scope in ("channels:read", "groups:read"):
        need_scope(workspace, scope)
    person, without = params.get("user"), str(params.get("exclude_archived")).lower() in ("1", "true")
    there = [c for c in workspace.channels.values() if not (without and c.archived)]
    shared = [
        c for c in there if (c.member if person == BOT_USER else person in c.people and (c.member or not c.private))
    ]
    limit, start = int(params.get("limit") or 100), int(params.get("cursor") or 0)
    more = start + limit < len(shared)
    listed = [as_json(channel) for channel in shared[start : start + limit] if not channel.direct]
    return {"channels": listed, "response_metadata": {"next_cursor": str(start + limit) if more else ""}}


@method("conversations.join")
def join(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "channels:join")
    channel = find_channel(workspace, params)
    if channel.private:
        raise RefusedError("method_not_supported_for_channel_type")
    channel.member = True
    return {"channel": as_json(channel)}


@method("conversations.open")
def open_conversation(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "im:write")
    return {"channel": {"id": next(c.id for c in workspace.channels.values() if c.direct)}}


@method("users.info")
def user_info(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "users:read")
    user = params.get("user", "")
    if user not in workspace.users:
        raise RefusedError("user_not_found")
    flags = {"is_bot": user == BOT_USER, "is_admin": user in workspace.admins, "deleted": user in workspace.left}
    guest, name = {"is_restricted": user in workspace.guests}, workspace.names.get(user, "")
    profile = {"display_name": name, "real_name": name}
    told = {
        "id": user,
        "team_id": workspace.homes_of.get(user, workspace.team),
        "tz": workspace.users[user],
        "profile": profile,
    }
    return {"user": told | flags | guest}


@method("reactions.add")
def add_reaction(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "reactions:write")
    return {}


def opener(workspace: Workspace, params: Params) -> str:
    """The person whose trigger this is; each opens one view, for three seconds."""
    user, issued = workspace.triggers.pop(params.get("trigger_id", ""), ("", 0.0))
    if not user:
        raise RefusedError("invalid_trigger_id")
    if time() - issued > TRIGGER_SECONDS:
        raise RefusedError("expired_trigger_id")
    return user


def keep_view(workspace: Workspace, user: str, content: Params) -> View:
    number = workspace.number()
    view = View(f"V{number}", user, content, f"hash-{number}", workspace.team)
    workspace.views[view.id] = view
    return view


@method("views.open")
@method("views.push")
def open_view(workspace: Workspace, params: Params) -> Params:
    return {"view": keep_view(workspace, opener(workspace, params), params["view"]).as_json()}


@method("views.update")
def update_view(workspace: Workspace, params: Params) -> Params:
    view = workspace.views.get(params.get("view_id", ""))
    if view is None:
        raise RefusedError("not_found")
    if params.get("hash") not in (None, view.hash):
        raise RefusedError("hash_conflict")
    view.content, view.hash = params["view"], f"hash-{workspace.number()}"
    return {"view": view.as_json()}


@method("views.publish")
def publish_view(workspace: Workspace, params: Params) -> Params:
    user = params.get("user_id", "")
    if user not in workspace.users:
        raise RefusedError("user_not_found")
    view = keep_view(workspace, user, params["view"])
    workspace.homes[user] = view
    return {"view": view.as_json()}


@method("assistant.threads.setSuggestedPrompts")
def set_prompts(workspace: Workspace, params: Params) -> Params:
    need_scope(workspace, "assistant:write")
    find_channel(workspace, params)
    if not 1 <= len(params.get("prompts") or []) <= 4:
        raise RefusedError("invalid_arguments")
    return {}
