"""Counts of questions by week: how many were asked, answered, asked back and missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

ANSWERED, ASKED_BACK, MISSED = "answered", "ambiguous", "abstained"
OUTCOMES = (ANSWERED, ASKED_BACK, MISSED)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many questions of a day (its beginning, in UTC) came out so."""

    day: datetime
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions there were, by what came out. `begin` is the first day they are of."""

    begin: date
    answered: int = 0
    asked_back: int = 0
    missed: int = 0

    @property
    def asked(self) -> int:
        """All of them."""
        return self.answered + self.asked_back + self.missed

    @property
    def rate(self) -> float | None:
        """Which part of them was answered (0 to 1); None where nothing was asked."""
        return self.answered / self.asked if self.asked else None


def together(tallies: Iterable[Tally], begin: date) -> Counts:
    """The tallies together."""
    sums: Counter[str] = Counter()
    for tally in tallies:
        sums[tally.outcome] += tally.count
    return Counts(begin, *(sums[outcome] for outcome in OUTCOMES))


def weeks(tallies: Iterable[Tally], *, last: date, count: int) -> list[Counts]:
    """The counts of each of `count` weeks (from Monday on, in UTC), the oldest first; the last one holds `last`."""
    by_week: dict[date, list[Tally]] = {}
    for tally in tallies:
        by_week.setdefault(monday_of(tally.day.astimezone(UTC).date()), []).append(tally)
    mondays = [monday_of(last) - timedelta(weeks=back) for back in reversed(range(count))]
    return [together(by_week.get(monday, ()), monday) for monday in mondays]


def day_of(when: datetime) -> datetime:
    """The beginning of the day (in UTC) that an instant is in."""
    return when.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def first_monday(last: date, count: int) -> datetime:
    """Where the first of `count` weeks begins whose last one holds `last`."""
    monday = monday_of(last) - timedelta(weeks=count - 1)
    return datetime(monday.year, monday.month, monday.day, tzinfo=UTC)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
