"""Slack's limits, written down a second time, apart from the renderer that has to keep them.

Sources: https://docs.slack.dev/reference/block-kit and, for the total, bolt-js #2509. Lengths are
UTF-16 units, the widest count Slack might use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

TOTAL_TEXT = 12_000
VIEW_BYTES = 250_000

# type of block -> (the limit of its elements, the types they may have)
ELEMENTS = {
    "actions": (25, {"button", "external_select", "conversations_select", "static_select"}),
    "context": (10, {"mrkdwn", "plain_text", "image"}),
    "context_actions": (5, {"feedback_buttons", "icon_button"}),
    "rich_text": (None, {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}),
}
ONLY_IN_MESSAGES = {"context_actions", "table"}
ONLY_IN_VIEWS = {"input"}
KNOWN = {*ELEMENTS, "header", "section", "divider", "input", "table", "image"}
TYPED = {"plain_text_input", "rich_text_input"}
STYLES = {"bold", "italic", "strike", "code"}


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def problems(payload: dict[str, Any]) -> list[str]:
    """Everything Slack would refuse (or cut) in a message {"text", "blocks"} or a view."""
    return list(_view(payload) if payload.get("type") in ("modal", "home") else _message(payload))


def option_problems(answer: dict[str, Any]) -> list[str]:
    """Everything Slack would refuse in the answer to an options request."""
    return list(_options(answer))


def _message(payload: dict[str, Any]) -> Iterator[str]:
    yield from _length("text", payload.get("text"), 1, 4_000)
    blocks = payload.get("blocks") or []
    if len(blocks) > 50:
        yield f"{len(blocks)} blocks, a message takes 50"
    total = sum(units(text) for block in blocks for text in _texts(block))
    if total > TOTAL_TEXT:
        yield f"{total} characters of block text, a message takes about {TOTAL_TEXT}"
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "more than one table in a message"
    yield from _blocks(blocks, "message")


def _view(view: dict[str, Any]) -> Iterator[str]:
    blocks = view.get("blocks") or []
    if len(blocks) > 100:
        yield f"{len(blocks)} blocks, a view takes 100"
    size = len(json.dumps(view))
    if size > VIEW_BYTES:
        yield f"{size} bytes, a view takes {VIEW_BYTES}"
    yield from _length("private_metadata", view.get("private_metadata", ""), 0, 3_000)
    yield from _length("callback_id", view.get("callback_id", ""), 0, 255)
    for part in ("title", "submit", "close"):
        if part in view:
            yield from _plain(part, view[part], 24)
    if view["type"] == "modal" and "title" not in view:
        yield "a modal needs a title"
    if "submit" not in view and any(block["type"] == "input" for block in blocks):
        yield "a modal with an input needs a submit button"
    yield from _blocks(blocks, view["type"])


def _blocks(blocks: list[dict[str, Any]], surface: str) -> Iterator[str]:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        yield f"a block_id is used twice: {ids}"
    names = [element["action_id"] for element in _interactive(blocks)]
    if len(set(names)) < len(names):
        yield f"an action_id is used twice: {names}"
    for name in [*ids, *names]:
        yield from _length("id", name, 1, 255)
    for block in blocks:
        yield from (f"{block['type']}: {problem}" for problem in _block(block, surface))


def _block(block: dict[str, Any], surface: str) -> Iterator[str]:
    kind = block["type"]
    if kind not in KNOWN:
        yield "is not among the blocks this app uses"
    if (kind in ONLY_IN_MESSAGES) != (surface == "message") and kind in ONLY_IN_MESSAGES:
        yield f"does not belong into a {surface}"
    if kind in ONLY_IN_VIEWS and surface == "message":
        yield "does not belong into a message"
    if kind == "header":
        yield from _plain("text", block["text"], 150)
    if kind == "section":
        yield from _text("text", block["text"], 3_000)
        yield from _element(block["accessory"]) if "accessory" in block else ()
    if kind == "input":
        yield from _plain("label", block["label"], 2_000)
        yield from _plain("hint", block["hint"], 2_000) if "hint" in block else ()
        yield from (_typed if block["element"]["type"] in TYPED else _element)(block["element"])
    if kind in ("table", "image"):
        yield from _table(block) if kind == "table" else _image(block)
    yield from _elements(block) if kind in ELEMENTS else ()


def _elements(block: dict[str, Any]) -> Iterator[str]:
    limit, allowed = ELEMENTS[block["type"]]
    elements = block["elements"]
    if not elements or (limit and len(elements) > limit):
        yield f"{len(elements)} elements, it takes 1 to {limit}"
    yield from (f"takes no {element['type']}" for element in elements if element["type"] not in allowed)
    for element in elements:
        yield from _rich(element) if block["type"] == "rich_text" else _element(element)


def _element(element: dict[str, Any]) -> Iterator[str]:
    match element["type"]:
        case "mrkdwn" | "plain_text":
            yield from _text("context", element, 3_000)
        case "button":
            yield from _plain("button", element["text"], 75)
            yield from _length("value", element.get("value", "-"), 1, 2_000)
            yield from _length("url", element.get("url", "-"), 1, 3_000)
            yield from _length("accessibility_label", element.get("accessibility_label", "-"), 1, 75)
        case "icon_button":
            yield from _plain("icon_button", element["text"], 75)
            yield from _length("value", element.get("value", "-"), 1, 2_000)
            yield from _length("accessibility_label", element.get("accessibility_label", "-"), 1, 75)
        case "feedback_buttons":
            for side in ("positive_button", "negative_button"):
                yield from _plain(side, element[side]["text"], 75)
                yield from _length(side, element[side]["value"], 1, 2_000)
                yield from _length(side, element[side].get("accessibility_label", "-"), 1, 75)
        case "external_select" | "conversations_select" | "static_select" | "multi_static_select" | "checkboxes":
            if "placeholder" in element:
                yield from _plain("placeholder", element["placeholder"], 150)
            yield from _options(element) if {"options", "option_groups"} & element.keys() else ()
    if "confirm" in element:
        limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
        for part, limit in limits.items():
            yield from _plain(f"confirm {part}", element["confirm"][part], limit)


def _typed(element: dict[str, Any]) -> Iterator[str]:
    """An input that people type into."""
    if element["type"] == "rich_text_input":
        yield from _elements(element["initial_value"]) if "initial_value" in element else ()
        return
    limit = element.get("max_length", 3_000)
    if not 1 <= limit <= 3_000 or units(element.get("initial_value", "")) > limit:
        yield f"plain_text_input takes at most {limit} characters, and Slack at most 3,000"


def _options(holder: dict[str, Any]) -> Iterator[str]:
    groups = holder.get("option_groups", [])
    if "option_groups" in holder and not 1 <= len(groups) <= 100:
        yield f"{len(groups)} option groups, Slack takes 1 to 100"
    every = list(holder.get("options", []))
    for group in groups:
        yield from _plain("group label", group["label"], 75)
        if not 1 <= len(group["options"]) <= 100:
            yield f"{len(group['options'])} options in a group, Slack takes 1 to 100"
        every += group["options"]
    if len(every) > 100 and not (groups and "type" in holder):  # a typeahead's answer, or a plain list
        yield f"{len(every)} options, we promise at most 100"
    for option in every:
        yield from _plain("option", option["text"], 75)
        yield from _length("option value", option["value"], 1, 150)


def _image(image: dict[str, Any]) -> Iterator[str]:
    if ("image_url" in image) == ("slack_file" in image):
        yield "an image has either an address or a file"
    if "image_url" in image:
        yield from _length("image_url", image["image_url"], 1, 3_000)
    yield from _length("alt_text", image["alt_text"], 1, 2_000)


def _table(table: dict[str, Any]) -> Iterator[str]:
    rows, settings = table["rows"], table.get("column_settings", [])
    if not 1 <= len(rows) <= 100 or not all(1 <= len(row) <= 20 for row in rows) or len(settings) > 20:
        yield f"{len(rows)} rows of {max(map(len, rows), default=0)} cells, Slack takes 100 of 20"
    if len({len(row) for row in rows}) > 1:
        yield "rows of different lengths"
    if sum(units(text) for row in rows for text in _texts(row)) > 10_000:
        yield "more than 10,000 characters in a table"
    for cell in (cell for row in rows for cell in row):
        if cell["type"] != "rich_text":
            yield f"a cell of type {cell['type']}"
        for element in cell["elements"]:
            yield from _rich(element)


def _rich(element: dict[str, Any]) -> Iterator[str]:
    if not element["elements"]:
        yield f"an empty {element['type']}"
    if element["type"] == "rich_text_list":
        if not 0 <= element.get("indent", 0) <= 8 or element.get("offset", 0) < 0:
            yield f"a list at indent {element.get('indent')}, offset {element.get('offset')}"
        if any(inner["type"] != "rich_text_section" for inner in element["elements"]):
            yield "something else than sections in a list"
    for inner in element["elements"]:
        if "elements" in inner:
            yield from _rich(inner)
        else:
            yield from _run(inner, code=element["type"] == "rich_text_preformatted")


def _run(run: dict[str, Any], *, code: bool) -> Iterator[str]:
    yield from _length("rich text", run["text"], 1, TOTAL_TEXT)
    if run["type"] == "link":
        yield from _length("link", run["url"], 1, 3_000)
    elif run["type"] != "text":
        yield f"a {run['type']} in rich text"
    if set(run.get("style", {})) - STYLES or (code and "style" in run):
        yield f"a style that Slack does not know here: {run['style']}"


def _plain(name: str, text: dict[str, Any], limit: int) -> Iterator[str]:
    if text["type"] != "plain_text":
        yield f"{name} must be plain_text"
    yield from _text(name, text, limit)


def _text(name: str, text: dict[str, Any], limit: int) -> Iterator[str]:
    yield from _length(name, text["text"], 1, limit)


def _length(name: str, text: object, least: int, most: int) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{name} is no text: {text!r}"
    elif not least <= units(text) <= most:
        yield f"{name} has {units(text)} characters, Slack takes {least} to {most}"


def _texts(part: object) -> Iterator[str]:
    """Every string that counts: under a "text" key, and the addresses of links and pictures."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("text", "url", "image_url", "alt_text") and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _interactive(part: object) -> Iterator[dict[str, Any]]:
    """Every element that has an action_id."""
    if isinstance(part, dict):
        if "action_id" in part:
            yield part
        for value in part.values():
            yield from _interactive(value)
    elif isinstance(part, list):
        for value in part:
            yield from _interactive(value)
