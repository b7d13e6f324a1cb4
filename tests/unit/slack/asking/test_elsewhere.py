"""What other processes answered lately is known, without a read of the database for each question."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.rephrasing import AT_ONCE, Earlier
from bot.slack.asking import elsewhere
from bot.slack.asking.elsewhere import SERVES, Elsewhere

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ASKED = Earlier("where is it", "p/e", NOW)


class Kept:
    """Who asked what in which workspace; and the reads of it."""

    def __init__(self):
        self.asked, self.reads = {}, []

    def __call__(self, team, since):
        self.reads.append((team, since))
        return {person: one for (where, person), one in self.asked.items() if where == team}


@pytest.fixture
def kept():
    return Kept()


def test_one_read_serves_all_people_of_a_workspace_for_a_moment(kept):
    kept.asked["T1", "U1"] = ASKED
    known = Elsewhere(kept)
    assert known.last("T1", "U1", now=NOW) == ASKED
    assert [known.last("T1", f"U{number}", now=NOW + SERVES / 2) for number in range(2, 9)] == [None] * 7
    assert kept.reads == [("T1", NOW - AT_ONCE)]


@pytest.mark.parametrize("later", [SERVES, timedelta(hours=1), timedelta(seconds=-1)])
def test_what_was_asked_meanwhile_is_seen_after_that_moment_and_by_a_clock_that_was_set_back(kept, later):
    known = Elsewhere(kept)
    assert known.last("T1", "U1", now=NOW) is None
    kept.asked["T1", "U1"] = ASKED
    assert known.last("T1", "U1", now=NOW + later) == ASKED


def test_workspaces_do_not_see_each_other(kept):
    kept.asked["T2", "U1"] = ASKED
    known = Elsewhere(kept)
    assert [known.last(team, "U1", now=NOW) for team in ("T1", "T2")] == [None, ASKED]


def test_of_many_workspaces_the_one_that_was_read_longest_ago_is_forgotten(kept, monkeypatch):
    monkeypatch.setattr(elsewhere, "MOST", 2)
    known = Elsewhere(kept)
    for team in ("T1", "T2", "T3", "T2", "T1"):
        known.last(team, "U1", now=NOW)
    assert [team for team, _ in kept.reads] == ["T1", "T2", "T3", "T1"]
