"""The words of Slack's blocks, a line each, in Slack's written form: what a reader of the message sees."""

from __future__ import annotations

from collections.abc import Iterator

from bot.slack.events.fields import Payload, list_at, mapping_at, text_at
from bot.slack.events.mrkdwn import escape

# Blocks nest (lists in rich_text, rows in tables, blocks in containers); nobody's words lie deeper than this.
MAX_DEPTH = 6


def lines_of(blocks: tuple[Payload, ...], depth: int = 0) -> Iterator[str]:
    """The lines that these blocks show; buttons, pictures and dividers say nothing."""
    if depth > MAX_DEPTH:
        return
    for block in blocks:
        match text_at(block, "type"):
            case "rich_text":
                yield from _rich_lines(list_at(block, "elements"), depth)
            case "section":
                yield _text_object(mapping_at(block, "text"))
                yield from (_text_object(field) for field in list_at(block, "fields"))
            case "header" | "alert":
                yield _text_object(mapping_at(block, "text"))
            case "markdown":
                yield text_at(block, "text")
            case "context":
                yield from (_text_object(element) for element in list_at(block, "elements"))
            case "table":
                yield from _table_lines(block, depth)
            case _:
                yield from lines_of(list_at(block, "blocks"), depth + 1)


def _text_object(shown: Payload) -> str:
    """A text object's words: mrkdwn as it is, plain text escaped; nothing for an image."""
    text = text_at(shown, "text")
    return escape(text) if text_at(shown, "type") == "plain_text" else text


def _table_lines(block: Payload, depth: int) -> Iterator[str]:
    """A table's rows, their cells beside one another."""
    rows = block.get("rows")
    for row in rows if isinstance(rows, list) else ():
        cells = [cell for cell in row if isinstance(cell, dict)] if isinstance(row, list) else []
        yield " ".join(
            " ".join(lines_of((cell,), depth + 1)) if text_at(cell, "type") == "rich_text" else text_at(cell, "text")
            for cell in cells
        )


def _rich_lines(elements: tuple[Payload, ...], depth: int) -> Iterator[str]:
    """The lines of rich_text's sections, quotes, code and lists."""
    if depth > MAX_DEPTH:
        return
    for element in elements:
        inner = list_at(element, "elements")
        if text_at(element, "type") == "rich_text_list":
            yield from _rich_lines(inner, depth + 1)
        else:
            yield "".join(map(_inline, inner))


def _inline(element: Payload) -> str:
    """One inline element."""
    match text_at(element, "type"):
        case "text":
            return escape(text_at(element, "text"))
        case "link":
            return f"<{text_at(element, 'url')}|{escape(text_at(element, 'text') or text_at(element, 'url'))}>"
        case "emoji":
            return f":{text_at(element, 'name')}:"
        case "user":
            return f"<@{text_at(element, 'user_id')}>"
        case "channel":
            return f"<#{text_at(element, 'channel_id')}>"
        case "usergroup":
            return f"<!subteam^{text_at(element, 'usergroup_id')}>"
        case "broadcast":
            return f"<!{text_at(element, 'range')}>"
        case "date":
            return escape(text_at(element, "fallback"))
        case _:
            return ""
