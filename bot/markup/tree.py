"""The tree between the text of a pack and the surfaces that show it.

Blocks stand under each other; inlines make up a passage, with a line break where the author broke it
(softly or hard: a line of an address is a line). Every string is clean: no control, bidi or invisible
characters. Every address is one that may be followed (see `addresses`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `url` is where it leads."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image; `alt` says in words what it shows and is never empty."""

    alt: str
    url: str


Inline = Run | Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text that belong together."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1."""

    inlines: tuple[Inline, ...]
    level: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be shown exactly as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One point; `heads` says that its first paragraph is a heading for what follows."""

    blocks: tuple[Block, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """Bullets, or steps that are numbered from `start`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the head first; `align` has one side for each column, and each row as many cells."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two parts."""


Block = Paragraph | Heading | Code | Quote | List | Table | Rule
