"""A list against its parts: who names some of a list and asks for the rest means the list, not the part named first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import Knowledge
from bot.matching.numbers import is_list_noun
from bot.matching.question import Part
from bot.matching.scoring import Ranked

# A longer message tells of more than one list.
BRIEF = 24

# "Sincerity, value and then?", "courtesy and empathy belong to which"; beside "principles" more words ask for them all.
_REST = frozenset("rest others remaining then include includes including contain contains belong belongs among".split())
_ALL = _REST | frozenset("other all set list group whole complete missing".split())

# Where one is named alone, "the principles: commitment first, and then?".
_GOING_ON = frozenset("then rest others remaining".split())


def whole_first(ranked: Sequence[Ranked], knowledge: Knowledge) -> list[Ranked]:
    """The ranking, with a list in the place of its part that came first, where the message asks for more than that."""
    best = ranked[0]
    whole = knowledge.parent_of(best.candidate.entry)
    if whole is None or not _asks_for_more(best.candidate.asked.part, others=best.candidate.features["siblings"] > 0):
        return list(ranked)
    place = next((n for n, other in enumerate(ranked) if other.candidate.entry is whole), None)
    if place is None:
        return list(ranked)
    changed = list(ranked)
    changed[0] = replace(ranked[place], score=best.score)
    changed[place] = replace(best, score=ranked[place].score)
    return changed


def _asks_for_more(part: Part, *, others: bool) -> bool:
    """Whether a message asks for the rest of a list of which it names one, or `others` too."""
    several = any(is_list_noun(word) and word.endswith("s") for word in part.words)
    asking = (_ALL if several else _REST) if others else _GOING_ON if several else frozenset()
    return len(part.words) <= BRIEF and not asking.isdisjoint(part.words)
