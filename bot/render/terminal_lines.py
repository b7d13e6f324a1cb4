"""The tree as lines of terminal text: wrapped between words, with every list, quotation and table in place.

A line is broken between words, and never inside an address. Links are
the terminal's own (OSC 8) where it has them; elsewhere the address stands behind the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from bot.markup import Block, Code, Heading, Inline, List, ListItem, Paragraph, Picture, Quote, Table, in_words
from bot.render.grid import aligned
from bot.render.passage import text_of

WORD = re.compile(r"\S+\s*")
ADDRESS = re.compile(r"\b(?:https?://|mailto:|tel:|www\.)|\w@\w", re.IGNORECASE)

# On a narrow terminal deep lists would leave no room for words.
LEAST = 16

# A line between two parts, as wide as a narrow column of text.
RULE = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: `width` columns, with `styles` and links or without."""

    width: int
    styles: bool = False

    def narrowed(self, columns: int) -> Paper:
        """The paper beside a margin of that many columns."""
        return Paper(max(LEAST, self.width - columns), self.styles)


def lines_of(blocks: Iterable[Block], paper: Paper, *, style: str = "") -> Iterator[Text]:
    """The blocks with an empty line between them."""
    for place, block in enumerate(blocks):
        if place:
            yield Text()
        yield from block_lines(block, paper, style=style)


def block_lines(block: Block, paper: Paper, *, style: str = "") -> Iterator[Text]:
    """The lines of one block."""
    match block:
        case Paragraph(inlines):
            yield from wrapped(text(inlines, paper, style), paper)
        case Heading(inlines):
            yield from wrapped(text(inlines, paper, f"{style} bold"), paper)
        case Code(code):
            yield from (Text(line, style="cyan") for line in code.split("\n"))
        case Table():
            yield from map(Text, aligned(block).split("\n"))
        case Quote(blocks):
            yield from beside("│ ", lines_of(blocks, paper.narrowed(2), style=style), again=True)
        case List():
            yield from _points(block, paper, style)
        case _:
            yield Text("─" * min(paper.width, RULE), style="dim")


def _points(block: List, paper: Paper, style: str) -> Iterator[Text]:
    signs = [f"{place}." if block.ordered else "•" for place in range(block.start, block.start + len(block.items))]
    margin = max(map(len, signs)) + 2
    for sign, item in zip(signs, block.items, strict=True):
        yield from beside(f" {sign.rjust(margin - 2)} ", _item(item, paper.narrowed(margin), style))


def _item(item: ListItem, paper: Paper, style: str) -> Iterator[Text]:
    """What stands in a list's item; the paragraphs that a heading explains itself by are dim."""
    for place, block in enumerate(item.blocks):
        dim = item.heads and place and isinstance(block, Paragraph)
        yield from block_lines(block, paper, style=f"{style} dim" if dim else style)


def beside(sign: str, lines: Iterable[Text], *, again: bool = False) -> Iterator[Text]:
    """The lines with a sign before the first (or before each, `again`), and a margin before the others."""
    margin = sign if again else " " * cell_len(sign)
    empty = True
    for line in lines:
        yield Text.assemble(sign if empty else margin, line) if line or again or empty else line
        empty = False
    if empty:
        yield Text(sign)


def text(inlines: Iterable[Inline], paper: Paper, style: str = "") -> Text:
    """One passage in the terminal's styles."""
    made = Text(style=style.strip())
    inlines = tuple(inlines)
    for place, one in enumerate(inlines):
        made.append(text_of(one) if paper.styles else in_words(one), style=_style(one, paper) or None)
        following = inlines[place + 1] if place + 1 < len(inlines) else None
        if one.url and one.url != getattr(following, "url", None) and not paper.styles and not _says(one):
            made.append(f" ({one.url})")
    return made


def _says(one: Inline) -> bool:
    """Whether the words of a link are its address already."""
    return text_of(one) in (one.url, (one.url or "").partition(":")[2], (one.url or "").partition("://")[2])


def _style(one: Inline, paper: Paper) -> str:
    """How a run looks."""
    link = f"underline link {one.url}" if one.url and paper.styles else ""
    if isinstance(one, Picture):
        return link
    names = [("bold", one.bold), ("italic", one.italic), ("strike", one.strike), ("cyan", one.code)]
    return " ".join([*(name for name, wanted in names if wanted), link]).strip()


def wrapped(passage: Text, paper: Paper) -> Iterator[Text]:
    """The passage line by line, no line wider than the paper but for an address that is."""
    for line in passage.split("\n", allow_blank=True):
        for part in line.divide(_breaks(line.plain, paper.width)):
            part.rstrip()
            yield part


def _breaks(line: str, width: int) -> list[int]:
    """Where a line is broken: before a word that does not fit, and inside a word that no line holds."""
    places: list[int] = []
    column = len(line) - len(line.lstrip())
    for word in WORD.finditer(line):
        length = cell_len(word[0].rstrip())
        if column and column + length > width:
            places += [word.start()] if word.start() else []
            column = 0
        if length > width and not ADDRESS.search(word[0]):
            pieces = list(_folded(word[0].rstrip(), width))
            places += [word.start() + place for place, _ in pieces[1:]]
            column = pieces[-1][1] + cell_len(word[0]) - length
        else:
            column += cell_len(word[0])
    return places


def _folded(word: str, width: int) -> Iterator[tuple[int, int]]:
    """(place, columns) of each part of a word that is longer than a line."""
    start = columns = 0
    for place, letter in enumerate(word):
        wide = cell_len(letter)
        if columns + wide > width and columns:
            yield start, columns
            start, columns = place, 0
        columns += wide
    yield start, columns
