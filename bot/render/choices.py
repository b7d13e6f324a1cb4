"""Entries to choose from, in words: which of them differ, and how they are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.knowledge.model import Entry
from bot.knowledge.wordings import fold_wording
from bot.matching.decision import Match
from bot.render.source import question_labels

# As much of a question as it takes to recognise it.
QUOTED = 120

NEAR = "The closest I have"
BESIDES = "You also asked something else."


def near_enough(matches: Iterable[Match]) -> list[Entry]:
    """The different entries that are worth offering where none answers."""
    return different([match for match in matches if match.near])


def different(matches: Sequence[Match]) -> list[Entry]:
    """The entries without further sources of the same question: the answer offers those itself."""
    kept: list[Entry] = []
    for match in matches:
        if not any(_same(match.entry, other) for other in kept):
            kept.append(match.entry)
    return kept


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries are twins, declared or by their wording."""
    declared = one.id in other.twins or other.id in one.twins
    return declared or fold_wording(one.label) == fold_wording(other.label)


def quoted(reason: str) -> str:
    """A reason of the matcher's, with the quotation marks that people's own words have here."""
    return re.sub(r'"([^"]*)"', r"“\1”", reason)


def spoken_questions(entries: Sequence[Entry]) -> list[str]:
    """The entries' questions, a line each."""
    return [f"• {label}" for label in question_labels(entries, QUOTED)]
