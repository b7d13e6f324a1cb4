"""The two shortcuts: "Find an answer" on a message, "Search principles" everywhere."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.render import ids
from bot.slack.asking.desk import Desk
from bot.slack.asking.search_view import search_view
from bot.slack.asking.show import view_of
from bot.slack.events.modal_state import ModalState
from bot.slack.events.reading import text_of
from bot.slack.inject import inject


def handle_find_answer(ack: Ack, shortcut: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    """Open the answer to that message."""
    ack()
    message = shortcut["message"]
    thread_ts = str(message.get("thread_ts") or message["ts"])
    state = ModalState("thread", str(shortcut["channel"]["id"]), thread_ts)
    reply = desk.ask(text_of(message), str((shortcut.get("team") or {}).get("id") or ""))
    client.views_open(trigger_id=shortcut["trigger_id"], view=view_of(reply, state))


def handle_search_shortcut(ack: Ack, shortcut: dict[str, Any], client: WebClient) -> None:
    """Open the search."""
    ack()
    client.views_open(trigger_id=shortcut["trigger_id"], view=search_view(metadata=ModalState().write()))


def register(app: App, desk: Desk) -> None:
    """Listen to both shortcuts."""
    app.message_shortcut(ids.FIND_ANSWER)(inject(handle_find_answer, desk=desk))
    app.global_shortcut(ids.SEARCH_PRINCIPLES)(handle_search_shortcut)
