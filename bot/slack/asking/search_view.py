"""The search: one box, answered while one types."""

from __future__ import annotations

from bot.render import ids
from bot.render.elements import context, paragraph, rich_text
from bot.slack.modal import View, modal, search_box

TITLE = "Search principles"


def search_view(*, metadata: str = "") -> View:
    """The modal before anything is picked."""
    blocks = [
        rich_text(paragraph("What would you like to know about service?")),
        context("Type a few words and pick a question: its answer appears here, with its source."),
        search_box(),
    ]
    return modal(TITLE, blocks, callback_id=ids.SEARCH_VIEW, metadata=metadata)
