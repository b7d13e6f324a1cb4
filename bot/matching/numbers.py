"""Number facets: "the 7 pillars", "seven Cs", "the rule of 7" as facts, not words.

A count that a question names must be a count that the entry has; it forbids rather than weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.knowledge.model import Entry
from bot.matching.stemming import stem

# Nouns that people number lists of principles by, beside the letters ("the 7 Cs").
_NOUNS = """
    aspect attribute benefit building block challenge characteristic commandment component cornerstone dimension driver
    element essential factor feature force foundation fundamental guideline habit idea ingredient key law layer
    lesson level list milestone moment must need part perk phase pillar point practice principle priority purpose
    quality question reason requirement rule secret skill stage standard step strategy tenet theme thing tip
    tool trait trick type value virtue way wonder
"""
LIST_NOUNS = frozenset(stem(noun) for noun in _NOUNS.split()) - {"block", "build"}

# A noun more than four words behind its number belongs to something else.
_REACH = 5
_BREAKS = frozenset(
    """
    . ? of for to in on with from by at is are was were that which and or me us you people percent
""".split()
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: `noun` is a stem ("principl"), a letter ("c") or "rule of"; `word` as it was typed."""

    number: int
    noun: str
    word: str = field(default="", compare=False)

    @property
    def by_letter(self) -> bool:
        """Whether the things are words that begin with one letter."""
        return len(self.noun) == 1

    def __str__(self) -> str:
        """The count as people say it: "9 pillars", "8 Ps", "rule of 72"."""
        if self.noun == "rule of":
            return f"rule of {self.number}"
        return f"{self.number} {self.noun.upper()}s" if self.by_letter else f"{self.number} {self.word}"


def counts_in(words: Sequence[str]) -> tuple[Count, ...]:
    """The counts that normalised words name, in order and without repetition.

    >>> counts_in("the 7 core marketing principles".split())
    (Count(number=7, noun='principl', word='principles'),)
    """
    found: dict[Count, None] = {}
    for place, word in enumerate(words):
        if word.isdecimal() and len(word) <= 3 and word != "0":
            noun = _noun_of(words, place)
            if noun:
                found[Count(int(word), noun if len(noun) == 1 or noun == "rule of" else stem(noun), noun)] = None
    return tuple(found)


def _noun_of(words: Sequence[str], place: int) -> str | None:
    """What the number at `place` counts; None when it counts no list."""
    if list(words[place - 2 : place]) == ["rule", "of"] and place >= 2:
        return "rule of"
    following = words[place + 1 : place + 1 + _REACH]
    if following and len(following[0]) == 1 and following[0].isalpha() and _is_letter(following):
        return following[0]
    if following and following[0] in ("star", "stars"):
        return None
    for number, word in enumerate(following):
        if word in _BREAKS or word.isdecimal():
            break
        if stem(word) in LIST_NOUNS:
            # "essential pillars", "key elements": the second noun is the one that is counted.
            after = following[number + 1] if number + 1 < len(following) else ""
            return after if stem(after) in LIST_NOUNS else word
    if place >= 1 and words[place - 1] in ("all", "these", "those"):
        before = words[max(0, place - 4) : place - 1]
        return next((word for word in reversed(before) if stem(word) in LIST_NOUNS), None)
    return None


def _is_letter(following: Sequence[str]) -> bool:
    """Whether "a" or "i" behind a number is a letter counted by ("7 As of service"), not a word."""
    return following[0] not in "ai" or len(following) == 1 or following[1] in _BREAKS


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """The counts an entry can be asked by.

    `numbers` holds what its source claims, what it lists, and every number its wordings name;
    `around` the numbers of the list it is part of: neither asked for nor contradicted.
    """

    counts: frozenset[Count]
    numbers: frozenset[int]
    around: frozenset[int]

    def agree(self, count: Count) -> bool:
        """Whether the entry has that count of that thing."""
        return count in self.counts

    def contradict(self, count: Count) -> bool:
        """Whether the entry cannot be what a question with this count is about."""
        if count.by_letter or count.noun == "rule of":
            return count not in self.counts
        return count.number not in self.numbers and count.number not in self.around


def entry_counts(entry: Entry, wordings: Iterable[str], parent: Entry | None) -> EntryCounts:
    """The counts of one entry; `wordings` are its own, normalised, `parent` the list it is part of."""
    counts = {count for wording in wordings for count in counts_in(wording.split())}
    numbers = {count.number for count in counts if not count.by_letter} | _listed(entry)
    return EntryCounts(frozenset(counts), frozenset(numbers), frozenset(_listed(parent) if parent else ()))


def _listed(entry: Entry) -> set[int]:
    """The numbers an entry's own answer gives: claimed and really listed."""
    return {number for number in (entry.claims, len(entry.answer.items)) if number}
