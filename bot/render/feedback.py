"""What people may say of a reply: whether it helped and why not, and, for who asked, that it shall go."""

from __future__ import annotations

from bot.learning.gaps import NOT_MEANT, OUTDATED, WRONG
from bot.render import ids
from bot.render.budget import BUTTON
from bot.render.elements import Element, actions_row, button, paragraph, plain, rich_text
from bot.render.escape import USER_ID
from bot.render.message import Block, Message

REASON_WORDS = {WRONG: "Wrong answer", OUTDATED: "Out of date", NOT_MEANT: "Not what I meant"}

THANKS = "Thank you, that helps."
WHY = "Thank you for saying so. What is the matter with it?"
EXPLAINED = "Thank you: “{}”. Whoever keeps these answers sees it."
GONE = "Nothing is kept of that any more. Please press “Not helpful” again."


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


def why_message(place: str) -> Message:
    """Asks why an answer did not help; `place` is its channel and time, as "C1:1700000000.000100"."""
    return Message(WHY, [rich_text(paragraph(WHY)), *_reasons(place)])


def explained_message(reason: str, place: str) -> Message:
    """Thanks for a reason, which can still be changed."""
    said = EXPLAINED.format(REASON_WORDS[reason])
    return Message(said, [rich_text(paragraph(said)), *_reasons(place, but=reason)])


def _reasons(place: str, *, but: str = "") -> list[Block]:
    wanted = [(reason, words) for reason, words in REASON_WORDS.items() if reason != but]
    return actions_row(
        button(words, f"{ids.FEEDBACK_REASON}:{reason}", f"{reason}:{place}") for reason, words in wanted
    )


def _verdict(label: str, spoken: str, value: str) -> Element:
    return {"text": plain(label, BUTTON), "accessibility_label": spoken, "value": value}
