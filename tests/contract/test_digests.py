"""A channel has one digest, and one process moves it on."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.posting.weekly import Weekly
from bot.store.digests import Digests
from bot.store.forget import forget_person, forget_team

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ONE = Weekly("T1", "C1", 3, time(10), "Europe/Berlin", "U1", NOW)


@pytest.fixture
def digests(database):
    return Digests(database)


def test_a_digest_comes_back_as_it_was_and_a_channel_has_one(digests):
    digests.save(ONE)
    assert digests.get("T1", "C1") == ONE
    digests.save(replace(ONE, at=time(16, 30)))
    assert [one.at for one in digests.of_team("T1")] == [time(16, 30)]
    assert digests.get("T2", "C1") is None


def test_those_are_due_whose_time_has_come_in_the_workspaces_that_are_asked_for(digests):
    later = replace(ONE, channel="C2", next_due=NOW + timedelta(seconds=1))
    for one in (ONE, later, replace(ONE, channel="C3", next_due=None), replace(ONE, team="T2")):
        digests.save(one)
    assert digests.due(NOW, frozenset({"T1"})) == [ONE]
    assert [one.team for one in digests.due(NOW, None)] == ["T1", "T2"]
    assert digests.due(NOW, frozenset()) == []


def test_only_the_first_of_two_processes_moves_it_on(open_database, database):
    stores = [Digests(open_database()) for _ in range(2)]
    stores[0].save(ONE)
    later = replace(ONE, next_due=NOW + timedelta(days=7))
    assert [store.advance(ONE, later) for store in stores] == [True, False]
    assert stores[0].get("T1", "C1") == later


def test_what_rests_is_not_due_until_it_is_saved_again(digests):
    digests.save(ONE)
    assert digests.rest(ONE, "is_archived")
    assert digests.due(NOW, None) == []
    assert digests.get("T1", "C1").trouble == "is_archived"
    digests.save(ONE)
    assert digests.get("T1", "C1") == ONE


def test_it_outlives_its_creator_without_their_name_and_goes_with_its_workspace(database, digests):
    digests.save(ONE)
    digests.save(replace(ONE, team="T2"))
    forget_person(database, "T1", "U1")
    assert digests.get("T1", "C1").creator == ""
    forget_team(database, "T1")
    assert [one.team for one in digests.due(NOW, None)] == ["T2"]
    assert digests.remove("T2", "C1")
    assert not digests.remove("T2", "C1")
