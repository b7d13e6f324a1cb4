"""What went unanswered is kept for the workspace it belongs to, and no longer than it may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from bot.learning.gaps import Gap, hashed
from bot.learning.rephrasing import Earlier
from bot.learning.tally import Tally
from bot.store.forget import forget_person, forget_team
from bot.store.gaps import Gaps
from bot.store.replies import Opinion, Posted, Replies
from bot.store.tallies import Tallies
from bot.store.writer import Writer

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


def test_what_somebody_says_again_of_a_message_takes_the_place_of_what_they_said(database):
    store = Gaps(database)
    first = replace(gap(), kind="unhelpful", about="C1:1.5")
    for one in (first, replace(first, asker="another"), first):
        store.note(one)
    store.explain("T1", "unhelpful", first.asker, "C1:1.5", "wrong")
    assert sorted(one.reason for one in store.since(NOW)) == ["", "wrong"]
    store.withdraw("T1", "unhelpful", first.asker, "C1:1.5")
    assert [one.asker for one in store.since(NOW)] == ["another"]


def test_a_gap_is_dismissed_by_its_own_workspace_alone_and_comes_back(database):
    store = Gaps(database)
    store.note(gap())
    [one] = store.since(NOW)
    assert not store.dismiss("T2", [one.number], NOW)
    before = store.state("T1")
    assert store.dismiss("T1", [one.number], NOW)
    assert store.since(NOW)[0].dismissed
    assert store.state("T1") != before
    store.dismiss("T1", [one.number], None)
    assert not store.since(NOW)[0].dismissed


def test_only_the_latest_ten_thousand_are_looked_through(database, monkeypatch):
    monkeypatch.setattr("bot.store.gaps.MOST", 2)
    store = Gaps(database)
    for minute in range(3):
        store.note(gap(at=NOW + timedelta(minutes=minute)))
    assert [one.asked_at.minute for one in store.since(NOW)] == [1, 2]


def test_the_words_of_a_question_are_known_for_its_reply_and_of_the_last_one(database):
    replies = Replies(database)
    for number, question in enumerate(("first", "second")):
        at = NOW + timedelta(seconds=number)
        replies.record(Posted("T1", "C1", f"{number}.5", "1.0", "U1", "p/e", at, question=question))
    assert replies.question_at("T1", "C1", "0.5") == "first"
    assert replies.question_at("T2", "C1", "0.5") == ""
    assert replies.asked_since("T1", NOW) == {"U1": Earlier("second", "p/e", NOW + timedelta(seconds=1))}
    assert replies.asked_since("T1", NOW + timedelta(seconds=1)) == replies.asked_since("T2", NOW) == {}
    assert forget_person(database, "T1", "U1")["asked"] == 2
    assert replies.question_at("T1", "C1", "0.5") == ""


def test_a_reply_that_is_gone_takes_its_words_along(database):
    replies = Replies(database)
    posted = Posted("T1", "C1", "1.5", "1.0", "U1", "p/e", NOW, question="first")
    replies.record(posted)
    replies.forget(posted)
    assert replies.question_at("T1", "C1", "1.5") == ""


def test_questions_are_counted_by_workspace_and_day_however_many_count(database):
    writers = [Writer(database) for _ in range(2)]
    for writer in writers:
        for _ in range(5):
            Tallies(database, writer).add("T1", "answered", NOW)
        Tallies(database, writer).add("T2", "abstained", NOW + timedelta(hours=2))
    for writer in writers:
        assert writer.wait_idle(timedelta(seconds=10))
        writer.close()
    assert Tallies(database).since(NOW, "T1") == [Tally(NOW, "answered", 10)]
    assert Tallies(database).since(NOW, "T2") == [Tally(NOW, "abstained", 2)]
    assert Tallies(database).since(NOW + timedelta(days=1)) == []
    assert forget_team(database, "T1")["tallies"] == 1


def test_gaps_that_come_together_are_kept_in_one_transaction(database):
    begun = []
    event.listen(database.engine, "begin", begun.append)
    writer = Writer(database)
    store = Gaps(database, writer=writer)
    for number in range(200):
        store.note(gap(person=f"U{number}"))
    writer.close()
    assert len(begun) < 200
    assert len(store.since(NOW)) == 200


def test_a_gap_that_cannot_be_kept_costs_nobody_anything(database, caplog):
    writer = Writer(database)
    writer.close()
    Gaps(database, writer=writer).note(gap())
    assert "a gap was not kept" in caplog.text
    assert Gaps(database).since(NOW) == []
