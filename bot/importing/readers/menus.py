"""Menus of pages in plain text: runs of short lines that are no sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.importing.blocks import Block

# So many short lines in a row, without a full stop or list mark, are a menu of links.
MENU_LINES = 6


def without_menus(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a run of short lines that say nothing replaced by a break."""
    run: list[Block] = []
    for block in (*blocks, None):
        if block is not None and _like_a_link(block):
            run.append(block)
            continue
        if sum(len(part.text.split("\n")) for part in run) >= MENU_LINES:
            yield Block("break")
        else:
            yield from run
        run = []
        if block is not None:
            yield block


def _like_a_link(block: Block) -> bool:
    """Whether every line of a block is short and no sentence or question."""
    if block.kind != "paragraph":
        return False
    lines = block.text.split("\n")
    return all(len(line) <= 130 and not re.search(r"[.?!:;,]\W{0,3}$", line) and "?" not in line for line in lines)
