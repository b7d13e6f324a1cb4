"""The parser's inline tokens -> runs of one style each, with addresses, pictures and honest links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from posixpath import basename
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from bot.markup.addresses import LONGEST, bare_links, real_place
from bot.markup.characters import visible
from bot.markup.tree import Inline, Picture, Run

if TYPE_CHECKING:
    from markdown_it.token import Token

# Said of a picture whose author said nothing.
PICTURE = "picture"

STYLES = {"strong_open": "bold", "em_open": "italic", "s_open": "strike"}


def inlines_of(tokens: Iterable[Token]) -> tuple[Inline, ...]:
    """The inlines of one passage."""
    line = _Line()
    for token in tokens:
        line.take(token)
    return line.done()


def plain_inlines(text: str) -> tuple[Inline, ...]:
    """A text in which no sign means anything."""
    return (Run(text),)


class _Line:
    """Gathers tokens; a style holds from its opening token to its closing one."""

    def __init__(self) -> None:
        self.made: list[Inline] = []
        self.open = dict.fromkeys(STYLES.values(), 0)
        self.url: str | None = None
        self.link_from = 0

    def take(self, token: Token) -> None:
        """One more token."""
        match token.type:
            case "text" | "text_special" | "html_inline":
                self._add(token.content)
            case "code_inline":
                self._add(token.content, code=True)
            case "softbreak" | "hardbreak":
                self._add("\n")
            case "image":
                url = str(token.attrs.get("src", ""))
                alt = " ".join("".join(_said(token)).split()) or _named(url)
                # A picture that is itself a link leads where the link leads.
                is_shown = not self.url and len(url) <= LONGEST
                self.made.append(Picture(alt, url) if is_shown else Run(alt, url=self.url))
            case "link_open":
                url = str(token.attrs.get("href", ""))
                self.url, self.link_from = url if len(url) <= LONGEST else None, len(self.made)
            case "link_close":
                self._close_link()
            case kind if kind in STYLES:
                self.open[STYLES[kind]] += 1
            case kind if kind.replace("close", "open") in STYLES:
                self.open[STYLES[kind.replace("close", "open")]] -= 1

    def _add(self, text: str, *, code: bool = False) -> None:
        """A stretch of text in the styles that are open; what stands side by side in one style is one run."""
        bold, italic, strike = (self.open[style] > 0 for style in ("bold", "italic", "strike"))
        run = Run(visible(text).expandtabs(1), bold, italic, strike, code, self.url)
        if not run.text:
            return
        before = self.made[-1] if len(self.made) > (self.link_from if self.url else 0) else None
        if isinstance(before, Run) and replace(before, text=run.text) == run:
            self.made[-1] = replace(run, text=before.text + run.text)
        else:
            self.made.append(run)

    def _close_link(self) -> None:
        """A link without text shows its address; one that looks like another address says where it leads."""
        shown = "".join(_text(one) for one in self.made[self.link_from :])
        if not shown.strip() and self.url:
            self._add(self.url)
        place = real_place(shown, self.url) if self.url else None
        self.url = None
        if place:
            self._add(f" ({visible(place)})")

    def done(self) -> tuple[Inline, ...]:
        """The inlines, with bare mail addresses as links; none where there is nothing to see."""
        if not any(_text(one).strip() for one in self.made):
            return ()
        ends = ((0, str.lstrip), (-1, str.rstrip))  # a break at the very end breaks nothing
        for place, strip in ends:
            if isinstance(end := self.made[place], Run):
                self.made[place] = replace(end, text=strip(end.text, "\n"))
        return tuple(part for one in self.made for part in _linked(one))


def _text(one: Inline) -> str:
    return one.text if isinstance(one, Run) else one.alt


def _linked(one: Inline) -> Iterable[Inline]:
    """The run with its bare addresses as links."""
    if isinstance(one, Picture) or one.url or one.code:
        return [one]
    parts: list[Inline] = []
    start = 0
    for first, last, url in bare_links(one.text):
        parts += [replace(one, text=one.text[start:first]), replace(one, text=one.text[first:last], url=url)]
        start = last
    parts.append(replace(one, text=one.text[start:]))
    return [part for part in parts if _text(part)]


def _said(token: Token) -> Iterable[str]:
    """The words of a picture's description, whatever stands in it."""
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        yield from _said(child) if child.type == "image" else [visible(child.content)]


def _named(url: str) -> str:
    """The name of a picture's file, as words."""
    name = re.sub(r"\.\w{1,5}$", "", unquote(basename(urlsplit(url).path)))
    return " ".join(visible(re.sub(r"[\W_]+", " ", name)).split()) or PICTURE
