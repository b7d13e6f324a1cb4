"""Numbers that count nothing, held against a list: "the eighth pillar" of seven, "step 40", "take 4 away from 7"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.matching.figures import ORDINAL_DAY, ORDINALS
from bot.matching.numbers import EntryCounts, is_list_noun
from bot.matching.stemming import stem

_HIGHER = (
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)
_PLACES = {word: number for number, word in enumerate((*ORDINALS, *_HIGHER))}

# Words between an ordinal and what it numbers: "the ninth core service pillar".
_REACH = 3

_DETERMINING = frozenset("the these those our your my all".split())

# Between a noun and its number; between the two ends of a range.
_FILLERS = frozenset("number no nr num".split())
_RANGING = frozenset("to through till until and or".split())
_COMING = frozenset("comes come stands ranks".split())

# More digits than this are a year or a price.
_DIGITS = 3

# Any list has a first, and anything may be one.
_ORDINARY = frozenset([0, 1])


def position_features(words: Sequence[str], counts: EntryCounts) -> dict[str, float]:
    """What a part's numbers say against an entry that lists something, each 0 or 1."""
    figures = {int(word) for word in words if _is_figure(word)}
    if not counts.listed:
        return {"strange_number": 0.0, "beyond": 0.0}
    known = counts.numbers | counts.around
    return {
        # a number that neither the entry's list nor the list that it is part of has
        "strange_number": float(not figures <= known | _ORDINARY),
        # a place behind the end of both
        "beyond": float(any(position > max(known) for position in positions_in(words, counts))),
    }


def positions_in(words: Sequence[str], counts: EntryCounts | None = None) -> Iterator[int]:
    """The places in a list that normalised words name: 9 for "the ninth pillar", "pillar 9", "C number 9".

    What an entry counts by its wordings numbers its list too: "the sixth need" of "the five welfare needs".
    """
    counted = {count.noun for count in counts.counts} if counts else set()

    def numbered(noun: str) -> bool:
        """Whether lists are numbered by this noun, or this entry's list is."""
        return _is_listed(noun) or stem(noun) in counted

    for place, word in enumerate(words):
        ordinal = _ordinal(word)
        if ordinal is not None and (any(map(numbered, _behind(words, place))) or _comes(words[:place])):
            yield ordinal
        elif _is_figure(word) and (_labelled(words[:place]) or _ends_range(words[:place])):
            yield int(word)


def _behind(words: Sequence[str], place: int) -> Sequence[str]:
    """The words that an ordinal may number; "of the four" of its list stands between."""
    behind = words[place + 1 : place + 1 + 2 * _REACH]
    if "of" in behind[:1]:
        behind = [word for word in behind[1:] if word not in _DETERMINING and not word.isdecimal()]
    return behind[:_REACH]


def _ordinal(word: str) -> int | None:
    if found := ORDINAL_DAY.fullmatch(word):
        return int(found[1])
    return _PLACES.get(word)


def _comes(before: Sequence[str]) -> bool:
    """Whether the words before an ordinal say what comes in that place: "which P comes seventh"."""
    return bool(before) and before[-1] in _COMING and any(map(_is_listed, before[-1 - _REACH : -1]))


def _ends_range(before: Sequence[str]) -> bool:
    """Whether a number ends a range of things in a list: "steps 6 through 9", "rules seven to ten"."""
    numbered = before[:-1] if before and before[-1] in _RANGING else before  # "steps 6-9" has no word between
    if len(numbered) < 2 or not _is_figure(numbered[-1]):
        return False
    return is_list_noun(numbered[-2]) and numbered[-2][-1] == "s"


def _is_figure(word: str) -> bool:
    return word.isdecimal() and len(word) <= _DIGITS


def _labelled(before: Sequence[str]) -> bool:
    """Whether the words before a number end in what it labels: "step", "pillar number"."""
    named = before[:-1] if before and before[-1] in _FILLERS else before
    return bool(named) and _is_listed(named[-1]) and named[-1][-1:] != "s"


def _is_listed(word: str) -> bool:
    """Whether lists are numbered by this noun, or by this letter ("the 8th C"); "a" and "i" are words."""
    return is_list_noun(word) or (len(word) == 1 and word.isalpha() and word not in "ai")
