"""Bounds: "before 6 pm", "less than 24 hours' notice", "under 16s". A question about 7 pm or three days is another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.matching.stemming import stem

# What a span is of, where that is no counted noun: a time of day, a time that passes (both in hours), an age in years.
CLOCK, DURATION, AGE = "=clock", "=duration", "=age"

HALVES_OF_DAY: Final = frozenset(["am", "pm"])
_HOURS: Final = {
    **dict.fromkeys("minute minutes min mins".split(), 1 / 60),
    **dict.fromkeys("hour hours hr hrs h".split(), 1.0),
    **dict.fromkeys("day days".split(), 24.0),
    **dict.fromkeys("week weeks wk wks".split(), 24.0 * 7),
    **dict.fromkeys("month months".split(), 24.0 * 30),
    **dict.fromkeys("year years yr yrs".split(), 24.0 * 365),
}
_PARTS_OF_DAY: Final = {
    "morning": (5.0, 12.0),
    "noon": (12.0, 12.0),
    "midday": (12.0, 12.0),
    "afternoon": (12.0, 18.0),
    "evening": (18.0, 24.0),
    "tonight": (18.0, 24.0),
    "daytime": (8.0, 18.0),
}

# Words before a number that make it an end, the longest first; "from 3" may begin anything, and is none.
_UPPER = (
    *("no more than", "not more than", "no longer than", "not longer than", "less than", "fewer than"),
    *("shorter than", "younger than", "earlier than", "up to", "at most"),
    *("within", "under", "below", "before", "until", "till"),
)
_LOWER = (
    *("no less than", "not less than", "more than", "longer than", "older than", "later than", "at least"),
    *("over", "above", "after", "past"),
)
_LONGEST_LEAD = 3
_LEADS: Final = {tuple(lead.split()): upper for upper, leads in ((True, _UPPER), (False, _LOWER)) for lead in leads}
# The same behind the number and its noun: "3 days or more", "16 and over".
_JOINING = frozenset(["or", "and"])
_TRAILS: Final = {
    **dict.fromkeys("more over above older longer later up".split(), False),
    **dict.fromkeys("less fewer under below younger shorter".split(), True),
}

# "Under 16" is an age where nothing is counted and people of that age stand before it.
_YOUNG_AND_OLD = frozenset(
    "child children kid kids person people anyone anybody those girl girls boy boys teenagers adults".split()
)
_OLD = frozenset(["old", "olds"])
_AGE_LEADS = frozenset("under over below above".split())
_POINTED = re.compile(r"(\d{1,2})\.(\d{2})")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AT_A_TIME = frozenset("at until till by before after from past around about to".split())


@dataclass(frozen=True, slots=True)
class Span:
    """What a text says of one dimension: from `low` to `high`, in hours, years or things.

    `bound`: it is no value but an end ("after 6 pm"). `typed` is how a person says it.
    """

    dimension: str
    low: float
    high: float
    bound: bool = field(default=False, compare=False)
    typed: str = field(default="", compare=False)

    def excludes(self, other: Span) -> bool:
        """Whether nothing of the other is within this one; that both end at the same value excludes no value."""
        if self.dimension != other.dimension:
            return False
        if other.low == other.high:
            return not self.low <= other.low <= self.high
        return other.low >= self.high or other.high <= self.low


def may_measure(word: str) -> bool:
    """Whether a word can be of a span: most words, and most questions, say nothing of this kind."""
    return word[0].isdecimal() or word.removesuffix("s") in _PARTS_OF_DAY or word in ("same", "an")


def spans_in(words: Sequence[str]) -> tuple[Span, ...]:
    """The spans that normalised words name, in order."""
    if not any(map(may_measure, words)):
        return ()
    return tuple(_spans(words))


def _spans(words: Sequence[str]) -> Iterator[Span]:
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if (part := word.removesuffix("s")) in _PARTS_OF_DAY and before and before[-1] not in ("good", ".", "?"):
            yield Span(CLOCK, *_PARTS_OF_DAY[part], typed=word)
        elif word == "same" and "day" in after[:1]:
            yield Span(DURATION, 0.0, 24.0, typed="same day")
        elif word == "an" and "hour" in after[:1]:
            yield _ended(DURATION, 0.5 if "half" in before[-1:] else 1.0, before, after[1:], "an hour")
        elif _NUMBER.fullmatch(word) and (value := _value(word, before, after)):
            dimension, number, length = value
            yield _ended(dimension, number, before, after[length:], " ".join((word, *after[:length])))


def _value(word: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, float, int] | None:
    """What a number is of, its value, and how many words behind it belong to it; None where it is of nothing."""
    following, last = after[0] if after else "", before[-1] if before else ""
    pointed = _POINTED.fullmatch(word)
    if following in HALVES_OF_DAY:
        hour = (int(pointed[1]) + int(pointed[2]) / 60) if pointed else float(word)
        return (CLOCK, hour % 12 + (12 if following == "pm" else 0), 1) if hour <= 12 else None
    if pointed and last in _AT_A_TIME and int(pointed[1]) < 24 and int(pointed[2]) < 60:
        return CLOCK, int(pointed[1]) + int(pointed[2]) / 60, 0
    if following in ("year", "years", "yr", "yrs") and not _OLD.isdisjoint(after[1:2]):
        return AGE, float(word), 2
    if last in ("aged", "age") or _speaks_of_age(before, after):
        return AGE, float(word), int(following == "s")
    if following in _HOURS:
        return DURATION, float(word) * _HOURS[following], 1
    return (stem(following), float(word), 1) if len(following) > 3 and following.isalpha() else None


def _speaks_of_age(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a number between these words is an age: "children under 5", "under 16s", "16 and over"."""
    following = after[0] if after else ""
    if following in _JOINING:
        return len(after) > 1 and after[1] in _AGE_LEADS | {"older", "younger"}
    if following not in ("", "s", ".", "?") or not _AGE_LEADS.intersection(before[-1:]):
        return False
    return following == "s" or not _YOUNG_AND_OLD.isdisjoint(before[-2:-1])


def _ended(dimension: str, value: float, before: Sequence[str], after: Sequence[str], typed: str) -> Span:
    """The span of a value: from it or to it where words say so, else the value alone."""
    upper = _lead(before)
    if upper is None and after[:1] and after[0] in _JOINING and len(after) > 1:
        upper = _TRAILS.get(after[1])
    if upper is None:
        return Span(dimension, value, value, typed=typed)
    low, high = (-math.inf, value) if upper else (value, math.inf)
    return Span(dimension, low, high, bound=True, typed=typed)


def _lead(before: Sequence[str]) -> bool | None:
    """Whether the words before a number make it the upper end (True) or the lower one (False)."""
    for length in range(min(_LONGEST_LEAD, len(before)), 0, -1):
        words = tuple(before[-length:])
        if words in _LEADS:
            halfway = words == ("past",) and before[-2:-1] and before[-2] in ("half", "quarter")
            return None if halfway else _LEADS[words]
    return None


def contradicted(asked: Sequence[Span], carried: Iterable[Span], had: Sequence[Span]) -> list[Span]:
    """The spans of a question that lie outside of a bound that an entry is about, where none lies within.

    `carried` are those of the entry's question, `had` all that its wordings name.
    """
    wrong: dict[Span, None] = {}
    for bound in carried:
        theirs = [span for span in asked if span.dimension == bound.dimension]
        if bound.bound and theirs and all(map(bound.excludes, theirs)):
            others = [own for own in had if own.dimension == bound.dimension and own != bound]
            if not any(span == own or not own.excludes(span) for own in others for span in theirs):
                wrong.update(dict.fromkeys(theirs))
    return list(wrong)
