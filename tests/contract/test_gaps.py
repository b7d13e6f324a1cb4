"""What went unanswered is kept for the workspace it belongs to, and no longer than it may be."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.gaps import Gap, hashed
from bot.store.forget import forget_person, forget_team
from bot.store.gaps import Gaps
from bot.store.replies import Opinion, Posted, Replies

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def gap(team="T1", person="U1", question="Where is the bike shed?", at=NOW):
    return Gap(team, "unanswered", question, "mention", (("p/sheds", 0.25),), hashed(team, person), at)


def test_a_gap_comes_back_as_it_was(database):
    store = Gaps(database)
    store.note(gap())
    assert store.since(NOW) == [gap()]
    assert store.since(NOW + timedelta(seconds=1)) == []


def test_no_workspace_sees_anothers(database):
    store = Gaps(database)
    for team in ("T1", "T2"):
        store.note(gap(team))
    assert [one.team for one in store.since(NOW, "T1")] == ["T1"]
    assert len(store.since(NOW)) == 2


def test_questions_that_are_not_to_be_kept_are_not(database):
    store = Gaps(database, questions=False)
    store.note(gap())
    [kept] = store.since(NOW)
    assert kept.question == ""


@pytest.mark.parametrize("forget", [lambda d: forget_team(d, "T1"), lambda d: forget_person(d, "T1", "U1")])
def test_they_are_forgotten_with_the_workspace_or_the_person(database, forget):
    store = Gaps(database)
    store.note(gap())
    store.note(gap("T2"))
    assert forget(database)["gaps"] == 1
    assert [one.team for one in store.since(NOW)] == ["T2"]


def test_entries_are_counted_with_what_people_thought(database):
    replies, store = Replies(database), Gaps(database)
    for number, person in enumerate(("U1", "U2", "U3")):
        replies.record(Posted("T1", "C1", f"{number}.5", "1.0", person, "p/asked", NOW))
        replies.rate(Opinion("T1", "C1", f"{number}.5", person, "p/asked", number > 0, NOW))
    [one] = store.entries(NOW - timedelta(days=1), "T1")
    assert (one.entry_id, one.given, one.helpful, one.unhelpful) == ("p/asked", 3, 2, 1)
    assert store.entries(NOW - timedelta(days=1), "T2") == []
