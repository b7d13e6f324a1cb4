"""Identifiers: "port 8080", "version 3.2", "room 12", "form W-2", "25 December", "C#" as facts.

Where an entry is about room 12, a question about room 13 is another one. A number beside another
noun ("on Windows 11", "my 3 kids") says nothing about a room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.matching.figures import MONTHS, ORDINAL_DAY, ORDINALS
from bot.matching.numbers import counts_at

# Kinds of identifiers that need no noun beside them. A noun's stem never begins like this.
DATE, MONTH, WEEKDAY, YEAR, TIME, CODE, POINTED, NAME = (
    "=date",
    "=month",
    "=weekday",
    "=year",
    "=time",
    "=code",
    "=pointed",
    "=name",
)

_CALENDAR = frozenset([DATE, MONTH, WEEKDAY, TIME])
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(MONTHS)
_VALUE_WORDS = frozenset([*MONTHS, *ORDINALS, "one", *(day + end for day in _WEEKDAYS for end in ("", "s"))])
# Verbs as well: a month only behind a word that leads to a time, or beside a day.
_ALSO_VERBS = frozenset(["may", "march"])
_TO_A_TIME = frozenset("in of until till by since during before after for from last next this to early late".split())

# Behind these a number is an end of a range, and names nothing: "after 6 pm", "under 5", "within 14 days".
_RANGING = frozenset("before after until till by between over under above below than within past around".split())

# A number before these is a time of day.
_TIMES = frozenset(["am", "pm"])

# Between a noun and its number: "room number 13", "form no. W-2".
_FILLERS = frozenset("number no nr num code id".split())

_CODE = re.compile(r"[a-z]{1,4}\d{1,6}[a-z]{0,2}")
_POINTED = re.compile(r"\d+(?:\.\d+)+")
_SIGNED = re.compile(r"([a-z])(?:\+{1,2}|#|\*)")

Nouns = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One value with what it is a value of: stems of the nouns beside it, and its kind ("=date").

    `typed` is how a person says it: "room 13".
    """

    value: str
    labels: frozenset[str]
    typed: str = field(default="", compare=False)

    def rivals(self, other: Identifier) -> bool:
        """Whether both are values of one thing."""
        return not self.labels.isdisjoint(other.labels)

    def agrees(self, other: Identifier) -> bool:
        """Whether both are the same, or one the other's beginning ("version 3", "version 3.2")."""
        one, two = f"{self.value}.", f"{other.value}."
        return one.startswith(two) or two.startswith(one)


def identifiers_in(words: Sequence[str], nouns: Nouns) -> tuple[Identifier, ...]:
    """The identifiers that normalised words name, in order, each once.

    `nouns` gives the stems of words that mean something, nothing for "the", "is", "my".
    """
    if not any(map(may_be_value, words)):
        return ()
    counted = counts_at(words)
    found: dict[Identifier, None] = {}
    place = 0
    while place < len(words):
        length, value, kinds = _value_at(words, place)
        letter = len(words[place]) == 1 and place - 1 in counted  # "the 7 Cs" is no C
        ranging = place and words[place - 1] in _RANGING
        if length and place not in counted and not letter and not ranging:
            # A date, a weekday or a time of day is one wherever it stands.
            labels = kinds if kinds & _CALENDAR else kinds | _labels(words, place, length, nouns, named=bool(kinds))
            if labels:
                found[Identifier(value, frozenset(labels), _typed(words, place, length, nouns))] = None
        place += length or 1
    return tuple(found)


def may_be_value(word: str) -> bool:
    """Whether a word can be a value at all; most words, and most questions, are none."""
    return len(word) < 3 or word in _VALUE_WORDS or not word.isalpha()


def _value_at(words: Sequence[str], place: int) -> tuple[int, str, set[str]]:
    """How many words a value takes, the value, and the kinds it has by itself; 0 words for none."""
    word, after = words[place], words[place + 1] if place + 1 < len(words) else ""
    if not may_be_value(word):
        return 0, "", set()
    if (word in _MONTHS or after in _MONTHS) and (date := _date_at(word, after)):
        return date
    if word in _MONTHS and (word not in _ALSO_VERBS or (place and words[place - 1] in _TO_A_TIME)):
        return 1, word, {MONTH}
    if word.removesuffix("s") in _WEEKDAYS:
        return 1, word.removesuffix("s"), {WEEKDAY}
    if after in _TIMES and (word.isdecimal() or _POINTED.fullmatch(word)):
        return 1, word, {TIME}
    if word.isdecimal():
        return _number_at(word, after)
    if len(word) == 1 and word.isalpha():
        return _letter_at(word, after)
    if kind := _written(word):
        return 1, word, {kind}
    if value := _ordinal(word):
        return 1, value, set()
    return 0, "", set()


def _written(word: str) -> str:
    """The kind of value that a word is by how it is written ("3.2", "b12", "c#"), if any."""
    if word[0].isdecimal() and _POINTED.fullmatch(word):
        return POINTED
    if word[0].isalpha() and any(map(str.isdecimal, word)) and _CODE.fullmatch(word):
        return CODE
    signed = _SIGNED.fullmatch(word)
    return f"{NAME} {signed[1]}" if signed else ""


def _ordinal(word: str) -> str:
    """The number that "first", "25th" or "one" may be of the noun beside it, if any."""
    if word in ORDINALS:
        return str(ORDINALS.index(word))
    return "1" if word == "one" else word[:-2] if ORDINAL_DAY.fullmatch(word) else ""


def _date_at(word: str, after: str) -> tuple[int, str, set[str]] | None:
    """A day with its month, in either order."""
    for day, month in ((word, after), (after, word)):
        if month in _MONTHS and day.isdecimal() and len(day) <= 2:
            return 2, f"{day} {month}", {DATE}
    return None


def _number_at(word: str, after: str) -> tuple[int, str, set[str]]:
    """A year, "27 b", or a plain number, which is a value only of the noun beside it."""
    if len(word) == 4 and word[:2] in ("19", "20"):
        return 1, word, {YEAR}
    if len(after) == 1 and after.isalpha() and after not in "ai":
        return 2, word + after, {CODE}
    return 1, word, set()


def _letter_at(word: str, after: str) -> tuple[int, str, set[str]]:
    """A code of "w 2"; otherwise a value of its noun ("gate b"), and a name like "c#"."""
    if word in "ai":  # words, unless they end the sentence: "plan a"
        return (1, word, set()) if after in ("", ".", "?") else (0, "", set())
    return (2, word + after, {CODE}) if after.isdecimal() else (1, word, {f"{NAME} {word}"})


def _labels(words: Sequence[str], place: int, length: int, nouns: Nouns, *, named: bool) -> set[str]:
    """The stems of the nouns that a value stands beside."""
    before = place - 1
    while before > 0 and words[before] in _FILLERS:
        before -= 1
    labels: set[str] = set()
    if before >= 0 and not _is_value(words, before):
        # "uses port 8080", "uses 8081": the noun may be left out, so the word before it counts too.
        labels.update(nouns(words[before : before + 1]) and nouns(words[max(0, before - 1) : before + 1]))
    behind = place + length
    follows = nouns(words[behind : behind + 1]) if behind < len(words) and not _is_value(words, behind) else ()
    if words[place] == "one" and follows:
        return set()  # "one" before a noun counts nothing
    letter = length == 1 and len(words[place]) == 1 and words[place].isalpha()
    if not letter and words[place] != "one" and not (named and labels):
        labels.update(follows)
    return labels


def _is_value(words: Sequence[str], place: int) -> bool:
    return bool(_value_at(words, place)[0])


def _typed(words: Sequence[str], place: int, length: int, nouns: Nouns) -> str:
    """The value with the noun before it."""
    first = place - 1 if place and nouns(words[place - 1 : place]) and words[place - 1].isalpha() else place
    return " ".join(words[first : place + length])


def contradicted(
    asked: Sequence[Identifier], carried: Iterable[Identifier], had: Sequence[Identifier]
) -> list[Identifier]:
    """The identifiers of a question that an entry cannot be about.

    `carried` are those that the entry is about, `had` all that its wordings name. Where one identifier
    of the question agrees, another beside it ("room 12, not 13") contradicts nothing.
    """
    wrong: dict[Identifier, None] = {}
    for mine in carried:
        rivals = [theirs for theirs in asked if theirs.rivals(mine)]
        known = [own for own in had if own.rivals(mine)]
        if rivals and not any(theirs.agrees(own) for theirs in rivals for own in known):
            wrong.update(dict.fromkeys(rivals))
    return list(wrong)


def another_than(
    asked: Sequence[Identifier], told: Sequence[Identifier], had: Sequence[Identifier], kinds: frozenset[str]
) -> list[Identifier]:
    """The identifiers of a question where an answer tells of others of that noun only: "form R-9", of "form R-8".

    `told` are those of the answer, `had` those of the entry's wordings, `kinds` the stems of nouns that name one
    thing each.
    """
    wrong = []
    for theirs in asked:
        rivals = [own for own in told if theirs.labels & own.labels & kinds]
        if rivals and not any(theirs.agrees(own) for own in (*rivals, *had)):
            wrong.append(theirs)
    return wrong
