"""Block Kit's parts as values: every text that enters here is escaped and cut to its limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.render import ids
from bot.render.budget import BUTTON, CONTEXT, HEADER, OPTION, OPTIONS, cut, size
from bot.render.escape import literal, one_line
from bot.render.message import Block

Element = dict[str, Any]


def plain(text: str, limit: int) -> Element:
    """A plain_text object of at most `limit` units; colons stay colons (no emoji codes)."""
    shown = cut(one_line(text), limit, dress=literal)
    return {"type": "plain_text", "text": shown or "…", "emoji": False}


def header(text: str) -> Block:
    """A heading; one that is too long for Slack's header block becomes a bold line."""
    if size(literal(one_line(text))) <= HEADER:
        return {"type": "header", "text": plain(text, HEADER)}
    return rich_text(paragraph(one_line(text), bold=True))


def context(text: str) -> Block:
    """A line of small print."""
    shown = cut(text, CONTEXT, dress=literal)
    return {"type": "context", "elements": [{"type": "plain_text", "text": shown or "…", "emoji": False}]}


def context_mrkdwn(markup: str) -> Block:
    """A line of small print with links or mentions of ours; its untrusted parts come escaped."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": markup, "verbatim": True}]}


def divider() -> Block:
    """A thin line between two parts."""
    return {"type": "divider"}


def run(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A stretch of rich text, shown literally."""
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    shown: Element = {"type": "text", "text": literal(text) or "…"}
    return {**shown, "style": style} if style else shown


def paragraph(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A rich_text element of one passage."""
    return {"type": "rich_text_section", "elements": [run(text, bold=bold, italic=italic)]}


def rich_text(*elements: Element) -> Block:
    """A block of paragraphs and lists."""
    return {"type": "rich_text", "elements": list(elements)}


def button(label: str, action_id: str, value: str = ids.NO_VALUE, *, style: str | None = None) -> Element:
    """A button; screen readers hear the label in full as far as Slack allows (75)."""
    made: Element = {"type": "button", "text": plain(label, BUTTON), "action_id": action_id, "value": value}
    return {**made, "style": style} if style else made


def actions_row(buttons: Iterable[Element]) -> list[Block]:
    """A row of buttons, or nothing for none."""
    row = list(buttons)
    return [{"type": "actions", "elements": row}] if row else []


def numbered(name: str, labels_and_values: Sequence[tuple[str, str]]) -> list[Element]:
    """Buttons of one kind, each with an action id of its own."""
    return [button(label, f"{name}:{n}", value) for n, (label, value) in enumerate(labels_and_values)]


def text_in(blocks: Iterable[Block]) -> int:
    """The units of all text in the blocks, as Slack's total counts them."""
    return sum(_text_in(block) for block in blocks)


def _text_in(part: object) -> int:
    """The units of every string under a "text" key, however deep."""
    if isinstance(part, dict):
        return sum(size(v) if k == "text" and isinstance(v, str) else _text_in(v) for k, v in part.items())
    return sum(map(_text_in, part)) if isinstance(part, list) else 0


def grouped(options: Sequence[Element]) -> Element:
    """The options as a select takes them: 100, or 100 groups of as many, named after their first and last."""
    if len(options) <= OPTIONS:
        return {"options": list(options)}
    groups = [options[start : start + OPTIONS] for start in range(0, len(options), OPTIONS)]
    names = [f"{cut(group[0]['text']['text'], 30)} … {cut(group[-1]['text']['text'], 30)}" for group in groups]
    labelled = zip(names, groups, strict=True)
    return {"option_groups": [{"label": plain(name, OPTION), "options": list(group)} for name, group in labelled]}
