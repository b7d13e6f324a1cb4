"""`/principle <question>`, and its words for looking around. Everything it says is for the asker's eyes only."""

from __future__ import annotations

import random
from collections.abc import Callable

from slack_sdk import WebClient

from bot.render.catalogue import topics_message
from bot.render.message import Message
from bot.render.messages import help_message, private_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.search_view import search_view
from bot.slack.events.interactions import Command
from bot.slack.events.modal_state import ModalState
from bot.slack.events.words import read_text
from bot.slack.listening import Listening
from bot.slack.outbox.respond import respond


def handle_command(command: Command, client: WebClient, *, desk: Desk) -> None:
    """Answer through the response URL: that works in every conversation, joined or not."""
    text, team = read_text(command.text), command.team
    if text.casefold() == "search":
        view = search_view(desk.library.of(team).identity, metadata=ModalState().write())
        client.views_open(trigger_id=command.trigger_id, view=view)
        return
    say = WORDS.get(text.casefold())
    message = say(desk, team) if say else private_message(desk.ask(text, team))
    respond(command.response_url, message)


def _help(desk: Desk, team: str) -> Message:
    return help_message(desk.knowledge(team), desk.library.of(team).identity)


def _topics(desk: Desk, team: str) -> Message:
    return topics_message(desk.knowledge(team))


def _random(desk: Desk, team: str) -> Message:
    """Any entry that has an answer; the help where none has."""
    entries = [entry for entry in desk.knowledge(team).entries if entry.answer.kind != "none"]
    if not entries:
        return _help(desk, team)
    chosen = random.choice(entries)  # noqa: S311 - a pick for a reader, not a secret
    reply = desk.choose(chosen.id, team)
    return private_message(reply) if reply else _help(desk, team)


WORDS: dict[str, Callable[[Desk, str], Message]] = {"": _help, "help": _help, "topics": _topics, "random": _random}


def register(listening: Listening, desk: Desk) -> None:
    """Listen to the slash command."""
    listening.command(desk.library.command, handle_command, desk=desk)
