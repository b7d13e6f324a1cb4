"""Questions to the team are kept for the workspace they belong to, and no longer than they may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.learning.asks import CLOSED_AFTER, MOST_A_DAY, REMINDED_AFTER, Ask, Given, Origin, State, ask_id
from bot.store.asks import Asks, Begun
from bot.store.forget import forget_person, forget_team

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def ask(place="C1:1.5", team="T1", asker="U1", at=NOW):
    origin = Origin("C1", "1.0", "1.5", "1.0")
    return Ask(team, ask_id(team, place), asker, False, "Where?", ("p/sheds",), origin, "CX", at)


def given(one, number=1):
    return Given(one.team, f"CX:{number}.5", one.id, "U2", "There.", f"{number}.5", NOW, f"{number}.5")


@pytest.fixture
def asks(database):
    return Asks(database)


def test_a_question_comes_back_as_it_was(asks):
    assert asks.begin(ask()) is Begun.NEW
    assert asks.read("T1", ask().id) == ask()
    asks.posted(ask(), "CX", "9.5")
    assert asks.at("T1", "CX", "9.5") == replace(ask(), ts="9.5", state=State.OPEN)
    assert asks.of_question("T1", "C1", "1.0").id == ask().id


def test_a_place_asks_once_and_a_submission_that_comes_again_is_the_same(asks):
    assert [asks.begin(ask()), asks.begin(ask())] == [Begun.NEW, Begun.NEW]
    for asker, begun in (("U1", Begun.NEW), ("U2", Begun.ASKED)):
        assert asks.may_begin("T1", ask().id, asker, now=NOW) is begun
        assert asks.begin(ask(asker=asker)) is begun
    asks.posted(ask(), "CX", "9.5")
    assert asks.begin(ask()) is Begun.ASKED
    assert asks.may_begin("T1", ask().id, "U1", now=NOW) is Begun.ASKED


def test_a_person_asks_so_much_a_day(asks):
    for number in range(MOST_A_DAY):
        assert asks.begin(ask(f"C1:{number}")) is Begun.NEW
    assert asks.begin(ask("more")) is Begun.TOO_MANY
    assert asks.may_begin("T1", "x", "U1", now=NOW) is Begun.TOO_MANY
    assert asks.begin(ask("more", asker="U2")) is Begun.NEW
    assert asks.begin(ask("later", at=NOW + timedelta(days=1, seconds=1))) is Begun.NEW


def test_no_workspace_sees_anothers(asks):
    for team in ("T1", "T2"):
        asks.begin(ask(team=team))
        asks.posted(ask(team=team), "CX", "9.5")
    asks.give(given(ask()))
    assert asks.at("T3", "CX", "9.5") is None
    assert asks.answers("T2", ask(team="T2").id) == []
    assert asks.read("T2", ask().id) is None


def test_what_waits_is_found_when_it_is_due(asks):
    asks.begin(ask())
    asks.posted(ask(), "CX", "9.5")
    assert asks.to_remind(now=NOW + REMINDED_AFTER - timedelta(seconds=1)) == []
    assert len(asks.to_remind(now=NOW + REMINDED_AFTER)) == 1
    asks.reminded(ask(), now=NOW)
    assert asks.to_remind(now=NOW + REMINDED_AFTER) == []
    assert len(asks.to_close(now=NOW + CLOSED_AFTER)) == 1
    asks.give(given(ask()))
    assert asks.to_close(now=NOW + CLOSED_AFTER) == []


def test_the_words_go_when_nobody_needs_them(asks):
    asks.begin(ask())
    asks.posted(ask(), "CX", "9.5")
    assert asks.end(ask(), State.WITHDRAWN) is True
    assert asks.end(ask(), State.CLOSED) is False
    assert asks.read("T1", ask().id).question == ""


def test_an_answer_says_what_its_expert_said_last(asks):
    asks.begin(ask())
    asks.give(given(ask()))
    asks.give(given(ask()))
    assert asks.revise("T1", "CX:1.5", "Here.", "3.0").text == "There."
    assert asks.revise("T1", "CX:1.5", "Old.", "2.0") is None
    assert [one.text for one in asks.answers("T1", ask().id)] == ["Here."]
    assert asks.suggestion("T1", ask().id).answer == "Here."
    asks.revise("T1", "CX:1.5", "", "4.0")
    assert asks.answers("T1", ask().id) == []
    assert asks.suggestion("T1", ask().id) is None


@pytest.mark.parametrize("forget", [lambda d: forget_team(d, "T1"), lambda d: forget_person(d, "T1", "U1")])
def test_they_are_forgotten_with_the_workspace_or_the_person(asks, database, forget):
    for team in ("T1", "T2"):
        asks.begin(ask(team=team))
    asks.give(given(ask()))
    assert forget(database)["asks"] == 1
    assert asks.given("T1", "CX:1.5") is None
    assert asks.read("T2", ask(team="T2").id) is not None


def test_an_expert_is_forgotten_with_what_they_said(asks, database):
    asks.begin(ask())
    asks.give(given(ask()))
    forget_person(database, "T1", "U2")
    assert asks.given("T1", "CX:1.5") is None


def test_a_question_whose_only_answer_is_taken_back_waits_again(asks):
    asks.begin(ask())
    asks.posted(ask(), "CX", "9.5")
    for number in (1, 2):
        asks.give(given(ask(), number))
    asks.revise("T1", given(ask(), 1).key, "", "5.0")
    assert asks.read("T1", ask().id).state is State.ANSWERED
    asks.revise("T1", given(ask(), 2).key, "", "5.0")
    assert asks.read("T1", ask().id).state is State.OPEN
    assert asks.to_remind(now=NOW + REMINDED_AFTER) == [asks.read("T1", ask().id)]


def test_what_was_closed_or_taken_back_does_not_wait_again(asks):
    asks.begin(ask())
    asks.posted(ask(), "CX", "9.5")
    asks.end(ask(), State.CLOSED)
    asks.give(given(ask()))
    asks.revise("T1", given(ask()).key, "", "5.0")
    assert asks.to_remind(now=NOW + REMINDED_AFTER) == []


def test_what_is_over_without_an_answer_may_be_asked_again(asks):
    asks.begin(ask())
    asks.posted(ask(), "CX", "9.5")
    assert (asks.put("T1"), asks.put("T2")) == ({ask().id}, frozenset())
    asks.end(ask(), State.CLOSED)
    assert asks.put("T1") == frozenset()
    assert asks.may_begin("T1", ask().id, "U2", now=NOW) is Begun.NEW
    assert asks.begin(ask(asker="U2")) is Begun.NEW
    assert asks.read("T1", ask().id).asker == "U2"
