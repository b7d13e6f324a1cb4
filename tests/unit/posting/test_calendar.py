"""When a post is due: zones, both clock changes, weekdays, skip dates, grace."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.posting.calendar import (
    EVERY_DAY,
    WORKDAYS,
    Schedule,
    UnknownZoneError,
    first_instant,
    is_zone,
    jitter,
    zone_of,
)
from bot.posting.zones import zone_names
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


@given(
    st.dates(date(2024, 1, 1), date(2037, 1, 1)),
    st.times() | st.integers(0, 59).map(lambda minute: time(23, minute)),
    st.sampled_from(zone_names()),
    st.integers(0, 59),
)
@settings(max_examples=300)
def test_every_slot_is_open_for_two_ticks_and_ends_with_its_day(day, at, zone, seconds):
    """The planner comes by every 15 seconds: a slot open for less would be missed, at 23:59 day after day."""
    schedule = Schedule(at.replace(second=0, microsecond=0), zone, EVERY_DAY)
    slot = schedule.slot_on(day, jitter=timedelta(seconds=seconds))
    if slot is not None:
        assert slot.deadline - slot.due >= timedelta(seconds=30)
        assert slot.due >= first_instant(day, schedule.at, zone)
        assert slot.deadline <= first_instant(day + timedelta(days=1), time(0), zone)


@pytest.mark.parametrize("clock", ["2026-11-20 23:59", "2026-11-20 12:00", "2026-11-20 23:30"])
def test_a_post_asked_for_now_has_time_to_come(clock):
    now = utc(clock) + timedelta(seconds=59)
    slot = Schedule(time(9), "UTC", EVERY_DAY).slot_now(now)
    assert (slot.day, slot.due) == (date(2026, 11, 20), now)
    assert slot.deadline - now >= timedelta(seconds=30)


@pytest.mark.parametrize(
    "name", ["US/Pacific-New", "../etc/passwd", "Europe", "", "UTC\0", "/etc/localtime", "Eur\udce9"]
)
def test_what_is_no_zone_says_so_in_one_way(name):
    assert not is_zone(name)
    with pytest.raises(UnknownZoneError):
        zone_of(name)


def test_asking_whether_a_zone_exists_does_not_walk_the_file_system_each_time(monkeypatch):
    is_zone("UTC")
    monkeypatch.setattr("bot.posting.calendar.available_timezones", lambda: pytest.fail("walked again"))
    assert is_zone("Europe/London")


def test_skip_dates_that_are_over_are_forgotten():
    skip = frozenset(date(2026, 11, day) for day in (18, 19, 20, 21))
    schedule = Schedule(time(9), "America/New_York", EVERY_DAY, skip).without_past(utc("2026-11-20 04:00"))
    assert sorted(schedule.skip) == [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)]
