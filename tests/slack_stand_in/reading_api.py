"""The Web API methods that read what was written: history, threads, links to messages."""

from itertools import islice
from typing import Any

from tests.slack_stand_in.web_api import Params, RefusedError, find_channel, method, need_scope
from tests.slack_stand_in.workspace import Channel, Message, Workspace


def readable(workspace: Workspace, params: Params) -> Channel:
    """The channel, if the bot may read its history."""
    channel = find_channel(workspace, params)
    need_scope(
        workspace, "im:history" if channel.direct else "groups:history" if channel.private else "channels:history"
    )
    if not channel.member:
        raise RefusedError("not_in_channel")
    return channel


def truthy(value: Any) -> bool:
    """Slack takes flags as JSON or as form text."""
    return str(value).lower() in ("1", "true")


def page(messages: list[Message], params: Params) -> Params:
    """One page of messages, within oldest and latest."""
    inclusive = truthy(params.get("inclusive"))
    oldest, latest = float(params.get("oldest") or 0), float(params.get("latest") or "inf")

    def within(message: Message) -> bool:
        ts = float(message.ts)
        return oldest <= ts <= latest if inclusive else oldest < ts < latest

    limit, start = int(params.get("limit") or 100), int(params.get("cursor") or 0)
    found = [message for message in messages if within(message)]
    shown = list(islice(found, start, start + limit))
    more = start + limit < len(found)
    metadata = truthy(params.get("include_all_metadata"))
    return {
        "messages": [message.as_json(with_metadata=metadata) for message in shown],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


@method("conversations.history")
def history(workspace: Workspace, params: Params) -> Params:
    messages = workspace.in_channel(readable(workspace, params).id)
    return page([m for m in reversed(messages) if m.thread_ts in (None, m.ts)], params)


@method("conversations.replies")
def thread_replies(workspace: Workspace, params: Params) -> Params:
    root = params.get("ts")
    messages = workspace.in_channel(readable(workspace, params).id)
    return page([m for m in messages if root in (m.ts, m.thread_ts)], params)


@method("chat.getPermalink")
def permalink(workspace: Workspace, params: Params) -> Params:
    channel, ts = find_channel(workspace, params), params.get("message_ts", "")
    if (channel.id, ts) not in workspace.messages:
        raise RefusedError("message_not_found")
    link = f"https://stand-in.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}
