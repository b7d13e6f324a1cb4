"""Pieces of Markdown: made safely, and read back as plain words."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

# Characters that would mean something in CommonMark where they stand in plain text; addresses stay whole.
_SPECIAL = re.compile(r"(?P<address>https?://[^\s<>\[\]()*`\\]+)|[\\`*\[\]<]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?m)^(\s*)([-+](?=\s)|#{1,6}(?=\s)|>|\d+(?=[.)]\s))")


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough; a link is one wherever it leads: `links.settled` judges addresses."""
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # as the library says to
    return made


def escape(text: str) -> str:
    r"""Plain text as Markdown that shows exactly it.

    >>> escape("a*b_c [x]")
    'a\\*b_c \\[x\\]'
    """
    return _SPECIAL.sub(lambda found: found[0] if found["address"] else "\\" + found[0], text)


def escape_start(text: str) -> str:
    """A paragraph none of whose lines looks like a list, a heading or a quotation."""
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if not m[2].isdigit() else f"{m[1]}{m[2]}\\", text)


def marked(text: str, mark: str) -> str:
    """Text between two marks; spaces stay outside, where Markdown needs them.

    >>> marked("now ", "**")
    '**now** '
    """
    inner = text.strip()
    if not inner or (inner.startswith(mark) and inner.endswith(mark)):
        return text
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{mark}{inner}{mark}{trail}"


def code(text: str) -> str:
    """An inline code span."""
    inner = " ".join(text.split())
    if not inner:
        return ""
    fence = "`"
    while fence in inner:
        fence += "`"
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def link(text: str, address: str) -> str:
    """A link; one without words, or to its own spot on the page, is no more than its words."""
    words, address = " ".join(text.split()), "".join(address.split())
    if not words or words in "#¶🔗" or not address:
        return "" if words in "#¶🔗" else text
    if any(character in address for character in "()<>"):
        address = address.replace("<", "%3C").replace(">", "%3E").replace("(", "%28").replace(")", "%29")
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead and ' '}[{words}]({address}){trail and ' '}"


def plain(text: str) -> str:
    """The words of a piece of Markdown, without markup and on one line.

    >>> plain("**Q.** _Is [this](x) `ok`?_")
    'Q. Is this ok?'
    """
    if not re.search(r"[\\`*_\[<&~\n]", text):
        return " ".join(text.split())
    words = []
    for token in parser().parseInline(text)[0].children or []:
        if token.type in ("text", "code_inline", "text_special"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())
