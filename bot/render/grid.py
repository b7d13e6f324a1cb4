"""Tables: as Slack's own block where it takes them, as aligned lines where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from bot.markup import Align, Inline, Table, words_of
from bot.render.elements import Element
from bot.render.message import Block
from bot.render.passage import elements, styled, units_of

# https://docs.slack.dev/reference/block-kit/blocks/table-block, and one table a message (vercel/chat #194).
ROWS = 100
COLUMNS = 20
CHARACTERS = 10_000

# A column wider than this pushes the others off a phone's screen; longer cells are not padded to.
WIDEST = 30

BETWEEN = "  "


def fits_slack(table: Table) -> bool:
    """Whether Slack shows it as a table."""
    return len(table.rows) <= ROWS and len(table.align) <= COLUMNS and units_of_table(table) <= CHARACTERS


def units_of_table(table: Table) -> int:
    """What its cells take of a budget."""
    return sum(units_of(cell) for row in table.rows for cell in row)


def table_block(table: Table) -> Block:
    """Slack's table, its head in bold; an empty cell is a space, for Slack takes no empty one."""
    head, *rows = table.rows
    cells = [[_cell(styled(cell, bold=True)) for cell in head], *([_cell(cell) for cell in row] for row in rows)]
    settings = [{"align": side, "is_wrapped": True} for side in table.align]
    return {"type": "table", "column_settings": settings, "rows": cells}


def _cell(inlines: Sequence[Inline]) -> Element:
    shown = elements(inlines) if inlines else [{"type": "text", "text": " "}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": shown}]}


def cut_table(table: Table, units: int) -> Table | None:
    """The head and the first rows that fit, or None where not even two rows do."""
    kept = list(table.rows)
    while len(kept) > 1 and units_of_table(Table(tuple(kept), table.align)) > units:
        kept.pop()
    return Table(tuple(kept), table.align) if len(kept) > 1 else None


def aligned(table: Table) -> str:
    """The rows as lines whose columns stand under each other, with a line below the head."""
    rows = [[" ".join(words_of(cell).split()) for cell in row] for row in table.rows]
    widths = [min(WIDEST, max(map(width_of, column))) for column in zip(*rows, strict=True)]
    head, *others = [_line(row, widths, table.align) for row in rows]
    rule = BETWEEN.join("─" * width for width in widths)
    return "\n".join([head, rule, *others])


def _line(row: Sequence[str], widths: Sequence[int], align: Sequence[Align]) -> str:
    cells = [_padded(cell, width, side) for cell, width, side in zip(row, widths, align, strict=True)]
    return BETWEEN.join(cells).rstrip()


def _padded(cell: str, width: int, align: Align) -> str:
    room = max(0, width - width_of(cell))
    left = {"left": 0, "center": room // 2, "right": room}[align]
    return f"{' ' * left}{cell}{' ' * (room - left)}"


def width_of(text: str) -> int:
    """The columns that a text takes in a font of fixed width."""
    return len(text) + sum(east_asian_width(c) in "WF" for c in text)
