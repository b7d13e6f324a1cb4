"""The typeahead of the search: at most 100 options, from memory, long before Slack's three seconds are over."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.render import actions
from bot.render.catalogue import search_options
from bot.slack.desk import Desk
from bot.slack.inject import inject
from bot.slack.routing import MAX_QUESTION

# Slack shows no more.
MAX_OPTIONS = 100


def handle_typing(ack: Ack, payload: dict[str, Any], *, desk: Desk) -> None:
    """Answer with the entries that what was typed so far may mean."""
    typed = str(payload.get("value") or "")[:MAX_QUESTION]
    ack(**search_options(desk.answering.suggest(typed, limit=MAX_OPTIONS)))


def register(app: App, desk: Desk) -> None:
    """Listen to typing."""
    app.options(actions.PICK)(inject(handle_typing, desk=desk))
