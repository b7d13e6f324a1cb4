"""The quoted answer as blocks: paragraphs, lists, tables and pictures, as much as the room allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.knowledge.model import Entry
from bot.knowledge.passages import blocks_of, note_blocks
from bot.markup import Paragraph
from bot.render.budget import MESSAGE_ITEMS, SECTION, VIEW_ITEMS, VIEW_TEXT
from bot.render.elements import Element, divider, rich_text
from bot.render.grid import table_block
from bot.render.message import Block
from bot.render.passage import styled
from bot.render.pieces import GAP, PARAGRAPH, Grid, Image, Line, Passage, Piece, Point, image_block, pieces

# A message has 50 blocks, and up to 14 stand around an answer. Rich text of 12,000 units fills nine; so many may
# stand by themselves (a picture, a line, what follows a list), each with text between it and the next.
APART = 12


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be shown: `units` of text, `items` (points, paragraphs, what stands apart), tables, pictures.

    A message shows tables and pictures. A view takes no table, and is refused for a picture that Slack
    cannot fetch, with nothing to fall back on.
    """

    units: int
    items: int
    tables: bool = False
    pictures: bool = False


VIEW_ROOM = Room(VIEW_TEXT, VIEW_ITEMS)


def message_room(units: int, *, tables: bool = True) -> Room:
    """The room in a message whose other parts leave `units`."""
    return Room(units, MESSAGE_ITEMS, tables=tables, pictures=True)


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks, and whether they hold the whole answer."""

    blocks: list[Block]
    whole: bool


def body(entry: Entry, room: Room) -> Body:
    """The answer of the entry; a note speaks where there is no answer (kind none)."""
    shown, whole = _fit(_pieces_of(entry, room), room)
    return Body(_Blocks().of(shown), whole)


def _pieces_of(entry: Entry, room: Room) -> Iterator[Piece]:
    """The answer in reading order."""
    yield from pieces(blocks_of(entry.answer), tables=room.tables, pictures=room.pictures)
    if entry.answer.kind == "none":
        said = (
            Paragraph(styled(b.inlines, italic=True)) if isinstance(b, Paragraph) else b for b in note_blocks(entry)
        )
        yield from pieces(said, tables=room.tables, pictures=room.pictures)


def _fit(every: Iterable[Piece], room: Room) -> tuple[list[Piece], bool]:
    """The pieces that fit, and whether these are all; a first one that is too long is cut."""
    fitting: list[Piece] = []
    units, items = room.units, room.items
    for piece in every:
        items -= 1
        if piece.units > units or items < 0:
            begun = piece.cut(units) if not fitting or isinstance(piece, Grid) else None
            return [*fitting, begun] if begun else fitting, False
        units -= piece.units + GAP
        fitting.append(piece)
    return fitting, True


def _merged(several: Iterable[Piece]) -> Iterator[Piece]:
    """Paragraphs that follow each other as one, with a gap between them, up to what fits a block."""
    open_one: Passage | None = None
    for piece in several:
        if open_one and isinstance(piece, Passage) and (both := open_one.with_(piece)):
            open_one = both
            continue
        if open_one:
            yield open_one
        open_one = piece if isinstance(piece, Passage) else None
        if not open_one:
            yield piece
    if open_one:
        yield open_one


@dataclass(slots=True)
class _Blocks:
    """Gathers pieces into rich_text blocks of at most SECTION units each (or of one long piece)."""

    blocks: list[Block] = field(default_factory=list)
    units: int = 0
    apart: int = APART
    before: Piece | None = None  # what was written last

    def of(self, shown: list[Piece]) -> list[Block]:
        """The blocks of the pieces, in order."""
        for piece in _merged(shown):
            if isinstance(piece, (Passage, Point)):
                self._write(piece)
            elif isinstance(piece, Grid) or self._has_place():
                self.blocks.append(_own_block(piece))
                self.before = piece
            elif isinstance(piece, Image):
                self._write(Passage((piece.picture,)))
        return self.blocks

    def _has_place(self) -> bool:
        """Whether one more block may stand by itself."""
        self.apart -= 1
        return self.apart >= 0

    def _write(self, piece: Passage | Point) -> None:
        """Rich text, in the block of what stands before it where it belongs there and fits."""
        after_text = isinstance(self.before, (Passage, Point)) and self.units + piece.units <= SECTION
        if not after_text or (self._stands_apart(piece) and self._has_place()):
            self.blocks.append(rich_text())
            self.units, self.before = 0, None
        written: list[Element] = self.blocks[-1]["elements"]
        if isinstance(piece, Point) and piece.follows(self.before):
            written[-1]["elements"].append(piece.section())
        else:
            written.append(piece.element())
        self.units += piece.units
        self.before = piece

    def _stands_apart(self, piece: Passage | Point) -> bool:
        """Whether a block of its own suits it: a paragraph after a list, and a step after the list under another.

        Slack goes on counting after a list under a step by itself, but not after anything else; in a new
        block a list begins at its offset either way.
        """
        if not isinstance(self.before, Point):
            return False
        if isinstance(piece, Passage):
            return piece.form == PARAGRAPH
        return (piece.number or 1) > 1 and not piece.follows(self.before)


def _own_block(piece: Grid | Image | Line) -> Block:
    match piece:
        case Grid(table):
            return table_block(table)
        case Image(picture):
            return image_block(picture)
    return divider()
