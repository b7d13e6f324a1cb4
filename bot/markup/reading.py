"""The text of a pack -> its tree, as Markdown or as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.markup.characters import visible
from bot.markup.inlines import inlines_of, plain_inlines
from bot.markup.tree import Align, Block, Code, Heading, Inline, List, ListItem, Paragraph, Quote, Rule, Table
from bot.markup.words import passages

if TYPE_CHECKING:
    from markdown_it.token import Token

# A pack of 5 MB has about this many texts; each is read when it is first shown, and kept.
KEPT = 4_096

TAB = 4

# A text of words and sentence signs, on one line: no sign in it means anything to Markdown.
ONLY_WORDS = re.compile(r"[A-Za-z](?:[^\W_]|[ ,;()'\"?!%/’“”–—…€£$])*\.?")

# One row of cells: its inlines, cell by cell.
Row = tuple[tuple[Inline, ...], ...]


@lru_cache(maxsize=KEPT)
def read(source: str) -> tuple[Block, ...]:
    """The tree of a Markdown text; a text of nothing but signs is shown as its signs."""
    text = visible(source).strip("\n")
    if ONLY_WORDS.fullmatch(text):
        return _paragraph(text)
    from bot.markup.commonmark import parser  # costs 30 ms once, and plain sentences do not need it

    blocks = _Reader(parser().parse(text)).blocks()
    return blocks if any(words.strip() for words in passages(blocks)) else _paragraph(text.strip())


@lru_cache(maxsize=KEPT)
def read_plain(source: str) -> tuple[Block, ...]:
    """The tree of a text that is shown as it stands: its paragraphs, their lines as they are broken and indented."""
    apart = re.split(r"\n(?:[ \t]*\n)+", visible(source).expandtabs(TAB).strip("\n"))
    return tuple(block for part in apart for block in _paragraph(part.rstrip()))


def _paragraph(text: str) -> tuple[Block, ...]:
    return (Paragraph(plain_inlines(text)),) if text.strip() else ()


class _Reader:
    """Turns the parser's flat tokens into blocks, a container at a time."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = iter(tokens)

    def blocks(self, end: str = "") -> tuple[Block, ...]:
        """The blocks up to the token of type `end`."""
        return tuple(self._until(end))

    def _until(self, end: str) -> Iterator[Block]:
        for token in self.tokens:
            if token.type == end:
                return
            block = self._block(token)
            if block is not None:
                yield block

    def _block(self, token: Token) -> Block | None:
        """The block that the token opens; None for one without anything to see."""
        match token.type:
            case "paragraph_open":
                return _shown(Paragraph(self._inline("paragraph_close")))
            case "heading_open":
                return _shown(Heading(self._inline("heading_close"), int(token.tag[1:])))
            case "fence" | "code_block":
                code = visible(token.content).expandtabs(TAB).strip("\n")
                return Code(code) if code.strip() else None
            case "blockquote_open":
                quoted = self.blocks("blockquote_close")
                return Quote(quoted) if quoted else None
            case "bullet_list_open":
                return List(self._items("bullet_list_close"))
            case "ordered_list_open":
                return List(self._items("ordered_list_close"), ordered=True, start=int(token.attrs.get("start", 1)))
            case "table_open":
                return self._table()
        return Rule()

    def _inline(self, end: str) -> tuple[Inline, ...]:
        """What stands between an opening token and its closing one."""
        found: tuple[Inline, ...] = ()
        for token in self.tokens:
            if token.type == end:
                break
            found += inlines_of(token.children or [])
        return found

    def _items(self, end: str) -> tuple[ListItem, ...]:
        items = []
        for token in self.tokens:
            if token.type == end:
                break
            items.append(ListItem(self.blocks("list_item_close")))
        return tuple(items)

    def _table(self) -> Table:
        rows: list[Row] = []
        align: list[Align] = []
        cells: list[tuple[Inline, ...]] = []
        for token in self.tokens:
            match token.type:
                case "table_close":
                    break
                case "th_open" | "td_open":
                    if token.type == "th_open":
                        align.append(_alignment(str(token.attrs.get("style", ""))))
                    cells.append(self._inline(token.type.replace("open", "close")))
                case "tr_close":
                    rows.append(tuple(cells))
                    cells = []
        return Table(tuple(rows), tuple(align))


def _shown(block: Paragraph | Heading) -> Block | None:
    return block if block.inlines else None


def _alignment(style: str) -> Align:
    return "right" if "right" in style else "center" if "center" in style else "left"
