"""A weekly post comes on its day, at its local time, through clock changes."""

from datetime import UTC, datetime, time

import pytest

from bot.posting.weekly import Weekly

ONE = Weekly("T1", "C1", 0, time(9), "Europe/Berlin", "U1", trouble="is_archived")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-26T12:00Z", "2026-11-30T08:00Z"),
        ("2026-11-30T07:59Z", "2026-11-30T08:00Z"),
        ("2026-11-30T08:00Z", "2026-12-07T08:00Z"),
        ("2027-03-22T08:00Z", "2027-03-29T07:00Z"),  # summer time has begun
    ],
)
def test_the_next_time_is_the_first_after_now(now, due):
    found = ONE.scheduled(datetime.fromisoformat(now))
    assert found.next_due == datetime.fromisoformat(due).astimezone(UTC)
    assert found.trouble == ""
