"""Inline Markdown, written anew: references resolved, HTML tags turned into Markdown or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from bot.importing import markup

_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*)", re.ASCII)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}


class _Open:
    """A piece of markup whose end has not been read yet."""

    def __init__(self, name: str, address: str = "") -> None:
        self.name, self.address, self.words = name, address, list[str]()

    def closed(self) -> str:
        """The whole piece as Markdown."""
        text = "".join(self.words)
        if self.name == "a":
            return markup.link(text, self.address)
        if self.name in ("code", "kbd", "tt"):
            return markup.code(markup.plain(text))
        return markup.marked(text, _MARKS[self.name]) if self.name in _MARKS else text


def written(tokens: Sequence[Token]) -> str:
    """The tokens of one paragraph as clean Markdown."""
    stack = [_Open("")]
    for token in tokens:
        kind = token.type
        if kind.endswith("_open"):
            stack.append(_Open(*_opened(token)))
        elif kind.endswith("_close"):
            _close(stack, stack[-1].name if len(stack) > 1 else "")
        elif kind == "html_inline":
            _html(stack, token.content)
        else:
            stack[-1].words.append(_leaf(token))
    while len(stack) > 1:
        _close(stack, stack[-1].name)
    return "".join(stack[0].words).strip()


def _opened(token: Token) -> tuple[str, str]:
    """Name and address of an opening token."""
    if token.type == "link_open":
        return "a", str(token.attrGet("href") or "")
    return token.type.removesuffix("_open"), ""


def _close(stack: list[_Open], name: str) -> None:
    """End the innermost piece of that name; a stray end is passed over."""
    if len(stack) > 1 and stack[-1].name == name:
        done = stack.pop()
        stack[-1].words.append(done.closed())


def _html(stack: list[_Open], tag: str) -> None:
    """One HTML tag inside a paragraph."""
    found = _TAG.match(tag)
    if not found:
        return
    name = found[2].lower()
    if name == "br":
        stack[-1].words.append("\\\n")
    elif name in _MARKS or name in ("a", "code", "kbd", "tt"):
        if found[1]:
            _close(stack, name)
        elif not tag.endswith("/>"):
            href = _HREF.search(tag)
            stack.append(_Open(name, next(filter(None, href.groups()), "") if href else ""))


def _leaf(token: Token) -> str:
    """A token without an end of its own."""
    match token.type:
        case "text":
            return markup.escape(token.content)
        case "text_special":
            return markup.escape(token.content) if token.info == "escape" else token.content
        case "code_inline":
            return markup.code(token.content)
        case "softbreak":
            return "\n"
        case "hardbreak":
            return "\\\n"
    return ""
