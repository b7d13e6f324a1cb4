"""Watched channels, and what was overheard there, in both databases."""

from datetime import UTC, datetime, timedelta

from bot.store.forget import forget_person, forget_team
from bot.store.retention import purge
from bot.store.watched import LEASE, Overheard, Watched

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ONE = Overheard("T1", "C1", "1.000001", "U2", "what are the 7 Cs")


def test_a_channel_is_watched_until_that_is_ended(database):
    store = Watched(database)
    assert store.begin("T1", "C1", "U1", now=NOW)
    assert not store.begin("T1", "C1", "U2", now=NOW), "once is enough"
    assert store.begin("T2", "C1", "U1", now=NOW)
    assert store.channels() == {("T1", "C1"), ("T2", "C1")}
    assert store.of_person("T1", "U1") == ("C1",)
    assert store.of_person("T1", "U2") == ()
    assert store.end("T1", "C1")
    assert not store.end("T1", "C1")
    assert store.channels() == {("T2", "C1")}


def test_a_question_is_taken_when_it_is_due_by_one_process(open_database):
    first, second = Watched(open_database()), Watched(open_database())
    first.keep(ONE, due=NOW)
    assert not second.keep(ONE, due=NOW), "a message is kept once"
    assert first.take_due(NOW - timedelta(seconds=1)) == []
    assert [*first.take_due(NOW), *second.take_due(NOW)] == [ONE]
    assert second.take_due(NOW + LEASE) == [ONE], "who took it died"
    second.answer(ONE)
    assert second.take_due(NOW + 9 * LEASE) == []


def test_what_is_answered_is_known_without_its_words(database):
    store = Watched(database)
    store.keep(ONE, due=NOW)
    assert not store.answered("T1", "C1", ONE.ts)
    store.answer(ONE)
    assert store.answered("T1", "C1", ONE.ts)
    assert not store.answered("T2", "C1", ONE.ts)
    store.drop("T1", "C1", ONE.ts)
    assert store.answered("T1", "C1", ONE.ts), "what happens to the message later changes nothing"


def test_what_people_answered_is_forgotten(database):
    store = Watched(database)
    store.keep(ONE, due=NOW)
    store.drop("T1", "C1", ONE.ts)
    assert store.take_due(NOW) == []


def test_a_person_s_words_go_with_the_person_and_all_with_the_workspace(database):
    store = Watched(database)
    store.begin("T1", "C1", "U1", now=NOW)
    store.keep(ONE, due=NOW)
    forget_person(database, "T1", "U2")
    assert store.take_due(NOW) == []
    assert store.channels() == {("T1", "C1")}
    forget_person(database, "T1", "U1")
    assert store.of_person("T1", "U1") == ()
    store.keep(ONE, due=NOW)
    forget_team(database, "T1")
    assert (store.channels(), store.take_due(NOW)) == (frozenset(), [])


def test_what_was_overheard_is_kept_for_a_day(database):
    store = Watched(database)
    store.begin("T1", "C1", "U1", now=NOW)
    store.keep(ONE, due=NOW)
    purge(database, now=NOW + timedelta(days=1))
    assert store.take_due(NOW + timedelta(days=2)) == []
    assert store.channels() == {("T1", "C1")}
