"""The teaching window: what is taught, what it would change, and how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.knowledge.model import Entry
from bot.learning.lessons import LONGEST_QUESTION, Lesson, entry_of
from bot.render import ids
from bot.render.body import Room, body
from bot.render.budget import PLACEHOLDER
from bot.render.catalogue import search_options
from bot.render.elements import Element, context, plain
from bot.render.message import Block
from bot.render.teaching import Effects, effect_blocks, lead_blocks
from bot.slack.modal import View, modal
from bot.slack.teaching.form import Background, digest

TITLE = "Teach an answer"
EDITING = "Edit an answer"
LOOKING = "One moment: I am looking at what this would change."
KEEPING = "One moment: I am learning it."

# An input takes what Slack lets people type into it.
LINES = 3_000
EDITED = Room(12_000, 400)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about a lesson: what it would change, and the entry that it makes or words (None: neither)."""

    effects: Effects
    entry: Entry | None = None


def teach_view(
    lesson: Lesson,
    background: Background,
    *,
    lead: Sequence[str] = (),
    target: Entry | None = None,
    checked: Checked | None = None,
) -> View:
    """The window filled with a lesson; `lead` are lines above it, `target` is the entry of `lesson.target`.

    With what was `checked` it shows that, and can be accepted.
    """
    accepted = checked is not None and checked.effects.acceptable
    remembered = replace(background, checked=digest(lesson) if accepted else "")
    blocks = [
        *lead_blocks(lead),
        _question(lesson.question),
        _wordings(lesson.wordings),
        _target(target),
        _answer(lesson.answer),
        *(effect_blocks(checked.effects, checked.entry) if checked else [context(WHAT_FOLLOWS)]),
    ]
    return modal(
        EDITING if lesson.number else TITLE,
        blocks,
        callback_id=ids.TEACH_VIEW,
        metadata=remembered.write(),
        submit="Teach it" if accepted else "Look at it",
    )


WHAT_FOLLOWS = "Next you see how it will look and what it changes. It is in force once you accept that."


def _question(question: str) -> Block:
    field: Element = {"type": "plain_text_input", "max_length": LONGEST_QUESTION}
    return _input("Question", ids.TEACH_QUESTION, _filled(field, question), "As people ask it, in their words.")


def _wordings(wordings: Sequence[str]) -> Block:
    field: Element = {"type": "plain_text_input", "multiline": True, "max_length": LINES}
    block = _input("Other wordings", ids.TEACH_WORDINGS, _filled(field, "\n".join(wordings)), "One a line.")
    return {**block, "optional": True}


def _target(target: Entry | None) -> Block:
    select: Element = {
        "type": "external_select",
        "placeholder": plain("Search the questions I know", PLACEHOLDER),
        "min_query_length": 0,
    }
    if target is not None:
        [group] = search_options([target])["option_groups"]
        select["initial_option"] = group["options"][0]
    hint = "If I know the answer already: choose its question, and leave the answer below empty."
    return {**_input("Asks the same as", ids.TEACH_TARGET, select, hint), "optional": True}


def _answer(answer: str) -> Block:
    field: Element = {"type": "rich_text_input"}
    if answer and (shown := rich_text_of(answer)):
        field["initial_value"] = shown
    return {**_input("Answer", ids.TEACH_ANSWER, field), "optional": True}


def rich_text_of(answer: str) -> Block | None:
    """Markdown as one block of rich text to be edited; pictures and lines between parts are not."""
    blocks = body(entry_of(Lesson("", "?", answer, name="x")), EDITED).blocks
    elements = [element for block in blocks if block["type"] == "rich_text" for element in block["elements"]]
    return {"type": "rich_text", "elements": elements} if elements else None


def _filled(field: Element, text: str) -> Element:
    return {**field, "initial_value": text} if text else field


def _input(label: str, name: str, element: Element, hint: str = "") -> Block:
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, PLACEHOLDER),
        "element": {**element, "action_id": name},
    }
    return {**made, "hint": plain(hint, PLACEHOLDER)} if hint else made
