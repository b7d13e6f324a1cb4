"""Characters that a text may hold and nobody can see: what goes, and what scripts and emoji need."""

from __future__ import annotations

import re
import unicodedata

# Joiners that scripts and emoji need: Persian and Indic letters, and families of emoji.
KEPT_FORMAT = frozenset("\u200c\u200d")

# Unicode's categories of controls, invisible format characters (bidi overrides among them)
# and halves of surrogate pairs, which no JSON can carry.
DROPPED = frozenset({"Cc", "Cf", "Cs"})

LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def visible(text: str) -> str:
    """The text without control, bidi and invisible characters; tabs and line breaks stay."""
    if text.isprintable():
        return text
    lines = LINE_ENDS.sub("\n", text)
    # What prints is never dropped, and nearly everything prints: looking at each character takes far longer.
    if lines.replace("\n", "").replace("\t", "").isprintable():
        return lines
    return "".join(c for c in lines if c in "\n\t" or c in KEPT_FORMAT or unicodedata.category(c) not in DROPPED)
