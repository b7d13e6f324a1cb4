"""The tree of an answer -> pieces that Slack can show one after another, each of them whole or cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from posixpath import splitext
from urllib.parse import urlsplit

from bot.markup import Block, Code, Heading, Inline, List, ListItem, Paragraph, Picture, Quote, Run, Table
from bot.render.budget import SECTION, cut, size
from bot.render.elements import Element
from bot.render.grid import aligned, cut_table, fits_slack, units_of_table
from bot.render.passage import cut_inlines, elements, split_inlines, split_lines, styled, text_of, units_of

# Slack shows lists nine deep.
DEEPEST = 8

# A list whose details are as short as this reads best with each on its item's line; a phone shows
# about 45 characters a line.
ONE_LINE = 60

# https://docs.slack.dev/reference/block-kit/blocks/image-block
IMAGE_ENDINGS = ("", ".png", ".jpg", ".jpeg", ".gif")
ALT_TEXT = 2_000


PARAGRAPH, QUOTE, CODE = "rich_text_section", "rich_text_quote", "rich_text_preformatted"

# An empty line between two paragraphs; a heading stands right above what it heads.
GAP = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """Text in one rich_text element of type `form`; it is `gap` lines above a passage after it."""

    inlines: tuple[Inline, ...]
    form: str = PARAGRAPH
    gap: int = GAP
    border: bool = False

    @property
    def units(self) -> int:
        """What it takes of a budget."""
        return units_of(self.inlines)

    def cut(self, units: int) -> Passage | None:
        """The beginning of it, or None for no room."""
        kept = cut_inlines(self.inlines, units)
        return replace(self, inlines=kept) if kept else None

    def with_(self, other: Passage) -> Passage | None:
        """Both as one, where they look alike and fit a block together."""
        both = replace(other, inlines=(*self.inlines, Run("\n" * self.gap), *other.inlines))
        return both if self.form == other.form != CODE and both.units <= SECTION else None

    def element(self) -> Element:
        """The rich_text element."""
        made: Element = {"type": self.form, "elements": elements(self.inlines)}
        return {**made, "border": 1} if self.border else made


@dataclass(frozen=True, slots=True)
class Point:
    """One item of a list that is `indent` deep; a step has its `number`, a bullet none."""

    inlines: tuple[Inline, ...]
    number: int | None = None
    indent: int = 0
    border: bool = False

    @property
    def units(self) -> int:
        """What it takes of a budget."""
        return units_of(self.inlines)

    def cut(self, units: int) -> Point | None:
        """The beginning of it, or None for no room."""
        kept = cut_inlines(self.inlines, units)
        return replace(self, inlines=kept) if kept else None

    def element(self) -> Element:
        """A list that begins with it; its numbers go on from the list before."""
        style = "bullet" if self.number is None else "ordered"
        extras = {"indent": self.indent, "offset": (self.number or 1) - 1, "border": int(self.border)}
        return {
            "type": "rich_text_list",
            "style": style,
            "elements": [self.section()],
            **{name: value for name, value in extras.items() if value},
        }

    def section(self) -> Element:
        """What Slack sets beside a bullet or number."""
        return {"type": "rich_text_section", "elements": elements(self.inlines)}

    def follows(self, other: object) -> bool:
        """Whether it goes on in the list of the piece before it."""
        if not isinstance(other, Point) or (other.indent, other.border) != (self.indent, self.border):
            return False
        if self.number is None or other.number is None:
            return self.number is other.number
        return self.number == other.number + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that Slack shows as one."""

    table: Table

    @property
    def units(self) -> int:
        """What it takes of a budget."""
        return units_of_table(self.table)

    def cut(self, units: int) -> Grid | None:
        """Its first rows, or None for no room."""
        kept = cut_table(self.table, units)
        return Grid(kept) if kept else None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that Slack fetches and shows."""

    picture: Picture

    @property
    def units(self) -> int:
        """What it takes of a budget."""
        return units_of([self.picture])

    def cut(self, units: int) -> None:
        """A picture is shown whole or not at all."""
        return


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two parts."""

    units: int = 0

    def cut(self, units: int) -> None:
        """It takes no room, so nobody cuts it."""
        return


Piece = Passage | Point | Grid | Image | Line


def pieces(blocks: Iterable[Block], *, tables: bool, pictures: bool) -> Iterator[Piece]:
    """The pieces of the blocks in reading order; `tables` and `pictures` say what Slack would show here."""
    for block in blocks:
        match block:
            case Table() if tables and fits_slack(block):
                yield Grid(block)
                tables = False  # Slack takes one a message
            case Paragraph(inlines) if pictures and (alone := _pictures(inlines)):
                yield from (Image(picture) for picture in alone)
            case _:
                yield from _pieces(block, border=False)


def _pieces(block: Block, *, border: bool) -> Iterator[Piece]:
    """The pieces of one block in running text, or in a quotation."""
    match block:
        case Paragraph(inlines):
            yield from (Passage(part, QUOTE if border else PARAGRAPH) for part in split_inlines(inlines, SECTION))
        case Heading(inlines):
            parts = split_inlines(styled(inlines, bold=True), SECTION)
            yield from (Passage(part, QUOTE if border else PARAGRAPH, gap=1) for part in parts)
        case Code(text):
            yield from _code(text, border)
        case Table():
            yield from _code(aligned(block), border)
        case Quote(blocks):
            yield from (piece for inner in blocks for piece in _pieces(inner, border=True))
        case List():
            yield from _points(block, 0, border)
        case _:
            yield Line()


def _code(text: str, border: bool) -> Iterator[Passage]:
    parts = split_lines(text, SECTION)
    return (Passage((Run(part),), CODE, border=border) for part in parts)


def _points(block: List, indent: int, border: bool) -> Iterator[Piece]:
    """A list item by item, with what stands in each."""
    between = ": " if all(_is_short(item) for item in block.items) else "\n"
    for place, item in enumerate(block.items, start=block.start):
        first, rest = _opening(item, between)
        if block.ordered and block.start < 1:  # Slack numbers from 1; step 0 says so itself
            first = (Run(f"{place}. "), *first)
        number = place if block.ordered and block.start > 0 else None
        beside, *more = list(split_inlines(first, SECTION)) or [()]
        yield Point(beside, number, min(indent, DEEPEST), border)
        yield from (Passage(part) for part in more)
        for inner in rest:
            yield from _points(inner, indent + 1, border) if isinstance(inner, List) else _pieces(inner, border=border)


def _opening(item: ListItem, between: str) -> tuple[tuple[Inline, ...], Sequence[Block]]:
    """What stands beside the bullet or number, and what stands below it."""
    shown: tuple[Inline, ...] = ()
    for place, block in enumerate(item.blocks):
        match block:
            case Paragraph(inlines) | Heading(inlines) if shown:
                shown += (Run(between if item.heads else "\n"), *inlines)
            case Paragraph(inlines) | Heading(inlines):
                heads = item.heads or isinstance(block, Heading)
                shown = styled(inlines, bold=True) if heads else inlines
            case Code(text) if not shown:
                shown = (Run(text, code=True),)
            case _:
                return shown, item.blocks[place:]
    return shown, ()


def _is_short(item: ListItem) -> bool:
    """Whether text and detail fit a line."""
    one_line = all(isinstance(block, Paragraph) for block in item.blocks) and len(item.blocks) < 3
    texts = [text_of(one) for block in item.blocks if isinstance(block, Paragraph) for one in block.inlines]
    return one_line and sum(map(size, texts)) <= ONE_LINE and not any("\n" in text for text in texts)


def _pictures(inlines: Iterable[Inline]) -> list[Picture]:
    """The pictures of a paragraph that holds nothing else, if Slack can fetch every one."""
    seen = [one for one in inlines if isinstance(one, Picture) or one.text.strip()]
    pictures = [one for one in seen if isinstance(one, Picture) and _is_fetched(one.url)]
    return pictures if len(pictures) == len(seen) else []


def _is_fetched(url: str) -> bool:
    """Whether Slack shows what stands at this address: over https, and of a kind that it knows."""
    parts = urlsplit(url)
    return parts.scheme == "https" and splitext(parts.path)[1].lower() in IMAGE_ENDINGS


def image_block(picture: Picture) -> Element:
    """Slack's image, with its description."""
    return {"type": "image", "image_url": picture.url, "alt_text": cut(picture.alt, ALT_TEXT)}
