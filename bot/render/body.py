"""The quoted answer as blocks: paragraphs and lists, as much as the room allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.knowledge.model import Entry, Item
from bot.render.budget import MESSAGE_ITEMS, SECTION, VIEW_ITEMS, VIEW_TEXT, cut, size, split
from bot.render.elements import Element, paragraph, rich_text, run
from bot.render.escape import clean, literal, one_line
from bot.render.message import Block


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be shown: `units` of text and `items` of lists."""

    units: int
    items: int


# A list whose details are as short as this reads best with each on its item's line; a phone shows
# about 45 characters a line.
ONE_LINE = 60

VIEW_ROOM = Room(VIEW_TEXT, VIEW_ITEMS)


def message_room(units: int) -> Room:
    """The room in a message whose other parts leave `units`."""
    return Room(units, MESSAGE_ITEMS)


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks, and whether they hold the whole answer."""

    blocks: list[Block]
    whole: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (or what fits in one block of it)."""

    text: str
    italic: bool = False

    @property
    def units(self) -> int:
        """Its length as shown."""
        return _shown(self.text)

    def cut(self, units: int) -> Passage:
        """The beginning of it."""
        return Passage(cut(self.text, units, dress=literal), self.italic)


@dataclass(frozen=True, slots=True)
class Point:
    """One item of a list; `place` counts from 0; `between` stands between its text and detail."""

    item: Item
    place: int
    style: str
    between: str

    @property
    def units(self) -> int:
        """Its length as shown."""
        return _shown(self.item.text) + (_shown(self.item.detail) + size(self.between) if self.item.detail else 0)

    def cut(self, units: int) -> Point:
        """The beginning of it."""
        text = cut(self.item.text, units, dress=literal)
        rest = units - _shown(text) - size(self.between)
        detail = cut(self.item.detail, rest, dress=literal) if self.item.detail and rest > 0 else None
        return Point(Item(text, detail), self.place, self.style, self.between)

    def element(self) -> Element:
        """The text, bold where a detail explains it."""
        if not self.item.detail:
            return paragraph(self.item.text)
        head = run(one_line(self.item.text), bold=True)
        between = {"type": "text", "text": self.between}
        return {"type": "rich_text_section", "elements": [head, between, run(self.item.detail)]}


Piece = Passage | Point


def _shown(text: str) -> int:
    """The length of a text as it is shown; one that has nothing visible is shown as an ellipsis."""
    return size(literal(text)) or 1


def body(entry: Entry, room: Room) -> Body:
    """The answer of the entry; a note speaks where there is no answer (kind none)."""
    shown, whole = _fit(pieces(entry), room)
    return Body(_Blocks().of(shown), whole)


def pieces(entry: Entry) -> Iterator[Piece]:
    """The answer in reading order."""
    answer = entry.answer
    style = "ordered" if answer.kind == "steps" else "bullet"
    short = all(size(item.text) + size(item.detail or "") <= ONE_LINE for item in answer.items)
    yield from _passages(answer.intro)
    yield from _passages(answer.text)
    yield from (Point(item, place, style, ": " if short else "\n") for place, item in enumerate(answer.items))
    yield from _passages(answer.outro)
    if answer.kind == "none":
        yield from _passages("\n".join(entry.notes), italic=True)


def _passages(text: str | None, *, italic: bool = False) -> Iterator[Passage]:
    """The text with its paragraphs set apart, in parts that fit a block."""
    apart = re.sub(r"\s*\n\s*", "\n\n", clean(text or ""))
    return (Passage(part, italic) for part in split(apart, SECTION))


def _fit(every: Iterator[Piece], room: Room) -> tuple[list[Piece], bool]:
    """The pieces that fit, and whether these are all; a first one that is too long is cut."""
    fitting: list[Piece] = []
    units, items = room.units, room.items
    for piece in every:
        units -= piece.units
        items -= isinstance(piece, Point)
        if units < 0 or items < 0:
            return fitting or [piece.cut(room.units)], False
        fitting.append(piece)
    return fitting, True


@dataclass(slots=True)
class _Blocks:
    """Gathers pieces into rich_text blocks of at most SECTION units each (or of one long piece)."""

    blocks: list[Block] = field(default_factory=list)
    units: int = 0

    def of(self, shown: list[Piece]) -> list[Block]:
        before: Piece | None = None
        for piece in shown:
            if isinstance(piece, Passage):
                self._start(paragraph(piece.text, italic=piece.italic))
            elif isinstance(before, Point) and self.units + piece.units <= SECTION:
                self.blocks[-1]["elements"][-1]["elements"].append(piece.element())
            else:
                self._list(piece, after_passage=isinstance(before, Passage))
            self.units += piece.units
            before = piece
        return self.blocks

    def _start(self, element: Element) -> None:
        self.blocks.append(rich_text(element))
        self.units = 0

    def _list(self, point: Point, *, after_passage: bool) -> None:
        """A new list, under its intro where there is room; numbers go on from the list before."""
        points: Element = {"type": "rich_text_list", "style": point.style, "elements": [point.element()]}
        if point.style == "ordered" and point.place:
            points["offset"] = point.place
        if after_passage and self.units + point.units <= SECTION:
            self.blocks[-1]["elements"].append(points)
        else:
            self._start(points)
