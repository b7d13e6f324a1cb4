"""What the bot says to what is no question: a line of its manners, its help, its topics."""

from __future__ import annotations

from bot.answering.identity import Identity
from bot.answering.manners import said_with
from bot.knowledge.model import Knowledge, Manner
from bot.render.budget import FALLBACK_TEXT, cut
from bot.render.catalogue import topics_message
from bot.render.elements import paragraph, rich_text
from bot.render.escape import mrkdwn
from bot.render.message import Message
from bot.render.messages import help_message, search_row

# What a person reads where a manner says nothing of its own, and something has to be said.
NOD = "All right."


def manner_text(manner: Manner, identity: Identity) -> str:
    """The manner's reply with the bot's own name, subject and questions; empty where it has none."""
    first, second, *_ = (*identity.examples, "", "")
    places = {
        "name": identity.name,
        "about": identity.about,
        "command": identity.command,
        "first": first,
        "second": second,
    }
    return said_with(manner.reply, places)


def manner_message(manner: Manner, identity: Identity, knowledge: Knowledge) -> Message:
    """The manner as a message, for wherever it was said."""
    if manner.does == "help":
        return help_message(knowledge, identity)
    if manner.does == "topics" and knowledge.by_topic:
        return topics_message(knowledge)
    text = manner_text(manner, identity) or (search_line(identity) if manner.does in ("search", "topics") else NOD)
    search = search_row() if manner.does in ("search", "topics") else []
    return Message(cut(text, FALLBACK_TEXT, dress=mrkdwn), [rich_text(paragraph(text)), *search])


def search_line(identity: Identity) -> str:
    """How to look through everything."""
    return f"Press Search to look through all {identity.about}."
