"""Where plain text goes: a terminal of some width, or a file or pipe, which has none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

# Lines much longer than this tire the eye (typographers say 45 to 90 characters).
WIDEST = 88

# Whoever reads a file or pipe folds lines as they like: no line of a pack is as long as this.
ENDLESS = 1_000_000


def console_for(stream: TextIO) -> Console:
    """A console that folds lines to the terminal's width (or COLUMNS), and not at all where there is none."""
    from rich.console import Console

    if not (stream.isatty() or "COLUMNS" in os.environ):
        return Console(file=stream, emoji=False, markup=False, width=ENDLESS)
    console = Console(file=stream, emoji=False, markup=False)
    console.width = min(console.width, WIDEST)
    return console
