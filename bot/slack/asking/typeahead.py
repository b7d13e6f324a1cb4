"""The typeahead of the search: at most 100 options, from memory, long before Slack's three seconds are over."""

from __future__ import annotations

from bot.render import ids
from bot.render.catalogue import search_options
from bot.render.elements import Element
from bot.slack.asking.desk import Desk
from bot.slack.events.interactions import Typing
from bot.slack.events.passage import MAX_PASSAGE
from bot.slack.listening import Listening

# Slack shows no more.
MAX_OPTIONS = 100


def options_for(typing: Typing, *, desk: Desk) -> Element:
    """The entries that what was typed so far may mean."""
    answering = desk.library.of(typing.team).answering
    return search_options(answering.suggest(typing.text[:MAX_PASSAGE], limit=MAX_OPTIONS))


def register(listening: Listening, desk: Desk) -> None:
    """Listen to typing."""
    listening.typing(ids.PICK, options_for, desk=desk)
