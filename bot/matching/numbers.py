"""Number facets: "the 7 pillars", "seven Cs", "the rule of 7" as facts, not words.

A count that a question names must be a count that the entry has; it forbids rather than weighs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.knowledge.model import Entry
from bot.matching.stemming import stem

# Nouns that people number lists of principles by, beside the letters ("the 7 Cs").
_NOUNS = """
    aspect attribute benefit building block challenge characteristic commandment component cornerstone dimension driver
    element essential factor feature force foundation fundamental guideline habit idea ingredient key law layer
    lesson level list milestone moment must need part perk phase pillar point practice principle priority purpose
    quality reason requirement rule secret skill stage standard step strategy tenet theme thing tip
    tool trait trick type value virtue way wonder
"""
LIST_NOUNS = frozenset(stem(noun) for noun in _NOUNS.split()) - {"block", "build"}

# Adjectives as often as nouns: "3 key people" is no list of keys. As a count they stand in the plural.
_COUNTED_IN_PLURAL = frozenset(
    stem(noun) for noun in "key essential fundamental quality must need value force way part point list factor".split()
)
# A number behind one of these in the singular is its label: "pillar 2", "step 3".
_LABELLED = LIST_NOUNS - {stem(noun) for noun in "key list quality must need essential fundamental value way".split()}

# A noun more than four words behind its number belongs to something else.
_REACH = 5
_PHRASE_ENDS = frozenset(
    ". ? of for to in on with from by at is are was were that which and or me us you people percent".split()
)
# What stands between a number and a noun that it does not count; units and people are counted themselves.
_BREAKS = _PHRASE_ENDS | frozenset(
    """
    the a an my our your their his her its this these those some any what when how why where who if as than
    am pm minute minutes min mins hour hours hrs day days night nights week weeks weekend month months
    year years yr yrs old time times kid kids child children person persons men women star stars
    dollars euros pounds quid bucks kilo kilos kg km miles metres meters
""".split()
)
# Before a number these take some of a list, or ask for more: "the first 3 pillars", "another 2 tips".
_SOME_OF = frozenset(["first", "last", "next", "other", "any", "another"])
_DETERMINING = frozenset("the these those our your my".split())
# What people have or need is no list that they ask for: "I need 2 things".
_HAVING = frozenset("have has got need want ask asking".split())
# A plural between number and noun is what is counted ("3 new cashiers and the pillars"); these describe the noun.
_DESCRIBING = frozenset("customers clients services relations sales".split())
# "A 6 step plan" has six steps.
_OF_LISTS = frozenset("process plan approach method model framework strategy system program programme guide".split())
# Nouns whose number is a label, also before a letter ("gate 12 B").
_NUMBERED = frozenset(
    """
    form gate room seat unit flat apartment apt suite platform bay row building block section article paragraph
    line bus route class box paper size model terminal pier track hall stand locker door desk exhibit appendix
    schedule clause port version iphone pixel page chapter number floor
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
    return tuple({count: None for _, count in _placed(words)})


def counts_at(words: Sequence[str]) -> frozenset[int]:
    """The places of the numbers that count something."""
    return frozenset(place for place, _ in _placed(words))


def _placed(words: Sequence[str]) -> Iterator[tuple[int, Count]]:
    """Each count with the place of its number."""
    for place, word in enumerate(words):
        if word.isdecimal() and len(word) <= 3 and word != "0":
            noun = _noun_of(words, place)
            if noun:
                yield place, Count(int(word), noun if len(noun) == 1 or noun == "rule of" else stem(noun), noun)


def _noun_of(words: Sequence[str], place: int) -> str | None:
    """What the number at `place` counts; None when it counts no list."""
    if list(words[place - 2 : place]) == ["rule", "of"] and place >= 2:
        return "rule of"
    before = words[place - 1] if place else ""
    following = words[place + 1 : place + 1 + _REACH]
    if before in _NUMBERED or (before, words[place]) == ("24", "7"):
        return None
    if before == "all" and following[:1] and following[0] == "of":
        following = [word for word in following[1:] if word not in _DETERMINING]  # "all 20 of the rules"
    if following and len(following[0]) == 1 and following[0].isalpha() and _is_letter(following):
        return following[0]
    if before in _SOME_OF or (before[-1:] != "s" and stem(before) in _LABELLED):
        return None  # "the first 3 pillars", "pillar 2"
    noun = _listed_noun(following)
    if noun in ("thing", "things") and before in _HAVING:
        return None
    if noun is None and before in ("all", "these", "those"):
        earlier = words[max(0, place - 4) : place - 1]
        return next((word for word in reversed(earlier) if is_list_noun(word)), None)
    return noun


def _listed_noun(following: Sequence[str]) -> str | None:
    """The noun of a list among the words behind a number, the last of a compound ("key elements")."""
    for number, word in enumerate(following):
        after = following[number + 1] if number + 1 < len(following) else ""
        if word in _BREAKS or word.isdecimal():
            return None
        if is_list_noun(word) and not _describes(word, after):
            return after if is_list_noun(after) else word
        if _is_plural(word) and word not in _DESCRIBING and not is_list_noun(after):
            return None
    return None


def _describes(word: str, after: str) -> bool:
    """Whether a noun in the singular describes the one behind it: "2 factor sign in", but "6 step plan"."""
    ends = not after or after in _BREAKS or after in _OF_LISTS or is_list_noun(after)
    return word[-1:] != "s" and not ends


def is_list_noun(word: str) -> bool:
    """Whether people number lists by this noun, and it is one here."""
    kind = stem(word)
    return kind in LIST_NOUNS and (kind not in _COUNTED_IN_PLURAL or word[-1:] == "s")


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" and stem(word) not in LIST_NOUNS


def _is_letter(following: Sequence[str]) -> bool:
    """Whether "a" or "i" behind a number is a letter counted by ("7 As of service"), not a word."""
    return following[0] not in "ai" or len(following) == 1 or following[1] in _PHRASE_ENDS


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """The counts an entry can be asked by.

    `numbers` holds what its source claims and what it lists; of its wordings, what the question names
    and, where it lists nothing, the aliases. `around` are the numbers of the list it is part of: neither
    asked for nor contradicted.
    """

    counts: frozenset[Count]
    numbers: frozenset[int]
    around: frozenset[int]
    listed: bool

    def agree(self, count: Count) -> bool:
        """Whether the entry has that count of that thing."""
        return count in self.counts

    def contradict(self, count: Count) -> bool:
        """Whether the entry cannot be what a question with this count is about."""
        if count.by_letter or count.noun == "rule of":
            return count not in self.counts
        if count.number in self.around or (count.number in self.numbers and self.listed):
            return False
        nouns = {own.noun for own in self.counts if own.number == count.number}
        return count.noun not in nouns and not ("rule of" in nouns and count.noun == "rule")


def entry_counts(entry: Entry, wordings: Sequence[str], parent: Entry | None) -> EntryCounts:
    """The counts of one entry; `wordings` are its own, normalised, question first, `parent` the list it is part of."""
    counts = {count for wording in wordings for count in counts_in(wording.split())}
    listed, around = _listed(entry), _listed(parent) if parent else set()
    if listed:
        # An alias may name a part of the list ("two of the pillars"): that is no count of it.
        numbers = listed | {count.number for count in counts_in(wordings[0].split())}
        counts = {count for count in counts if count.by_letter or count.number in numbers | around}
    else:
        numbers = {count.number for count in counts if not count.by_letter}
    return EntryCounts(frozenset(counts), frozenset(numbers), frozenset(around), bool(listed))


def _listed(entry: Entry) -> set[int]:
    """The numbers an entry's own answer gives: claimed and really listed."""
    return {number for number in (entry.claims, len(entry.answer.items)) if number}
