"""`/principle <question>`, and its words for looking around. Everything it says is for the asker's eyes only."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.answering.service import Reply
from bot.knowledge.model import Knowledge, Manner
from bot.matching.decision import Abstained
from bot.render import ids
from bot.render.catalogue import topic_name, topics_message
from bot.render.message import Message
from bot.render.messages import private_message
from bot.slack.asking.desk import Desk
from bot.slack.asking.journal import Asked
from bot.slack.asking.show import new_search
from bot.slack.events.interactions import Command
from bot.slack.events.modal_state import ModalState
from bot.slack.events.words import read_text
from bot.slack.listening import Listening
from bot.slack.outbox.respond import respond

# The command's own words work also where a team has switched its manners off.
WORDS = {"": "help", "help": "help", "topics": "topics", "random": "random", "search": "search"}

TOPIC_WORDS = ("topics", "topic")

# With one of these a short text is the command, though the rest of it is not known: "dialy 9:00".
BEGINNING = ("topics", "random", "search", "daily")
MOST_WORDS = 4


def handle_command(command: Command, client: WebClient, *, desk: Desk) -> None:
    """Answer through the response URL: that works in every conversation, joined or not."""
    text, team = read_text(command.text), command.team
    if (topic := _topic(text, desk.knowledge(team))) is not None:
        respond(command.response_url, topics_message(desk.knowledge(team), topic=ids.topic_key(topic)))
        return
    does = WORDS.get(text.casefold().strip(" .!?\"'"))
    reply = None if does else desk.ask(text, team, Asked.by_hand("command", command.trigger_id))
    manner = Manner(does, (), does) if does else _meant(reply, desk, team) if reply else None
    if manner is not None and manner.does == "search":
        client.views_open(trigger_id=command.trigger_id, view=new_search(team, desk, ModalState()))
        return
    if manner is None:
        desk.record.heard(reply, team, command.person, "command")
    respond(command.response_url, _message(reply, manner, team, desk))


def _topic(text: str, knowledge: Knowledge) -> str | None:
    """The topic that stands behind the word "topics"; None where it is none of ours, or nothing stands there."""
    word, _, rest = text.partition(" ")
    if word.casefold().rstrip(":") not in TOPIC_WORDS:
        return None
    named = {called.casefold(): topic for topic in knowledge.by_topic for called in (topic_name(topic), topic)}
    return named.get(rest.strip(" .!?:\"'").casefold())


def _meant(reply: Reply, desk: Desk, team: str) -> Manner | None:
    """What the text is, where it is no question; where nothing answers it, the word of ours that it begins with."""
    first, *rest = reply.question.split(maxsplit=MOST_WORDS)
    if reply.manner is not None or len(rest) >= MOST_WORDS or not isinstance(reply.decision, Abstained):
        return reply.manner
    begun = desk.library.of(team).answering.manner(first)
    return begun if begun is not None and begun.does in BEGINNING else None


def _message(reply: Reply | None, manner: Manner | None, team: str, desk: Desk) -> Message:
    if manner is not None:
        return desk.mannerly(manner, team, private_message)
    assert reply is not None  # noqa: S101 - what is no word of the command was asked
    return desk.with_experts(reply, private_message(reply), team)


def register(listening: Listening, desk: Desk) -> None:
    """Listen to the slash command."""
    listening.command(desk.library.command, handle_command, desk=desk)
