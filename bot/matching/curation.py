"""How much the keepers of packs have said about the ways in which people ask: weights follow it, without a cliff."""

from __future__ import annotations

import math

from bot.knowledge.model import Knowledge

# From this many wordings an entry on, packs count as curated through and through.
CURATED = 25


def curation(knowledge: Knowledge) -> float:
    """0 for packs without an alias, 1 for those with CURATED wordings an entry; between them by the logarithm."""
    wordings = sum(len(entry.wordings) for entry in knowledge.entries)
    return min(1.0, math.log(wordings / len(knowledge.entries)) / math.log(CURATED)) if wordings else 0.0
