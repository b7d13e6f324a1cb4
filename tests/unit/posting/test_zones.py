"""Time zones are found by what people call them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posting.zones import find_zones, zone_names

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def zones(typed):
    return [found.zone for found in find_zones(typed, now=NOW)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Mumbai", "Asia/Kolkata"),
        ("India", "Asia/Kolkata"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao pau", "America/Sao_Paulo"),
        ("Zürich", "Europe/Zurich"),
        ("zurich", "Europe/Zurich"),
        ("San Francisco", "America/Los_Angeles"),
        ("Beijing", "Asia/Shanghai"),
        ("NYC", "America/New_York"),
        ("New York", "America/New_York"),
        ("uk", "Europe/London"),
        ("germany", "Europe/Berlin"),
        ("switz", "Europe/Zurich"),
        ("EST", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("Pacific time", "America/Los_Angeles"),
        ("CET", "Europe/Berlin"),
        ("BST", "Europe/London"),
        ("GMT", "UTC"),
        ("europe/ber", "Europe/Berlin"),
        ("København", "Europe/Copenhagen"),
        ("GMT+5:30", "Asia/Kolkata"),
    ],
)
def test_the_zone_that_is_meant_comes_first(typed, first):
    assert zones(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "all_of"),
    [
        ("IST", {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}),
        ("CST", {"America/Chicago", "Asia/Shanghai"}),
        ("usa", {"America/New_York", "America/Chicago", "America/Los_Angeles"}),
    ],
)
def test_of_several_that_may_be_meant_all_are_offered(typed, all_of):
    assert all_of <= set(zones(typed)[:9])


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("CST", ["CST, UTC-6 (America/Chicago)", "CST, UTC+8 (Asia/Shanghai)", "CST, UTC-5 (America/Havana)"]),
        ("IST", ["IST, UTC+5:30 (Asia/Kolkata)", "IST, UTC+1 (Europe/Dublin)", "IST, UTC+2 (Asia/Jerusalem)"]),
        ("BST", ["BST, UTC+1 (Europe/London)", "BST, UTC+6 (Asia/Dhaka)", "BST, UTC+11 (Pacific/Bougainville)"]),
        ("gst", ["GST, UTC+4 (Asia/Dubai)", "GST, UTC-2 (Atlantic/South Georgia)"]),
    ],
)
def test_clocks_that_are_called_the_same_are_told_apart_one_zone_of_each_first(typed, labels):
    assert [found.label for found in find_zones(typed, now=NOW)][: len(labels)] == labels


@pytest.mark.parametrize(
    ("typed", "near", "first"),
    [
        ("CST", "Asia/Shanghai", "Asia/Shanghai"),
        ("CST", "Asia/Tokyo", "Asia/Shanghai"),
        ("CST", "America/Mexico_City", "America/Mexico_City"),
        ("CST", "America/New_York", "America/Chicago"),
        ("IST", "Europe/Dublin", "Europe/Dublin"),
        ("IST", "Europe/Paris", "Europe/Dublin"),
        ("BST", "Asia/Dhaka", "Asia/Dhaka"),
        ("BST", "UTC", "Europe/London"),
    ],
)
def test_of_clocks_that_are_called_the_same_the_nearest_comes_first(typed, near, first):
    assert find_zones(typed, now=NOW, near=near)[0].zone == first


def test_a_clock_that_is_alone_with_its_name_is_shown_by_its_zone():
    assert find_zones("CET", now=NOW)[0].label == "Europe/Berlin"


@pytest.mark.parametrize(("typed", "hours"), [("GMT+2", 2), ("utc-5", -5), ("+09:00", 9)])
def test_an_offset_finds_the_zones_that_have_it_now(typed, hours):
    found = zones(typed)
    assert found
    assert {NOW.astimezone(ZoneInfo(zone)).utcoffset().total_seconds() for zone in found} == {hours * 3600}


def test_a_place_that_names_no_zone_is_shown_with_its_zone():
    assert [found.label for found in find_zones("mumbai", now=NOW)] == ["Mumbai (Asia/Kolkata)"]


@pytest.mark.parametrize("typed", ["xyzzy", "12345", "+99", "<!channel>", "+"])
def test_what_is_no_zone_finds_none(typed):
    assert zones(typed) == []


@given(st.text(max_size=100))
def test_whatever_is_typed_finds_zones_that_there_are(typed):
    found = zones(typed)
    assert len(found) == len(set(found)) <= 100
    assert set(found) <= set(zone_names())
