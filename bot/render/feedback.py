"""What people may say of a reply: whether it helped, and, for who asked, that it shall go."""

from __future__ import annotations

from bot.render import ids
from bot.render.budget import BUTTON
from bot.render.elements import Element, plain
from bot.render.escape import USER_ID
from bot.render.message import Block


def feedback_row(entry_id: str, asker: str | None) -> Block:
    """Slack's own feedback buttons, and the delete icon that only the asker sees."""
    feedback: Element = {
        "type": "feedback_buttons",
        "action_id": ids.FEEDBACK,
        "positive_button": _verdict("Helpful", "This answer helped", f"good:{entry_id}"),
        "negative_button": _verdict("Not helpful", "This answer did not help", f"bad:{entry_id}"),
    }
    if asker is None or not USER_ID.fullmatch(asker):
        return {"type": "context_actions", "elements": [feedback]}
    confirm: Element = {
        "title": plain("Delete this answer?", 100),
        "text": plain("It goes for everybody in this conversation.", 300),
        "confirm": plain("Delete", 30),
        "deny": plain("Keep", 30),
    }
    delete: Element = {
        "type": "icon_button",
        "icon": "trash",
        "text": plain("Delete", BUTTON),
        "accessibility_label": "Delete this answer",
        "action_id": ids.DELETE,
        "value": ids.NO_VALUE,
        "visible_to_user_ids": [asker],
        "confirm": confirm,
    }
    return {"type": "context_actions", "elements": [feedback, delete]}


def _verdict(label: str, spoken: str, value: str) -> Element:
    return {"text": plain(label, BUTTON), "accessibility_label": spoken, "value": value}
