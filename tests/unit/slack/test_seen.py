"""What was accepted lately is known again."""

from datetime import UTC, datetime, timedelta

from bot.slack import seen as module
from bot.slack.seen import REMEMBERED, Seen

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLACE = ("T1", "message:C1:1.0")


def test_a_place_is_new_once():
    seen = Seen()
    assert seen.add(PLACE, now=NOW)
    assert not seen.add(PLACE, now=NOW + timedelta(minutes=9))
    assert seen.add(("T2", PLACE[1]), now=NOW)


def test_it_is_remembered_for_ten_minutes():
    """No process grows with what it has answered."""
    seen = Seen()
    seen.add(PLACE, now=NOW)
    seen.add(("T1", "message:C1:2.0"), now=NOW + REMEMBERED)
    assert len(seen._since) == 1


def test_under_a_flood_the_oldest_go_first(monkeypatch):
    monkeypatch.setattr(module, "MOST_REMEMBERED", 3)
    seen = Seen()
    for number in range(5):
        seen.add(("T1", str(number)), now=NOW)
    assert [key for _, key in seen._since] == ["2", "3", "4"]


def test_what_is_forgotten_is_new_again():
    seen = Seen()
    seen.add(PLACE, now=NOW)
    seen.forget(PLACE)
    assert seen.add(PLACE, now=NOW)
