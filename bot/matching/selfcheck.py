"""Do the packs suit the matcher? Entries it cannot tell apart, aliases that pull to another entry.

And questions that differ by a small word only: those it does tell apart, and asks back where the word is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.model import Entry
from bot.matching.matcher import Matcher
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


def _leads_to(matcher: Matcher, wording: str, without: int | None) -> Entry | None:
    """The entry that a wording leads to, if it does so surely or is the entry's own question."""
    reading = matcher.read(wording, without=without, verbatim=False)
    if not reading.ranked or (without is not None and reading.sure < PULLS_AT):
        return None
    return reading.ranked[0].candidate.entry


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
