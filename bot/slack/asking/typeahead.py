"""The typeahead of the search: at most 100 options, from memory, long before Slack's three seconds are over."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.render import ids
from bot.render.catalogue import search_options
from bot.slack.asking.desk import Desk
from bot.slack.events.reading import MAX_QUESTION
from bot.slack.inject import inject

# Slack shows no more.
MAX_OPTIONS = 100


def handle_typing(ack: Ack, body: dict[str, Any], payload: dict[str, Any], *, desk: Desk) -> None:
    """Answer with the entries that what was typed so far may mean."""
    typed = str(payload.get("value") or "")[:MAX_QUESTION]
    answering = desk.library.of(str((body.get("team") or {}).get("id") or "")).answering
    ack(**search_options(answering.suggest(typed, limit=MAX_OPTIONS)))


def register(app: App, desk: Desk) -> None:
    """Listen to typing."""
    app.options(ids.PICK)(inject(handle_typing, desk=desk))
