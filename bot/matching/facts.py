"""Facts besides counts: identifiers, opposites and bounds. What contradicts one is never answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.matching import bounds, exclusions, identifiers, opposites
from bot.matching.bounds import CLOCK, HALVES_OF_DAY, Span, may_measure, spans_in
from bot.matching.exclusions import Excluded
from bot.matching.figures import ORDINALS
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


_FIRST_TO_TENTH = frozenset(ORDINALS)


@dataclass(frozen=True, slots=True)
class Facts:
    """What some words name: "room 12", "check in", "before 6 pm"."""

    identifiers: tuple[Identifier, ...] = ()
    sides: tuple[Side, ...] = ()
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.identifiers or self.sides or self.bounds)

    @property
    def bounds(self) -> tuple[Span, ...]:
        """The spans that are no values: of an entry, only they can be contradicted."""
        return tuple(span for span in self.spans if span.bound)


# What may contradict an entry.
Fact = Identifier | Side | Span | Excluded


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry is about, by its question (`carried`), and all that its wordings name (`had`).

    Only a question with one of the words `cues`, or with anything like an identifier or a number, can contradict it,
    or one that asks for what it leaves out (`excluded`, each as terms).
    """

    carried: Facts
    had: Facts
    cues: frozenset[str]
    excluded: tuple[frozenset[str], ...] = ()

    def contradicted(self, asked: Facts) -> tuple[Fact, ...]:
        """The facts of a question that this entry cannot be about."""
        return (
            *identifiers.contradicted(asked.identifiers, self.carried.identifiers, self.had.identifiers),
            *opposites.contradicted(asked.sides, self.carried.sides, self.had.sides),
            *bounds.contradicted(asked.spans, self.carried.bounds, self.had.spans),
        )


class AskedFacts:
    """The facts of a question, looked for once an entry could have any against it: most have none."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._facts: Facts | None = None

    def contradict(self, known: EntryFacts) -> tuple[Fact, ...]:
        """The facts of the question that an entry cannot be about."""
        excluded = exclusions.contradicted(self._words, known.excluded, self._lexicon)
        if self._facts is None:
            if known.cues.isdisjoint(self._words) and not self._may_be_of(known.carried):
                return excluded
            self._facts = facts_in(self._words, self._lexicon)
        return (*known.contradicted(self._facts), *excluded)

    def told_of_others(self, known: EntryFacts | None, answer: Sequence[str]) -> tuple[Identifier, ...]:
        """What the question names by number or code, where an answer in these pieces names others of its kind only."""
        if not self.naming:
            return ()
        told = [one for piece in answer for one in facts_in(normalise(piece).split(), self._lexicon).identifiers]
        had = known.had.identifiers if known else ()
        return tuple(identifiers.another_than(self.naming, told, had, _NAMING))

    @cached_property
    def naming(self) -> tuple[Identifier, ...]:
        """Rooms, forms, ports that the question names by number or code; most questions have none."""
        if not any(word[0].isdecimal() or word[-1].isdecimal() for word in self._words):
            return ()
        named = identifiers_in(self._words, self._lexicon.concepts)
        # "The first bus" is a time, not a number of a line.
        return tuple(one for one in named if one.labels & _NAMING and _FIRST_TO_TENTH.isdisjoint(one.typed.split()))

    def _may_be_of(self, carried: Facts) -> bool:
        """Whether a word of the question may be an identifier or of a span, as far as the entry carries any."""
        return (bool(carried.identifiers) and any(map(may_be_value, self._words))) or (
            bool(carried.bounds) and any(map(may_measure, self._words))
        )


def facts_in(words: Sequence[str], lexicon: Lexicon) -> Facts:
    """The facts that normalised words name."""
    sides, spans = lexicon.opposites.sides_in(words, lexicon.concepts), spans_in(words)
    if any(span.bound and span.dimension == CLOCK for span in spans):
        # "Before 6 pm" is in the morning too.
        sides = tuple(side for side in sides if side.typed not in HALVES_OF_DAY)
    return Facts(identifiers_in(words, lexicon.concepts), sides, spans)


def entry_facts(wordings: Sequence[Sequence[str]], lexicon: Lexicon) -> EntryFacts | None:
    """The facts of an entry by its wordings as normalised words, the question first; None where it has none."""
    carried, excluded = facts_in(wordings[0], lexicon), exclusions.left_out(wordings, lexicon)
    if not (carried or excluded):
        return None
    others = [facts_in(words, lexicon) for words in wordings[1:]]
    had = Facts(
        tuple(dict.fromkeys((*carried.identifiers, *(one for facts in others for one in facts.identifiers)))),
        tuple(dict.fromkeys((*carried.sides, *(one for facts in others for one in facts.sides)))),
        tuple(dict.fromkeys((*carried.spans, *(one for facts in others for one in facts.spans)))),
    )
    return EntryFacts(carried, had, lexicon.opposites.cues_against(carried.sides), excluded)
