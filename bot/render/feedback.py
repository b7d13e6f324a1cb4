"""What people may say of a reply: whether it helped and why not, and, for who asked, that it shall go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.learning.gaps import NOT_MEANT, OUTDATED, WRONG
from bot.render import ids
from bot.render.budget import BUTTON
from bot.render.elements import Element, actions_row, button, paragraph, plain, rich_text
from bot.render.escape import USER_ID
from bot.render.message import Block, Message

REASON_WORDS = {WRONG: "Wrong answer", OUTDATED: "Out of date", NOT_MEANT: "Not what I meant"}

THANKS = "Thank you, that helps."
TAKEN_AWAY = "I have taken my answer away. Thank you for saying so."
WHY = "Thank you for saying so. What is the matter with it?"
EXPLAINED = "Thank you: “{}”. Whoever keeps these answers sees it."
GONE = "Nothing is kept of that any more. Please press “Not helpful” again."


def reasons_in_words(reasons: Iterable[tuple[str, int]]) -> str:
    """Given reasons, with how often: "out of date (3), wrong answer (1)"."""
    words = ((REASON_WORDS.get(reason, reason), number) for reason, number in reasons)
    return ", ".join(f"{word[:1].lower()}{word[1:]} ({number})" for word, number in words)


def feedback_row(entry_id: str, *, deletable: bool = True) -> Block:
    """Slack's own feedback buttons, and a delete icon that nobody sees until `for_asker` says who."""
    feedback: Element = {
        "type": "feedback_buttons",
        "action_id": ids.FEEDBACK,
        "positive_button": _verdict("Helpful", "This answer helped", f"good:{entry_id}"),
        "negative_button": _verdict("Not helpful", "This answer did not help", f"bad:{entry_id}"),
    }
    return {"type": "context_actions", "elements": [feedback, *([_DELETE] if deletable else [])]}


def for_asker(blocks: Sequence[Block], asker: str | None) -> list[Block]:
    """The blocks with their delete icons for `asker` alone; without them where nobody asked."""
    known = asker if asker is not None and USER_ID.fullmatch(asker) else None
    return [_row_for(block, known) if block["type"] == "context_actions" else block for block in blocks]


def _row_for(row: Block, asker: str | None) -> Block:
    elements = [_shown_to(element, asker) for element in row["elements"] if asker or element["type"] != "icon_button"]
    return {**row, "elements": elements}


def _shown_to(element: Element, asker: str | None) -> Element:
    return {**element, "visible_to_user_ids": [asker]} if element["type"] == "icon_button" else element


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


_DELETE: Element = {
    "type": "icon_button",
    "icon": "trash",
    "text": plain("Delete", BUTTON),
    "accessibility_label": "Delete this answer",
    "action_id": ids.DELETE,
    "value": ids.NO_VALUE,
    "visible_to_user_ids": [],
    "confirm": {
        "title": plain("Delete this answer?", 100),
        "text": plain("It goes for everybody in this conversation.", 300),
        "confirm": plain("Delete", 30),
        "deny": plain("Keep", 30),
    },
}
