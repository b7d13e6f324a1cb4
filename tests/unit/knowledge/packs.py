"""Pieces of packs that the tests of this folder put together."""

from __future__ import annotations

import pytest

HEAD = "pack: shop\nsource: {title: Shop handbook}\nentries:\n"
HOURS = "  - id: hours\n    question: When are you open?\n    answer: From nine to five.\n"
# An entry without its answer, which stands on line 6 of the pack.
ASKED = "  - id: hours\n    question: When are you open?\n"


def row(name, text, *expected):
    """One pack with the problems that its author should read, without the file's name."""
    return pytest.param(text, expected, id=name)
