"""Entries of one pack that share a wording: the question's own words choose the section, or the person does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import Entry, Knowledge
from bot.matching.normalize import normalise
from bot.matching.scoring import Ranked
from bot.matching.stemming import stem

OFFER_REASON = "This is asked in several sections, and the question names none of them."


def named_first(ranked: Sequence[Ranked], knowledge: Knowledge) -> list[Ranked]:
    """The ranking, with the entry whose section the question names before its namesakes."""
    best = ranked[0]
    meant = _named(best, _namesakes(best, knowledge))
    found = next((other for other in ranked[1:] if other.candidate.entry is meant), None)
    if found is None:
        return list(ranked)
    rest = [other for other in ranked if other is not found]
    return [replace(found, score=best.score), *rest]


def choices(best: Ranked, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The entries to choose from, the best one first; empty where one alone is meant."""
    among = _namesakes(best, knowledge)
    return among if among and _named(best, among) is None else ()


def _namesakes(best: Ranked, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The entry and those that have its nearest wording too; empty where there is none but itself."""
    entry = best.candidate.entry
    others = knowledge.namesakes_of(entry, best.candidate.nearest)
    return (entry, *others) if others else ()


def _named(best: Ranked, among: tuple[Entry, ...]) -> Entry | None:
    """The one entry whose section the question names, by words that the sections of the others lack."""
    asked = set(map(stem, best.candidate.asked.part.words))
    words = [set(map(stem, normalise(entry.section or "").split())) for entry in among]
    hits = [
        entry
        for place, entry in enumerate(among)
        if asked & words[place].difference(*(words[:place] + words[place + 1 :]))
    ]
    return hits[0] if len(hits) == 1 else None
