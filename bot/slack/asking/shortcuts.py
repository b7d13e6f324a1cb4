"""Two shortcuts: "Find an answer" on a message, "Search principles" everywhere."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.render import ids
from bot.slack.asking.desk import Desk
from bot.slack.asking.journal import Asked
from bot.slack.asking.show import new_search, view_of
from bot.slack.events.interactions import Shortcut
from bot.slack.events.modal_state import ModalState
from bot.slack.listening import Listening


def handle_find_answer(shortcut: Shortcut, client: WebClient, *, desk: Desk) -> None:
    """Open the answer to that message."""
    thread_ts = shortcut.thread_ts
    state = ModalState("thread", shortcut.channel, thread_ts)
    words = shortcut.words
    reply = desk.ask(words.text, shortcut.team, Asked.by_hand("shortcut", shortcut.trigger_id), whole=words.whole)
    client.views_open(trigger_id=shortcut.trigger_id, view=view_of(reply, state, shortcut.team, desk))
    desk.record.heard(reply, shortcut.team, shortcut.person, "shortcut")


def handle_search_shortcut(shortcut: Shortcut, client: WebClient, *, desk: Desk) -> None:
    """Open the search."""
    view = new_search(shortcut.team, desk, ModalState())
    client.views_open(trigger_id=shortcut.trigger_id, view=view)


def register(listening: Listening, desk: Desk) -> None:
    """Listen to both shortcuts."""
    listening.message_shortcut(ids.FIND_ANSWER, handle_find_answer, desk=desk)
    listening.global_shortcut(ids.SEARCH_PRINCIPLES, handle_search_shortcut, desk=desk)
