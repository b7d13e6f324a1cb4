"""One fault in the text of a file, before it is known which file."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong on a line and how to mend it.

    `line` and `column` count from 1; column 0 means the line as a whole. `mend` is what to write instead, if known.
    """

    line: int
    message: str
    column: int = 0
    mend: str = ""
