"""Opposites: in and out, open and close, with and without. An answer is about one side of the two.

Which words are opposites stands in `lexicon.yaml`; a side may be a word or an expression ("check in").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

# Prepositions say nothing alone: "with a receipt" is the opposite of "without a receipt", not of "without me".
BOUND: Final = frozenset(["with", "without", "no"])
_OBJECT_REACH = 3
# The same for particles and the word before them: "swipe in" is the opposite of "swipe out".
PARTICLES: Final = frozenset("in out on off up down".split())

# "Are you open?" asks for the hours, and so for both ends; "when do you open" does not.
_STATES = frozenset(["open"])
_BEING = frozenset("is are was were be am stay stays".split())
_BEING_REACH = 4

# Adjectives are of their nouns: "the old office" is the opposite of "the new office", not of "a new one".
_OF_NOUNS = frozenset(
    """
    old new former existing oldest newest first last latest earliest final best worst high low highest lowest
    hot cold public private full internal external upper lower previous next upcoming
""".split()
)

# Two sides of one deal: "do you sell bikes" asks whether I can buy one.
_DEALS = frozenset("buy buys sell sells lend lends borrow borrows purchase".split())
_OTHERS_ACT = frozenset("you they it he she we".split())
_GENERAL = frozenset(["how", "should"])

# "turn the alarm off": words that may stand between the two of an expression.
_BETWEEN = 3
# A particle that these follow belongs to them, not to the verb: "check the date in my calendar".
_BEFORE_NOUNS = frozenset(
    "the a an my our your their his her its this that these those monday tuesday wednesday".split()
)

LONGEST_EXPRESSION = 5

Nouns = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Side:
    """One side (0 or 1) of a pair; `objects` are what a preposition or particle belongs to, empty for other words."""

    pair: int
    side: int
    objects: frozenset[str] = frozenset()
    typed: str = field(default="", compare=False)

    def about(self, other: Side) -> bool:
        """Whether both are sides of one pair, and of one thing."""
        return self.pair == other.pair and (
            not self.objects or not other.objects or not self.objects.isdisjoint(other.objects)
        )


class Opposites:
    """The pairs of opposites, by their expressions in every form of the first word.

    A stemmer would fold too much: "department" into "depart", "successful" into "success".
    """

    def __init__(self, pairs: Iterable[Sequence[str | Sequence[str]]], set_phrases: Iterable[str]) -> None:
        self._sides: dict[str, dict[tuple[str, ...], list[tuple[int, int]]]] = {}
        self._cues: list[tuple[set[str], set[str]]] = []
        self.words: list[str] = []
        for number, pair in enumerate(pairs):
            self._cues.append((set(), set()))
            for side, expressions in enumerate(pair):
                for expression in [expressions] if isinstance(expressions, str) else expressions:
                    self.words += expression.split()
                    for form, known in self._known(expression):
                        known.append((number, side))
                        self._cues[number][side].add(form[-1] if form[0] in BOUND else form[0])
        for phrase in set_phrases:
            for _, known in self._known(phrase):
                known.clear()

    def _known(self, expression: str) -> Iterator[tuple[tuple[str, ...], list[tuple[int, int]]]]:
        """An expression in each form, and what it stands for so far."""
        first, *others = expression.split()
        # "Which devices are signed in" is a state in which one signs out: of several words no past form.
        for form in (
            [first] if first in BOUND else [form for form in forms(first) if not (others and form[-2:] == "ed")]
        ):
            words = (form, *others)
            yield words, self._sides.setdefault(form, {}).setdefault(words, [])

    def cues_against(self, sides: Iterable[Side]) -> frozenset[str]:
        """Words of which a message has one at least if it names the other side of any of these."""
        return frozenset(word for side in sides for word in self._cues[side.pair][1 - side.side])

    def sides_in(self, words: Sequence[str], nouns: Nouns) -> tuple[Side, ...]:
        """The sides that normalised words name, each once; `nouns` gives the stems of words that mean something."""
        if self._sides.keys().isdisjoint(words):
            return ()
        found: dict[Side, None] = {}
        place = 0
        while place < len(words):
            length, sides, shown = self._at(words, place)
            if self._both(words, place):
                sides = [(pair, either) for pair, _ in sides for either in (0, 1)]
            for pair, side in sides:
                bound = words[place] in BOUND or shown in PARTICLES
                objects = _objects(words, place, nouns) if bound or shown in _OF_NOUNS else frozenset()
                if objects or not bound:
                    found[Side(pair, side, objects, shown)] = None
            place += length
        return tuple(found)

    @staticmethod
    def _both(words: Sequence[str], place: int) -> bool:
        """Whether a word stands for both sides here."""
        if words[place] in _STATES:
            return not _BEING.isdisjoint(words[max(0, place - _BEING_REACH) : place])
        return words[place] in _DEALS and _others_deal(words, place)

    def _at(self, words: Sequence[str], place: int) -> tuple[int, Sequence[tuple[int, int]], str]:
        """The longest expression that begins at `place`: its words, its sides, and how it was typed."""
        known = self._sides.get(words[place])
        if known is None:
            return 1, (), ""
        for length in range(min(LONGEST_EXPRESSION, len(words) - place), 0, -1):
            if (sides := known.get(tuple(words[place : place + length]))) is not None:
                return length, sides, " ".join(words[place : place + length])
        for particle in _particles(words, place):
            if (sides := known.get((words[place], words[particle]))) is not None:
                return 1, sides, f"{words[place]} {words[particle]}"
        return 1, (), ""


def forms(word: str) -> list[str]:
    """A verb or noun with its regular endings; too many rather than too few.

    >>> forms("lose")
    ['lose', 'loses', 'losed', 'losing']
    """
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    plural = f"{word}es" if word.endswith(("s", "x", "ch", "sh", "o")) else f"{word}s"
    found = [word, plural, f"{word}ed", f"{word}ing"]
    if len(word) < 6 and word[-1] not in "aeiouwxys" and word[-2:-1] in ("a", "e", "i", "o", "u"):
        found += [f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"]
    return found


def _particles(words: Sequence[str], place: int) -> Iterator[int]:
    """Places of the particles that may belong to the verb at `place` over a few words: "turn the alarm off"."""
    for particle in range(place + 2, min(place + 2 + _BETWEEN, len(words))):
        if words[particle] in PARTICLES and (particle + 1 == len(words) or words[particle + 1] not in _BEFORE_NOUNS):
            yield particle


def _others_deal(words: Sequence[str], place: int) -> bool:
    """Whether somebody other than the person asking does it: "do you sell", but "how do you sell"."""
    before = words[max(0, place - 2) : place]
    return not _OTHERS_ACT.isdisjoint(before) and _GENERAL.isdisjoint(words[max(0, place - 4) : place])


def _objects(words: Sequence[str], place: int, nouns: Nouns) -> frozenset[str]:
    """What a preposition stands before, or a particle behind."""
    if words[place] in PARTICLES:
        after = words[place + 1] if place + 1 < len(words) else ""
        if not place or after in _BEFORE_NOUNS or after == "of":
            return frozenset()
        return frozenset(nouns(words[place - 1 : place]) or words[place - 1 : place])
    behind = words[place + 1 : place + 1 + _OBJECT_REACH]
    ends = (number for number, word in enumerate(behind) if word in (".", "?", "with", "without"))
    return frozenset(nouns(behind[: next(ends, len(behind))]))


def contradicted(asked: Sequence[Side], carried: Iterable[Side], had: Sequence[Side]) -> list[Side]:
    """The sides of a question that an entry cannot be about: it is about the other side, and never names this one."""
    wrong: dict[Side, None] = {}
    for mine in carried:
        rivals = [theirs for theirs in asked if theirs.about(mine)]
        if rivals and all(theirs.side != mine.side for theirs in rivals):
            named = any(own.side == theirs.side and own.about(theirs) for own in had for theirs in rivals)
            if not named:
                wrong.update(dict.fromkeys(rivals))
    return list(wrong)
