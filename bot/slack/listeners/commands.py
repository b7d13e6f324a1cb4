"""`/principle <question>`, and its words for looking around. Everything it says is for the asker's eyes only."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.render import actions
from bot.render.catalogue import topics_message
from bot.render.message import Message
from bot.render.messages import help_message, private_message
from bot.slack.desk import Desk
from bot.slack.inject import inject
from bot.slack.metadata import ModalState
from bot.slack.respond import respond
from bot.slack.routing import read_text
from bot.slack.views import search_view


def handle_command(ack: Ack, command: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    """Acknowledge, then answer through the response URL: that works in every conversation, joined or not."""
    ack()
    text = read_text(str(command.get("text") or ""))
    if text.casefold() == "search":
        client.views_open(trigger_id=command["trigger_id"], view=search_view(metadata=ModalState().write()))
        return
    say = WORDS.get(text.casefold())
    message = say(desk) if say else private_message(desk.ask(text))
    respond(command["response_url"], message)


def _help(desk: Desk) -> Message:
    return help_message(desk.answering.knowledge)


def _topics(desk: Desk) -> Message:
    return topics_message(desk.answering.knowledge)


def _random(desk: Desk) -> Message:
    """Any entry that has an answer."""
    entries = [entry for entry in desk.answering.knowledge.entries if entry.answer.kind != "none"]
    chosen = random.choice(entries)  # noqa: S311 - a pick for a reader, not a secret
    reply = desk.answering.choose(chosen.id)
    return private_message(reply) if reply else _help(desk)


WORDS: dict[str, Callable[[Desk], Message]] = {"": _help, "help": _help, "topics": _topics, "random": _random}


def register(app: App, desk: Desk) -> None:
    """Listen to the slash command."""
    app.command(actions.COMMAND)(inject(handle_command, desk=desk))
