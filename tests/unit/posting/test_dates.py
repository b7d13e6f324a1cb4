"""Days and times are read as people write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posting.dates import read_day, read_time

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 27)),
        ("the day after tomorrow", date(2026, 11, 28)),
        ("friday", date(2026, 11, 27)),
        ("next monday", date(2026, 11, 30)),
        ("thu", date(2026, 12, 3)),  # today's post is skipped with "today"
        ("2026-12-24", date(2026, 12, 24)),
        ("24.12.2026", date(2026, 12, 24)),
        ("24.12.26", date(2026, 12, 24)),
        ("24.12.", date(2026, 12, 24)),
        ("24th of December", date(2026, 12, 24)),
        ("December 24th, 2026", date(2026, 12, 24)),
        ("dec 24", date(2026, 12, 24)),
        ("3 January", date(2027, 1, 3)),
        ("24/12/2026", date(2026, 12, 24)),
        ("12/24/2026", date(2026, 12, 24)),
        ("29 February", None),  # neither this year nor next
        ("03/04/2027", None),  # March or April
        ("someday", None),
        ("31.02.2027", None),
        ("", None),
    ],
)
def test_a_day_is_the_one_that_is_meant(written, day):
    assert read_day(written, TODAY) == day


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("9:00", time(9)),
        ("09.30", time(9, 30)),
        ("9 am", time(9)),
        ("12 p.m.", time(12)),
        ("5:15pm", time(17, 15)),
        ("17h", time(17)),
        ("9", None),
        ("25:00", None),
        ("list", None),
    ],
)
def test_a_time_is_the_one_that_is_meant(written, at):
    assert read_time(written) == at


@given(st.text(max_size=60), st.dates())
def test_any_words_are_a_day_or_none(written, today):
    assert isinstance(read_day(written, today), date | None)
    assert isinstance(read_time(written), time | None)
