"""Do the packs suit the matcher? Entries it cannot tell apart, aliases that pull to another entry.

And questions that differ by a small word only: those it does tell apart, and asks back where the word is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from bot.knowledge.model import Entry
from bot.matching.candidates import Candidate
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise
from bot.matching.reading import Reading
from bot.matching.reasons import as_typed

# Surer than this of another entry, and an alias is more likely misplaced than merely needed.
PULLS_AT = 0.9


@dataclass(frozen=True, slots=True)
class Doubt:
    """One wording that leads to another entry; `position` is 0 for the question, else the alias's number."""

    entry: Entry
    position: int
    other: Entry

    @property
    def wording(self) -> str:
        """The wording in doubt."""
        return self.entry.wordings[self.position]

    def __str__(self) -> str:
        if self.position:
            return f'"{self.wording}" leads to "{self.other.id}", were it not an alias here: reword it or move it there'
        return f'"{self.wording}" cannot be told apart from "{self.other.id}": reword it, or declare them twins'


def doubts(matcher: Matcher) -> Iterator[Doubt]:
    """Every wording that the matcher gives to another entry that is no twin.

    A question is asked as if nobody had typed it as it stands; an alias as if it were not there, and only a sure answer
    counts against it.
    """
    for place, entry in enumerate(matcher.index.entries):
        for position in range(len(entry.wordings)):
            without = matcher.index.first_wording[place] + position if position else None
            other = _leads_to(matcher, entry.wordings[position], without)
            if other is not None and other is not entry and not matcher.knowledge.are_twins(entry, other):
                yield Doubt(entry, position, other)


def pulled(matcher: Matcher, entry: Entry, wordings: Collection[str], *, most: int = 2_000) -> Iterator[Doubt]:
    """The wordings of other entries that `wordings` of this entry, which may be new, pull to it.

    As in `doubts`; by words alone, so that somebody can wait for it. At most `most` wordings are asked, those that
    share the most words with the new ones first.
    """
    index = matcher.index
    asked = [normalise(wording) for wording in wordings]
    own = range(len(entry.wordings))
    first = index.first_wording[next(place for place, other in enumerate(index.entries) if other is entry)]
    terms = frozenset[int]().union(
        *(index.wording_terms(first + n) for n in own if normalise(entry.wordings[n]) in asked)
    )
    shared = index.sharing(terms)
    numbers = np.flatnonzero(shared)
    alike = numbers[(-shared[numbers]).argsort(kind="stable")].tolist()
    for place, position in islice(_others(alike, entry, matcher), most):
        other = index.entries[place]
        without = index.first_wording[place] + position if position else None
        reading = matcher.read(other.wordings[position], without=without, verbatim=False, words_alone=True)
        best = _led_by(reading, without)
        if best is not None and best.entry is entry and normalise(best.nearest) in asked:
            yield Doubt(other, position, entry)


def _others(numbers: Iterable[int], entry: Entry, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The places of the entries that have these wordings, and which of theirs each is; without the entry's own."""
    index = matcher.index
    for number in numbers:
        place = index.entry_of(number)
        position = number - index.first_wording[place]
        other = index.entries[place]
        if 0 <= position < len(other.wordings) and other is not entry and not matcher.knowledge.are_twins(entry, other):
            yield place, position


def _leads_to(matcher: Matcher, wording: str, without: int | None) -> Entry | None:
    """The entry that a wording leads to, if it does so surely or is the entry's own question."""
    best = _led_by(matcher.read(wording, without=without, verbatim=False), without)
    return best.entry if best else None


def _led_by(reading: Reading, without: int | None) -> Candidate | None:
    """What a reading leads to; for an alias only where that is sure."""
    if not reading.ranked or (without is not None and reading.sure < PULLS_AT):
        return None
    return reading.ranked[0].candidate


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries whose questions differ by the words `own` and `others` only; one of the two may be empty."""

    entry: Entry
    other: Entry
    own: str
    others: str

    @property
    def words(self) -> str:
        """What tells them apart: '"12" and "13"', or '"not"'."""
        told = ((self.own, self.entry), (self.others, self.other))
        return " and ".join(f'"{as_typed(words, entry.question) or words}"' for words, entry in told if words)


def pairs(matcher: Matcher) -> Iterator[Pair]:
    """The questions that are equal but for an opposite, a figure or another small word, each pair once."""
    entries = matcher.index.entries
    for place, contrasts in matcher.index.contrasts.items():
        for contrast in contrasts:
            if place < contrast.other:
                yield Pair(entries[place], entries[contrast.other], " ".join(contrast.own), " ".join(contrast.others))
