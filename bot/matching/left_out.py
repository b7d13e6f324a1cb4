"""How well packs do on their own wordings: each alias is asked of packs that do not have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.model import Entry, Knowledge, Pack
from bot.matching.evaluation import Labelled, Outcome
from bot.matching.matcher import Matcher

# Parts that the aliases fall into; each part is asked of packs with the other parts. One alias at a time would take
# an index for each.
PARTS = 5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An alias of an entry, its `position` (from 0) among its aliases, and what came of asking it."""

    entry: Entry
    position: int
    outcome: Outcome


def left_out(packs: Sequence[Pack], matcher_of: Callable[[Knowledge], Matcher]) -> Iterator[LeftOut]:
    """Every alias asked as a question, with what a matcher decides that was built without it.

    Right are the entry and its twins. `matcher_of` builds a matcher over changed packs; it is called PARTS times.
    """
    whole = Knowledge(packs)
    for part in range(PARTS):
        if not any(len(entry.aliases) > part for entry in whole.entries):
            return
        matcher = matcher_of(Knowledge([_thinned(pack, part) for pack in packs]))
        for entry in whole.entries:
            expect = frozenset([entry.id, *(twin.id for twin in whole.twins_of(entry))])
            for position in range(part, len(entry.aliases), PARTS):
                labelled = Labelled(entry.aliases[position], expect, "alias")
                yield LeftOut(entry, position, Outcome(labelled, matcher.match(labelled.question)))


def _thinned(pack: Pack, part: int) -> Pack:
    """The pack without every alias of that part."""
    entries = (
        replace(entry, aliases=tuple(alias for n, alias in enumerate(entry.aliases) if n % PARTS != part))
        for entry in pack.entries
    )
    return replace(pack, entries=tuple(entries))
