"""The two windows: to ask the team, and to answer."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Self

from bot.learning.asks import LONGEST, Ask, Origin
from bot.render import ids
from bot.render.asks import ASK_LABEL
from bot.render.budget import PLACEHOLDER
from bot.render.elements import context, context_mrkdwn, paragraph, plain, rich_text, run
from bot.slack.events.fields import ID, TS, Payload, text_at, well_formed
from bot.slack.inputs import labelled, option
from bot.slack.modal import View, modal

NAMED = "named"
WRITE = "Write your question."
WRITE_ANSWER = "Write your answer."
NEED = "In words that tell a colleague what you need"
KNOW = "What you know, and where it can be looked up"


@dataclass(frozen=True, slots=True)
class Asking:
    """What the window remembers: the message that was pressed, and where its answer belongs."""

    place: str
    origin: Origin

    def write(self) -> str:
        """As private_metadata."""
        return json.dumps({"place": self.place, **asdict(self.origin)}, separators=(",", ":"))

    @classmethod
    def read(cls, raw: str) -> Self:
        """What `write` wrote; it comes back through people's hands, and what is not well-formed is dropped."""
        try:
            found = json.loads(raw or "{}")
        except (ValueError, RecursionError):
            found = {}
        channel = well_formed(ID, text_at(found, "channel"))
        ts = {name: well_formed(TS, text_at(found, name)) for name in ("thread_ts", "reply_ts", "question_ts")}
        return cls(text_at(found, "place")[:100], Origin(channel, **ts) if channel else Origin())


def ask_view(question: str, channel: str, asking: Asking, *, shared: bool = False) -> View:
    """The window in which a person puts their question to the experts of a channel; `shared`: with another company."""
    readers = ", which people of another company read, too" if shared else ""
    where = "in this thread" if asking.origin.channel else "in a direct message"
    boxes = {"type": "checkboxes", "options": [option(NAMED, "Show my name to the team")]}
    blocks = [
        labelled("Your question", ids.ASK_QUESTION, _text(NEED, question[:LONGEST])),
        {**labelled("Your name", ids.ASK_NAMED, boxes), "optional": True},
        context_mrkdwn(f"It goes to <#{channel}>{readers}. Whoever answers there answers you {where}."),
    ]
    return modal(ASK_LABEL, blocks, callback_id=ids.ASK_VIEW, metadata=asking.write(), submit="Ask")


def reply_view(ask: Ask) -> View:
    """The window in which an expert answers."""
    quote = {"type": "rich_text_quote", "elements": [run(ask.question)]}
    blocks = [
        rich_text(paragraph("The question", bold=True), quote),
        labelled("Your answer", ids.ASK_ANSWER, _text(KNOW)),
        context("It goes to whoever asked, with your name."),
    ]
    return modal("Answer", blocks, callback_id=ids.ASK_REPLY_VIEW, metadata=ask.id, submit="Send")


def question_in(form: Payload) -> str:
    """The question that was written."""
    return text_at(form, ids.ASK_QUESTION, ids.ASK_QUESTION, "value").strip()[:LONGEST]


def answer_in(form: Payload) -> str:
    """The answer that was written."""
    return text_at(form, ids.ASK_ANSWER, ids.ASK_ANSWER, "value").strip()[:LONGEST]


def is_named(form: Payload) -> bool:
    """Whether the person agreed to be named."""
    box = form.get(ids.ASK_NAMED)
    chosen = box.get(ids.ASK_NAMED) if isinstance(box, dict) else None
    return bool(isinstance(chosen, dict) and chosen.get("selected_options"))


def _text(hint: str, initial: str = "") -> dict[str, object]:
    field: dict[str, object] = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": LONGEST,
        "placeholder": plain(hint, PLACEHOLDER),
    }
    return {**field, "initial_value": initial} if initial else field
