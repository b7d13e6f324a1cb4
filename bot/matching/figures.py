"""Versions, dates, times and codes in one writing each.

"1,000" -> "1000", "W-2" -> "w2", "9:30 p.m." -> "9.30 pm", "25/12" -> "25 december"; and among words
"dec 25th" -> "december 25", "twenty fifth of december" -> "25 december". Twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
ORDINALS: Final = (
    *("zeroth", "first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
ORDINAL_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")

_MONTH_NAMES = {name: name for name in MONTHS} | {name[:3]: name for name in MONTHS} | {"sept": "september"}
# Verbs too: "the second may be" names no day.
_ALSO_VERBS = frozenset(["may", "march"])
_DAYS = {word: number for number, word in enumerate(ORDINALS)} | {"twentieth": 20, "thirtieth": 30}

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<![\w.-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_NUMERIC = re.compile(r"(?<![\w./:-])(\d{1,2})([/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\w/-]|[.]\d)")
_THOUSANDS = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+)(?![\w,])")
_TIME = re.compile(r"(?<![\w.:])(\d{1,2}):(\d{2})(?![\w:])")
_HALF_OF_DAY = re.compile(r"(?<![a-z])([ap])\. ?m\b\.?")
_SHORT_MONTH = re.compile(r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?= ?\d)")
_CODE = re.compile(r"\b([a-z])-(?=\d)")


def written_alike(text: str) -> str:
    """A case-folded text with its figures in one writing; other text stays as it is."""
    if "." in text:
        text = _SHORT_MONTH.sub(r"\1", _HALF_OF_DAY.sub(r"\1m", text))
    if "," in text:
        text = _THOUSANDS.sub(lambda m: m[1].replace(",", ""), text)
    if ":" in text:
        text = _TIME.sub(r"\1.\2", text)
    if "-" in text:
        text = _CODE.sub(r"\1", _ISO.sub(_iso_date, text))
    return _NUMERIC.sub(_numeric_date, text) if "/" in text or "." in text else text


def _iso_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else found[0]


def _numeric_date(found: re.Match[str]) -> str:
    """A date of "25/12", "12/25" or "25.12.2026"; left alone where day and month could be either, and "24/7"."""
    one, mark, other, year = found.groups()
    day, month = max(int(one), int(other)), min(int(one), int(other))
    if found[0] == "24/7" or not 1 <= month <= 12 < day <= 31 or (mark == "." and not (year and int(one) == day)):
        return found[0]
    return f"{day} {MONTHS[month - 1]} {year or ''}".rstrip()


def with_dates(words: list[str]) -> list[str]:
    """Normalised words in which a day beside a month is a plain number, and the month has its full name."""
    if _MONTH_NAMES.keys().isdisjoint(words):
        return words
    read: list[str] = []
    place = 0
    while place < len(words):
        month = _MONTH_NAMES.get(words[place])
        place += 1
        if month is None:
            read.append(words[place - 1])
            continue
        before, day = _day_before(read)
        behind, other = _day_behind(words[place : place + 2])
        if before and not (month in _ALSO_VERBS and read[-1] in ORDINALS):
            read[-before:] = [day, month]
        elif behind:
            read += [month, other]
            place += behind
        else:
            read.append(words[place - 1])
    return read


def _day_before(read: Sequence[str]) -> tuple[int, str]:
    """How many of the last words are a day ("25th of", "20 fifth"), and its number; 0 for none."""
    of = 1 if read and read[-1] == "of" else 0
    day = _day(read[-1 - of]) if len(read) > of else ""
    if not day:
        return 0, ""
    if len(read) > of + 1 and read[-2 - of] in ("20", "30") and len(day) == 1 and not read[-1 - of].isdecimal():
        return of + 2, str(int(read[-2 - of]) + int(day))
    return of + 1, day


def _day_behind(words: Sequence[str]) -> tuple[int, str]:
    """How many of the following words are a day ("25", "the 25th"), and its number; 0 for none."""
    the = 1 if words and words[0] == "the" else 0
    day = _day(words[the]) if len(words) > the else ""
    return (the + 1, day) if day else (0, "")


def _day(word: str) -> str:
    """The number of a day of the month, or nothing."""
    if found := ORDINAL_DAY.fullmatch(word):
        word = found[1]
    number = _DAYS.get(word, int(word) if word.isdecimal() and len(word) <= 2 else 0)
    return str(number) if 1 <= number <= 31 else ""
