"""The search: one box, answered while one types."""

from __future__ import annotations

from bot.answering.identity import Identity
from bot.render import ids
from bot.render.asks import ask_row
from bot.render.elements import context, paragraph, rich_text
from bot.slack.modal import View, modal, search_box

TITLE = "Search"
NOT_FOUND = "Nothing that fits? People may know."


def search_view(me: Identity, *, metadata: str = "", people: bool = False) -> View:
    """The modal before anything is picked; `people`: whether a team can be asked what is not found."""
    about = f" about {me.subject}" if me.subject else ""
    blocks = [
        rich_text(paragraph(f"What would you like to know{about}?")),
        context("Type a few words and pick a question: its answer appears here, with its source."),
        search_box(),
        *([context(NOT_FOUND), *ask_row("")] if people else []),
    ]
    return modal(TITLE, blocks, callback_id=ids.SEARCH_VIEW, metadata=metadata)
