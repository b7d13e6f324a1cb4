"""Slack's limits, and text cut or split to keep them.

Lengths are UTF-16 units, the widest way of counting that Slack might use: an emoji counts two.
Limits: https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.render.escape import clean

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
HEADER = 150
SECTION = 3_000
CONTEXT = 2_000
BUTTON = 75
OPTION = 75
OPTIONS = 100
PLACEHOLDER = 150
ACTIONS_ELEMENTS = 25
VIEW_TITLE = 24

# Slack advises 4,000 for the top-level text of a message and truncates at 40,000.
FALLBACK_TEXT = 3_900

# Undocumented; messages were refused near 13,200 characters of block text in all (bolt-js #2509).
MESSAGE_TEXT = 12_000

# A view may have 250 kB of JSON. 20,000 characters of text in rich_text, each at most six bytes in
# JSON ("\uXXXX"), fill half of that; the list items' own braces (about 110 bytes each) the rest.
VIEW_TEXT = 20_000
VIEW_ITEMS = 800
# A message's list: nobody reads on, and each item costs Slack's undocumented total some braces.
MESSAGE_ITEMS = 200

ELLIPSIS = "…"

# What of mrkdwn stays in one piece: a link or mention, an escaped sign, a fence, a word (100 letters of it), blanks.
FENCE = "```"
CLOSING = f"\n{FENCE}"
TOKEN = re.compile(r"<[^<>]*>|&\w+;|```|\s+|[^\s<&`]{1,100}|.")


def size(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int, *, dress: Callable[[str], str] = clean) -> str:
    """`dress(text)`, within `limit` units: cut after a word where needed, and marked with an ellipsis."""
    dressed = dress(text)
    if size(dressed) <= limit:
        return dressed
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        if size(dress(text[:middle])) + size(ELLIPSIS) <= limit:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    space = kept.rfind(" ")
    # A word boundary in the last third is worth having; before that the text would shrink too much.
    if space > low * 2 / 3:
        kept = kept[:space]
    return dress(kept.rstrip(" ,;:")) + ELLIPSIS


def cut_markup(markup: str, limit: int) -> str:
    """The beginning of mrkdwn, within `limit` units: whole links, mentions and escaped signs, code closed again."""
    if size(markup) <= limit:
        return markup
    room, kept = limit - size(ELLIPSIS) - size(CLOSING), ""
    for token in TOKEN.findall(markup):
        room -= size(token)
        if room < 0:
            break
        kept += token
    return kept.rstrip(" ,;:\n") + ELLIPSIS + (CLOSING if kept.count(FENCE) % 2 else "")


def split(text: str, limit: int) -> Iterator[str]:
    """The text in parts of at most `limit` units: by paragraph, else by line, sentence, word."""
    rest = text.strip()
    while size(rest) > limit:
        place = _break_before(rest, limit)
        yield rest[:place].rstrip()
        rest = rest[place:].lstrip()
    if rest:
        yield rest


def _break_before(text: str, limit: int) -> int:
    """Where to break: the last good place among the first `limit` units, in the later half."""
    window = text[:limit]
    while size(window) > limit:
        window = window[: len(window) - (size(window) - limit + 1) // 2]
    for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?])\s", r"\s"):
        places = [match.end() for match in re.finditer(pattern, window)]
        if places and places[-1] > len(window) // 2:
            return places[-1]
    return len(window)
