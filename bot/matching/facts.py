"""Facts besides counts: identifiers and opposites. What contradicts one is never answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.matching import identifiers, opposites
from bot.matching.identifiers import Identifier, identifiers_in, may_be_value
from bot.matching.lexicon import Lexicon
from bot.matching.normalize import normalise
from bot.matching.opposites import Side
from bot.matching.stemming import stem

# Nouns whose number or code names one thing: the answer about another one is wrong, even where the entry's question
# names none. A version or a date in an answer is as often a bound ("from 3.2 on").
_NAMING = frozenset(
    stem(noun)
    for noun in """
    appendix bay box bus code counter desk door exhibit extension flat form gate hall line locker platform port room
    route seat stand terminal track unit
""".split()
)


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
    """What an entry is about, by its question (`carried`), and all that its wordings name (`had`).

    Only a question with one of the words `cues`, or with anything like an identifier, can contradict it.
    """

    carried: Facts
    had: Facts
    cues: frozenset[str]

    def contradicted(self, asked: Facts) -> tuple[Identifier | Side, ...]:
        """The facts of a question that this entry cannot be about."""
        return (
            *identifiers.contradicted(asked.identifiers, self.carried.identifiers, self.had.identifiers),
            *opposites.contradicted(asked.sides, self.carried.sides, self.had.sides),
        )


class AskedFacts:
    """The facts of a question, looked for once an entry could have any against it: most have none."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._facts: Facts | None = None

    def contradict(self, known: EntryFacts) -> tuple[Identifier | Side, ...]:
        """The facts of the question that an entry cannot be about."""
        if self._facts is None:
            if known.cues.isdisjoint(self._words) and not (known.carried.identifiers and self._may_identify()):
                return ()
            self._facts = facts_in(self._words, self._lexicon)
        return known.contradicted(self._facts)

    def told_of_others(self, known: EntryFacts | None, answer: Sequence[str]) -> tuple[Identifier, ...]:
        """What the question names by number or code, where an answer in these pieces names others of its kind only."""
        if not self.naming:
            return ()
        told = [one for piece in answer for one in facts_in(normalise(piece).split(), self._lexicon).identifiers]
        had = known.had.identifiers if known else ()
        return tuple(identifiers.another_than(self.naming, told, had, _NAMING))

    @cached_property
    def naming(self) -> tuple[Identifier, ...]:
        """Rooms, forms, ports that the question names; most questions have none."""
        if not any(word[0].isdecimal() or word[-1].isdecimal() for word in self._words):
            return ()
        return tuple(one for one in identifiers_in(self._words, self._lexicon.concepts) if one.labels & _NAMING)

    def _may_identify(self) -> bool:
        return any(map(may_be_value, self._words))


def facts_in(words: Sequence[str], lexicon: Lexicon) -> Facts:
    """The facts that normalised words name."""
    found = Facts(identifiers_in(words, lexicon.concepts), lexicon.opposites.sides_in(words, lexicon.concepts))
    return found or NO_FACTS


def entry_facts(wordings: Sequence[Sequence[str]], lexicon: Lexicon) -> EntryFacts | None:
    """The facts of an entry by its wordings as normalised words, the question first; None where it has none."""
    carried = facts_in(wordings[0], lexicon)
    if not carried:
        return None
    others = [facts_in(words, lexicon) for words in wordings[1:]]
    had = Facts(
        tuple(dict.fromkeys((*carried.identifiers, *(one for facts in others for one in facts.identifiers)))),
        tuple(dict.fromkeys((*carried.sides, *(one for facts in others for one in facts.sides)))),
    )
    return EntryFacts(carried, had, lexicon.opposites.cues_against(carried.sides))
