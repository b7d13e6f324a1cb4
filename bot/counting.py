"""Numbers with their nouns, for whoever reads them."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 entry", "2 entries".

    >>> count(1, "pack"), count(1200, "pack")
    ('1 pack', '1,200 packs')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
