"""Facts besides counts: identifiers and opposites. What contradicts one is never answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.matching import identifiers, opposites
from bot.matching.identifiers import Identifier, identifiers_in
from bot.matching.lexicon import Lexicon
from bot.matching.opposites import Side

Fact = TypeVar("Fact", Identifier, Side)

# A fact that this share of an entry's wordings names is one that the entry is about.
CARRIED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """What some words name: "room 12", "check in"."""

    identifiers: tuple[Identifier, ...] = ()
    sides: tuple[Side, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.identifiers or self.sides)


NO_FACTS: Final = Facts()


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry is about (`carried`), and all that its wordings name (`had`)."""

    carried: Facts = NO_FACTS
    had: Facts = NO_FACTS

    def contradicted(self, asked: Facts) -> tuple[Identifier | Side, ...]:
        """The facts of a question that this entry cannot be about."""
        if not self.carried or not asked:
            return ()
        return (
            *identifiers.contradicted(asked.identifiers, self.carried.identifiers, self.had.identifiers),
            *opposites.contradicted(asked.sides, self.carried.sides, self.had.sides),
        )


NO_ENTRY_FACTS: Final = EntryFacts()


def facts_in(words: Sequence[str], lexicon: Lexicon) -> Facts:
    """The facts that normalised words name."""
    found = Facts(identifiers_in(words, lexicon.concepts), lexicon.opposites.sides_in(words, lexicon.concepts))
    return found or NO_FACTS


def entry_facts(wordings: Sequence[Sequence[str]], lexicon: Lexicon) -> EntryFacts:
    """The facts of an entry by its wordings as normalised words, the question first."""
    named = [facts_in(words, lexicon) for words in wordings]
    if not any(named):
        return NO_ENTRY_FACTS
    identifiers_named = [facts.identifiers for facts in named]
    sides_named = [facts.sides for facts in named]
    return EntryFacts(
        Facts(_carried(identifiers_named), _carried(sides_named)),
        Facts(_all(identifiers_named), _all(sides_named)),
    )


def _all(named: Sequence[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for facts in named for fact in facts))


def _carried(named: Sequence[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    """The facts of the question, and those that many wordings name."""
    often = Counter(fact for facts in named for fact in facts)
    return tuple(fact for fact in _all(named) if fact in named[0] or often[fact] >= CARRIED * len(named))
