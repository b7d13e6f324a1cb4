"""AsciiDoc -> blocks: headings, lists, description lists, delimited blocks, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.importing import markup
from bot.importing.blocks import Block, Document
from bot.importing.readers.asciidoc_inline import written

_HEADING = re.compile(r"^(={1,6}|#{1,6})\s+(\S.*?)\s*$")
_ATTRIBUTE = re.compile(r"^:(!?[\w-]+)!?:\s*(.*)$")
_MACHINERY = re.compile(
    r"^(?://(?!/)|\[\[.*\]\]\s*$|\[[^\]]*\]\s*$|(?:include|image|video|audio|toc|ifdef|ifndef|ifeval|endif|icon)::|<<<\s*$|'''+\s*$)"
)
_LIST = re.compile(r"^\s*(\*{1,5}|\.{1,5}|-|\d{1,3}\.|[a-z]\.)\s+(\S.*)$")
_TERM = re.compile(r"^\s*(\S.*?)(?::{2,4}|;;)(?:\s+(.*))?$")
_DELIMITER = re.compile(r"^(-{4,}|={4,}|\*{4,}|_{4,}|\.{4,}|\+{4,}|/{4,}|--|```.*|\|===+|,===+)\s*$")
_ADMONITION = re.compile(r"^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s+")
_TITLE = re.compile(r"^\.([A-Z\"“'¿].*)$")
# Author and revision stand below the title.
HEADER_LINES = 2

_CODE = ("----", "....", "```", "++++")


@dataclass(slots=True)
class _Open:
    """A list, or a term, whose end has not been read; `mark` says how deep it is."""

    mark: str
    ordered: bool
    line: int
    items: list[list[Block]] = field(default_factory=list)


def read(text: str) -> Document:
    """An AsciiDoc document."""
    reader = _Reader(text.replace("\r\n", "\n").split("\n"))
    blocks = list(reader.blocks())
    title = next((markup.plain(block.text) for block in blocks if block.kind == "heading"), None)
    base = reader.attributes.get("url-docs") or None
    return Document(blocks=blocks, title=title, base=base if (base or "").startswith("http") else None)


class _Reader:
    """Walks the lines; `attributes` are the document's own names for texts."""

    def __init__(self, lines: list[str], attributes: dict[str, str] | None = None, before: int = 0) -> None:
        self.lines, self.place, self.before = lines, 0, before
        self.attributes: dict[str, str] = attributes if attributes is not None else {}
        self.lists: list[_Open] = []
        self.titled = False

    def blocks(self) -> Iterator[Block]:
        """Every block."""
        while self.place < len(self.lines):
            yield from self._next()
        yield from self._end_lists()

    def _next(self) -> Iterator[Block]:
        """The block (or none) that begins on the current line."""
        line = self.lines[self.place]
        number = self.before + self.place + 1
        delimiter, heading = _DELIMITER.match(line), _HEADING.match(line)
        attribute = _ATTRIBUTE.match(line)
        if not line.strip() or line.strip() == "+" or (_MACHINERY.match(line) and not delimiter):
            self.place += 1
        elif attribute:
            self.attributes[attribute[1].lower()] = attribute[2].strip()
            self.place += 1
        elif heading and not delimiter:
            yield from self._end_lists()
            self.place += 1
            if len(heading[1]) == 1 and not self.titled:
                self._header()
            self.titled = True
            yield Block("heading", self._inline(heading[2]), level=len(heading[1]), line=number, end=number)
        elif delimiter:
            yield from self._delimited(delimiter[1], number)
        elif _LIST.match(line):
            self._item(number)
        elif self._is_term(line):
            yield from self._term(number)
        else:
            yield from self._paragraph(number)

    def _header(self) -> None:
        """Pass over what stands right below the title: author, revision, and attributes, which are kept."""
        others = 0
        while self.place < len(self.lines) and self.lines[self.place].strip():
            attribute = _ATTRIBUTE.match(self.lines[self.place])
            if attribute:
                self.attributes[attribute[1].lower()] = attribute[2].strip()
            elif (others := others + 1) > HEADER_LINES:
                break
            self.place += 1

    @staticmethod
    def _is_term(line: str) -> bool:
        """Whether a line is a term of a description list."""
        return bool(_TERM.match(line)) and not line.startswith(("http", "|")) and "::" in line

    def _inline(self, text: str) -> str:
        return written(text, self.attributes)

    def _taken(self) -> list[str]:
        """The lines up to the next blank line, list item or delimiter."""
        taken = [self.lines[self.place]]
        self.place += 1
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if (
                not line.strip()
                or line.strip() == "+"
                or _LIST.match(line)
                or _DELIMITER.match(line)
                or _MACHINERY.match(line)
                or self._is_term(line)
            ):
                break
            taken.append(line)
            self.place += 1
        return taken

    def _item(self, number: int) -> None:
        """One list item; a deeper mark opens a list inside the item before."""
        mark, first = _LIST.match(self.lines[self.place]).groups()  # type: ignore[union-attr]  # the caller matched
        text = "\n".join([first, *(line.strip() for line in self._taken()[1:])])
        kind = re.sub(r"\d+\.|[a-z]\.", "1.", mark)
        while self.lists and self.lists[-1].mark != kind and any(one.mark == kind for one in self.lists):
            self._fold()
        if not self.lists or self.lists[-1].mark != kind:
            self.lists.append(_Open(kind, mark[0] not in "*-", number))
        end = self.before + self.place
        self.lists[-1].items.append([Block("paragraph", self._inline(text), line=number, end=end)])

    def _fold(self) -> None:
        """Put the deepest list into the item it belongs to."""
        done = self.lists.pop()
        self.lists[-1].items[-1].append(_list(done))

    def _end_lists(self) -> Iterator[Block]:
        while len(self.lists) > 1:
            self._fold()
        if self.lists:
            yield _list(self.lists.pop())

    def _attached(self) -> bool:
        """Whether a "+" joins the block at the current line to the list item above."""
        above = self.place - 1
        while above >= 0 and _MACHINERY.match(self.lines[above]):
            above -= 1
        return bool(self.lists) and above >= 0 and self.lines[above].strip() == "+"

    def _placed(self, made: list[Block], attached: bool) -> Iterator[Block]:
        """Blocks inside the open list item, or on their own after the list."""
        if attached:
            self.lists[-1].items[-1] += made
        else:
            yield from self._end_lists()
            yield from made

    def _term(self, number: int) -> Iterator[Block]:
        """A term of a description list, and the words of its description on the same line."""
        words, first = _TERM.match(self.lines[self.place]).groups()  # type: ignore[union-attr]  # the caller matched
        yield from self._end_lists()
        self.place += 1
        yield Block("term", self._inline(words), line=number, end=number)
        if first:
            yield Block("paragraph", self._inline(first), line=number, end=number)

    def _paragraph(self, number: int) -> Iterator[Block]:
        attached = self._attached()
        title = _TITLE.match(self.lines[self.place])
        if title:  # of the block below, which is read next
            self.place += 1
            text = markup.marked(self._inline(title[1]), "**")
        else:
            text = self._inline("\n".join(line.strip() for line in self._taken()))
        text = _ADMONITION.sub("", text)
        made = [Block("paragraph", text, line=number, end=self.before + self.place)] if text else []
        yield from self._placed(made, attached)

    def _delimited(self, mark: str, number: int) -> Iterator[Block]:
        """A delimited block: code, a comment, a table, or blocks in a frame."""
        attached = self._attached()
        closing = "```" if mark.startswith("```") else mark
        self.place += 1
        start = self.place
        while self.place < len(self.lines) and self.lines[self.place].rstrip() != closing:
            self.place += 1
        inner = self.lines[start : self.place]
        self.place += 1
        if mark.startswith("//"):
            return
        if mark.startswith(_CODE):
            made = [Block("code", "\n".join(inner), line=number, end=self.before + self.place)]
        elif mark.startswith(("|", ",")):
            made = self._table(inner, number)
        else:
            made = list(_Reader(inner, self.attributes, self.before + start).blocks())
        yield from self._placed(made, attached)

    def _table(self, lines: list[str], number: int) -> list[Block]:
        """Rows of a table; cells may stand on lines of their own."""
        cells = [
            [self._inline(cell) for cell in re.split(r"(?<!\\)\s*(?:\d+\+)?[aehlms]?\|", line)[1:]] for line in lines
        ]
        width = max((len(row) for row in cells), default=0)
        flat = [(cell, number + 1 + place) for place, row in enumerate(cells) for cell in row]
        groups = [flat[place : place + width] for place in range(0, len(flat), width)] if width else []
        rows = tuple(tuple(cell for cell, _ in group) for group in groups)
        starts = tuple(group[0][1] for group in groups)
        return [Block("table", rows=rows, row_lines=starts, line=number, end=self.before + self.place)] if rows else []


def _list(done: _Open) -> Block:
    items = tuple(map(tuple, done.items))
    return Block("list", ordered=done.ordered, items=items, line=done.line)
