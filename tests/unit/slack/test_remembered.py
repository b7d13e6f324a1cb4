"""What Slack said of people is remembered for a minute, and not of ever more people."""

from datetime import UTC, datetime, timedelta

from bot.slack import remembered
from bot.slack.remembered import KEPT, Remembered


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 26, 9, tzinfo=UTC)

    def __call__(self):
        return self.now


def test_it_is_known_for_a_minute_and_asked_for_again_afterwards():
    clock = Clock()
    known = Remembered(clock)
    assert known.recall("T1", "U1") is None
    known.keep("T1", "U1", "admin")
    assert (known.recall("T1", "U1"), known.recall("T2", "U1")) == ("admin", None)
    clock.now += KEPT - timedelta(seconds=1)
    assert known.recall("T1", "U1") == "admin"
    clock.now += timedelta(seconds=1)
    assert known.recall("T1", "U1") is None


def test_a_clock_that_was_set_back_makes_nothing_last():
    clock = Clock()
    known = Remembered(clock)
    known.keep("T1", "U1", "admin")
    clock.now -= timedelta(hours=1)
    assert known.recall("T1", "U1") is None


def test_ever_more_people_are_not_remembered(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)
    known = Remembered(Clock())
    for number in range(9):
        known.keep("T1", f"U{number}", number)
    assert len(known._known) <= 3
    assert known.recall("T1", "U8") == 8
