"""What every reader makes of a document: one sequence of blocks, text kept as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.importing.markup import escape_start

BlockKind = Literal["heading", "term", "paragraph", "list", "code", "table", "break"]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document.

    `text` is Markdown (bare text for code); a soft line break is kept as a newline.
    `level` is a heading's depth from 1. `rows` are a table's cells, its head first. A `term` is a question by
    its form: a definition term or the summary of a fold-out. A `break` ends what stands before it.
    `line` to `end` are lines of the source, from 1; `row_lines` are the lines on which a table's rows begin, where the
    reader knows them.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    ordered: bool = False
    start: int = 1
    items: tuple[tuple[Block, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    row_lines: tuple[int | None, ...] = ()
    line: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One question as it stands in a document, with the blocks that answer it."""

    question: str
    body: tuple[Block, ...] = ()
    aliases: tuple[str, ...] = ()
    section: str | None = None
    line: int | None = None
    end: int | None = None
    asks: bool = True
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """A document as its reader understood it.

    `found` is filled by formats that name their questions (tables, data); otherwise they are
    recognised among the `blocks`. `spare` is read when the rest holds no question.
    `base` is the address that relative links start from. `first_line` is set for plain text, whose title may
    look like a question.
    """

    blocks: list[Block] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    spare: list[Found] = field(default_factory=list)
    title: str | None = None
    base: str | None = None
    first_line: str | None = None
    remarks: list[str] = field(default_factory=list)


def to_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, one blank line between them."""
    return "\n\n".join(filter(None, map(_written, blocks)))


def joined(text: str) -> str:
    """A paragraph on one line; only hard breaks (a backslash at the end) stay."""
    lines = [line.strip() for line in text.split("\n")]
    out = lines[0]
    for line in lines[1:]:
        out += f"\n{line}" if out.endswith("\\") else f" {line}" if out and line else line
    return out


def _written(block: Block) -> str:
    """One block as Markdown."""
    match block.kind:
        case "code":
            fence = "```" if "```" not in block.text else "~~~~"
            return f"{fence}\n{block.text.rstrip()}\n{fence}"
        case "list":
            return "\n".join(_item(block, number, item) for number, item in enumerate(block.items))
        case "table":
            return _grid(block.rows)
        case "heading" | "term":
            text = joined(block.text)
            return text if text.startswith("**") or not text else f"**{text}**"
        case "break":
            return ""
    return escape_start(joined(block.text))


def _item(block: Block, number: int, item: Sequence[Block]) -> str:
    """One list item with everything in it, indented beneath its mark."""
    mark = f"{block.start + number}. " if block.ordered else "- "
    text = to_markdown(item)
    return mark + text.replace("\n", "\n" + " " * len(mark)).replace("\n" + " " * len(mark) + "\n", "\n\n")


def _grid(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a Markdown table."""
    width = max(map(len, rows))
    cells = [[joined(cell).replace("\\\n", " ").replace("|", "\\|") for cell in row] for row in rows]
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def lines_of(blocks: Sequence[Block]) -> tuple[int | None, int | None]:
    """The first and last line that blocks take up."""
    known = [block for block in blocks if block.line is not None]
    if not known:
        return None, None
    return known[0].line, max(block.end or block.line or 0 for block in known)
