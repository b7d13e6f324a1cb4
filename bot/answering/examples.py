"""Questions to begin with, chosen from the packs themselves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from bot.knowledge.model import Entry, Knowledge


def examples_of(knowledge: Knowledge, limit: int, fits: Callable[[str], bool]) -> tuple[Entry, ...]:
    """At most `limit` entries whose question `fits`: lists first, the packs in turn.

    A topic comes twice only when the others have run out.
    """
    in_turn = [entry for row in zip_longest(*(pack.entries for pack in knowledge.packs)) for entry in row if entry]
    suitable = [entry for entry in in_turn if entry.answer.kind != "none" and fits(entry.question)]
    suitable.sort(key=lambda entry: not entry.answer.items)
    first: dict[str, Entry] = {}
    later: list[Entry] = []
    for entry in suitable:
        if any(knowledge.are_twins(entry, other) for other in first.values()):
            continue
        topic = entry.topics[0] if entry.topics else entry.id
        if first.setdefault(topic, entry) is not entry:
            later.append(entry)
    return (*first.values(), *later)[:limit]
