"""What a person sees of blocks, of a message's text and of a terminal: the words alone, in reading order."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from typing import Any

from rich.console import Console

from bot.answering.service import Reply
from bot.render.terminal import print_reply

LINK = re.compile(r"<(?:https?:|mailto:|tel:)[^<>|]*\|([^<>]*)>|<(?:mailto:|tel:)?([^<>|]*)>")
# What numbers a list, begins a point or a quotation, or draws a line: no words.
SIGNS = re.compile(r"^(?:[>│ ]|(?:\d+\.|•)(?= |$))+", re.MULTILINE)
TERMINAL = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m")


def words(text: str) -> list[str]:
    """Letters and digits, one word each, without the signs that may begin a line."""
    return re.findall(r"[^\W_]+", SIGNS.sub("", text))


def in_blocks(blocks: list[dict[str, Any]]) -> list[str]:
    """The words of blocks."""
    return words("\n".join(texts(blocks)))


def texts(part: Any) -> Iterator[str]:
    """The text of each passage; runs of one passage stand side by side."""
    if isinstance(part, list):
        for one in part:
            yield from texts(one)
        return
    match part:
        case {"type": "image", "alt_text": shown} | {"type": "plain_text", "text": shown}:
            yield shown
        case {"type": "mrkdwn", "text": text}:
            yield unmarked(text)
        case {"elements": [{"type": "text" | "link"}, *_] as runs}:
            yield "".join(run["text"] for run in runs)
        case {"elements": inner} | {"rows": inner} | {"text": inner}:
            yield from texts(inner)


def unmarked(text: str) -> str:
    """What Slack shows of mrkdwn."""
    shown = LINK.sub(lambda link: link[1] or link[2] or "", text)
    plain = html.unescape(re.sub("^```$", "", shown, flags=re.MULTILINE))
    return re.sub("^`(>+)`", r"\1", plain, flags=re.MULTILINE).replace("`", "'")


def in_text(text: str) -> list[str]:
    """The words of a message's text."""
    return words(unmarked(text))


def on_terminal(reply: Reply, width: int = 1_000_000) -> list[str]:
    """The words that a terminal shows."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=width, _environ={})
    print_reply(console, reply)
    return words(TERMINAL.sub("", out.getvalue()))


def in_a_pipe(reply: Reply) -> str:
    """What a pipe is written."""
    out = io.StringIO()
    print_reply(Console(file=out, width=1_000_000), reply)
    return out.getvalue()
