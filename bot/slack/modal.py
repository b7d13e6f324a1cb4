"""What all modals share."""

from __future__ import annotations

from typing import Any

from bot.render import ids
from bot.render.budget import PLACEHOLDER, VIEW_TITLE
from bot.render.elements import paragraph, plain, rich_text
from bot.render.message import Block

View = dict[str, Any]

# Stands in a window that opened before Slack was asked: a trigger lives for three seconds.
ASKING = "One moment: I am asking Slack about that channel."


def modal(title: str, blocks: list[Block], *, callback_id: str, metadata: str = "", submit: str | None = None) -> View:
    """A modal; `metadata` (at most 3,000 characters) comes back with everything done in it."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, VIEW_TITLE),
        "close": plain("Close", VIEW_TITLE),
        "private_metadata": metadata,
        "blocks": blocks,
    }
    return {**view, "submit": plain(submit, VIEW_TITLE)} if submit else view


def search_box(hint: str = "Type a few words") -> Block:
    """The typeahead over all questions, asked from the first letter on."""
    select = {
        "type": "external_select",
        "action_id": ids.PICK,
        "placeholder": plain(hint, PLACEHOLDER),
        # Everything in groups by topic is shown before the first letter is typed.
        "min_query_length": 0,
    }
    return {"type": "actions", "block_id": ids.PICK, "elements": [select]}


def notice_view(title: str, text: str) -> View:
    """One line of our own words."""
    return modal(title, [rich_text(paragraph(text))], callback_id=ids.ANSWER_VIEW)
