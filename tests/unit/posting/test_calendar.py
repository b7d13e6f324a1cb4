"""When a post is due: zones, both clock changes, weekdays, skip dates, grace."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.posting.calendar import EVERY_DAY, WORKDAYS, Schedule, first_instant, is_zone, jitter, zone_names
from tests.daily_examples import utc


@pytest.mark.parametrize(
    ("day", "at", "zone", "instant"),
    [
        # An ordinary day, and the same wall time half a year later.
        ("2026-01-15", "09:00", "Europe/London", "2026-01-15 09:00"),
        ("2026-07-15", "09:00", "Europe/London", "2026-07-15 08:00"),
        # Spring: the wall time does not exist; the first valid instant after it.
        ("2026-03-29", "01:30", "Europe/London", "2026-03-29 01:00"),
        ("2026-03-08", "02:00", "America/New_York", "2026-03-08 07:00"),
        ("2026-03-08", "02:59", "America/New_York", "2026-03-08 07:00"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03 15:30"),  # a gap of half an hour
        ("2026-09-06", "00:10", "America/Santiago", "2026-09-06 04:00"),  # a gap at midnight
        # Autumn: the wall time comes twice; the first of the two.
        ("2026-10-25", "01:30", "Europe/London", "2026-10-25 00:30"),
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01 05:30"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04 14:45"),  # a fold of half an hour
        # Just outside the changes.
        ("2026-03-29", "00:59", "Europe/London", "2026-03-29 00:59"),
        ("2026-03-29", "02:00", "Europe/London", "2026-03-29 01:00"),
        ("2026-10-25", "02:00", "Europe/London", "2026-10-25 02:00"),
        # An odd offset without changes.
        ("2026-06-01", "09:00", "Asia/Kathmandu", "2026-06-01 03:15"),
    ],
)
def test_wall_time_becomes_an_instant(day, at, zone, instant):
    assert first_instant(date.fromisoformat(day), time.fromisoformat(at), zone) == utc(instant)


ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu")
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@given(DAYS, TIMES, st.sampled_from(ZONES))
def test_an_instant_shows_its_wall_time_or_the_end_of_a_gap(day, at, zone):
    """The clock shows the wanted time; if it never does that day, it has just jumped past it."""
    local = first_instant(day, at, zone).astimezone(ZoneInfo(zone))
    wanted = datetime.combine(day, at)
    if local.replace(tzinfo=None) == wanted:
        assert local.fold == 0
        return
    before = (local.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    assert before.replace(tzinfo=None) < wanted < local.replace(tzinfo=None)


@given(DAYS, TIMES, st.sampled_from(ZONES), st.sets(st.integers(0, 6), min_size=1))
@settings(max_examples=60)
def test_slots_follow_each_other_a_day_each(start, at, zone, weekdays):
    """Walking from slot to slot meets every wanted local day once, in order, changes of the clock or not."""
    schedule = Schedule(at, zone, frozenset(weekdays))
    now = first_instant(start, time(0), zone) - timedelta(seconds=1)
    met = []
    while len(met) < 30:
        slot = schedule.next_slot(now)
        assert slot is not None
        assert slot.due > now
        met.append(slot.day)
        now = slot.due
    wanted = [start + timedelta(days=n) for n in range((met[-1] - start).days + 1)]
    assert met == [day for day in wanted if day.weekday() in weekdays]


def test_workdays_leave_out_the_weekend_and_skip_dates():
    schedule = Schedule(time(9), "UTC", WORKDAYS, frozenset({date(2026, 11, 24)}))
    days, now = [], utc("2026-11-20 08:00")
    for _ in range(4):
        slot = schedule.next_slot(now)
        days.append(slot.day.isoformat())
        now = slot.due
    assert days == ["2026-11-20", "2026-11-23", "2026-11-25", "2026-11-26"]


def test_a_day_that_the_zone_left_out_has_no_slot():
    """Samoa had no 30 December 2011: the next day's post is not sent twice."""
    schedule = Schedule(time(9), "Pacific/Apia", EVERY_DAY)
    assert schedule.slot_on(date(2011, 12, 30)) is None
    assert schedule.slot_on(date(2011, 12, 31)).day == date(2011, 12, 31)


@pytest.mark.parametrize(
    ("at", "deadline"),
    [
        ("09:00", "2026-11-20 13:00"),  # four hours of grace
        ("22:30", "2026-11-21 00:00"),  # but never past the local day
    ],
)
def test_grace_ends_with_the_local_day(at, deadline):
    slot = Schedule(time.fromisoformat(at), "UTC", EVERY_DAY).slot_on(date(2026, 11, 20))
    assert slot.deadline == utc(deadline)
    assert slot.open_at(slot.due)
    assert not slot.open_at(slot.deadline)
    assert not slot.open_at(slot.due - timedelta(seconds=1))


def test_skipping_every_day_ends_the_search():
    """A schedule without any day within reach has no next slot, and finding that out ends."""
    skipped = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(500))
    assert Schedule(time(9), "UTC", EVERY_DAY, skipped).next_slot(utc("2026-01-01 00:00")) is None


def test_jitter_is_a_channel_s_own_and_less_than_a_minute():
    spread = {jitter("T1", f"C{n}") for n in range(500)}
    assert all(timedelta(0) <= one < timedelta(minutes=1) for one in spread)
    assert len(spread) > 50
    assert jitter("T1", "C1") == jitter("T1", "C1")


def test_zones_are_iana_names():
    assert is_zone("Europe/London")
    assert not is_zone("Europe/Lundon")
    assert not is_zone("../etc/passwd")
    assert "UTC" in zone_names()
