"""The search: one box, answered while one types."""

from __future__ import annotations

from bot.render import actions
from bot.render.elements import context, paragraph, rich_text
from bot.slack.views.modal import View, modal, search_box

TITLE = "Search principles"


def search_view(*, metadata: str = "") -> View:
    """The modal before anything is picked."""
    blocks = [
        rich_text(paragraph("What would you like to know about service?")),
        search_box(),
        context("Type a few words, pick a question, and its answer appears here with its source."),
    ]
    return modal(TITLE, blocks, callback_id=actions.SEARCH_VIEW, metadata=metadata)
