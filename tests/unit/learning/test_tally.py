"""Questions are counted by week."""

from datetime import UTC, date, datetime

from bot.learning.tally import Counts, Tally, day_of, first_monday, weeks

THURSDAY = date(2026, 11, 26)


def tally(day, outcome, count):
    return Tally(datetime(2026, 11, day, tzinfo=UTC), outcome, count)


def test_weeks_begin_on_monday_and_empty_ones_are_there():
    found = weeks(
        [tally(15, "answered", 4), tally(23, "answered", 2), tally(29, "abstained", 1)], last=THURSDAY, count=3
    )
    assert found == [
        Counts(date(2026, 11, 9), answered=4),
        Counts(date(2026, 11, 16)),
        Counts(date(2026, 11, 23), answered=2, missed=1),
    ]


def test_a_rate_is_the_answered_part_and_nothing_for_nothing():
    assert Counts(THURSDAY, answered=3, asked_back=1, missed=2).rate == 0.5
    assert Counts(THURSDAY).rate is None


def test_the_first_of_so_many_weeks():
    assert first_monday(THURSDAY, 8) == datetime(2026, 10, 5, tzinfo=UTC)


def test_a_day_begins_at_midnight_in_greenwich():
    assert day_of(datetime.fromisoformat("2026-11-27T00:30+01:00")) == datetime(2026, 11, 26, tzinfo=UTC)
