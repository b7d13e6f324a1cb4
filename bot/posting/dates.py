"""Days and times as people write them: "tomorrow", "next monday", "24.12.2026", "December 24"; "9:00", "9 am"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

FROM_TODAY = {"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "overmorrow": 2}

# As `strptime` reads them. A year that is left out is the one in which the day comes next.
WITH_YEAR = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
WITHOUT_YEAR = ("%d.%m.", "%d.%m", "%d %B", "%d %b", "%B %d", "%b %d")

TIMES = ("%H:%M", "%H.%M", "%Hh%M", "%I:%M%p", "%I.%M%p", "%I%p", "%Hh")


def read_day(text: str, today: date) -> date | None:
    """The day that is written, seen from `today`; None for what is none, or could be one of two (03/04/2027)."""
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,\s]+|\bof\b", " ", text.casefold())
    words = " ".join(words.split())
    if words in FROM_TODAY:
        return _ahead(today, FROM_TODAY[words])
    name = re.sub(r"^(?:next|this|on|coming) ", "", words)
    weekday = next((n for n, known in enumerate(WEEKDAYS) if name in (known, known[:3])), None)
    if weekday is not None:
        return _ahead(today, (weekday - today.weekday() - 1) % 7 + 1)
    if slashed := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", words):
        return _slashed(*map(int, slashed.groups()))
    return _dated(words, today)


def read_time(text: str) -> time | None:
    """The time of day that is written: "9:00", "09.00", "9 am", "17h"; None for what is none."""
    words = re.sub(r"\s+|\buhr\b|\bo'?clock\b", "", text.casefold()).replace("a.m.", "am").replace("p.m.", "pm")
    for form in TIMES:
        try:
            return datetime.strptime(words, form).time()
        except ValueError:
            continue
    return None


def _ahead(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _slashed(first: int, second: int, year: int) -> date | None:
    """A day and a month in either order, where only one order is a date, or both are the same one."""
    found = set()
    for month, day in ((first, second), (second, first)):
        try:
            found.add(date(year, month, day))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def _dated(words: str, today: date) -> date | None:
    for form in WITH_YEAR:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    for form in WITHOUT_YEAR:
        for year in (today.year, today.year + 1):
            try:
                day = datetime.strptime(f"{words} {year}", f"{form} %Y").date()
            except ValueError:
                continue
            if day >= today:
                return day
    return None
