"""Nobody asks without end, and nobody is told so twice in a minute."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.restraint import Restraint


class Clock:
    def __init__(self):
        self.seconds = 30.0

    def __call__(self):
        return self.seconds


def restraint(person=3, workspace=0):
    clock, told = Clock(), []
    return Restraint(person=person, workspace=workspace, clock=clock), clock, told


def test_beyond_the_limit_one_is_told_once_and_the_minute_after_is_new():
    held, clock, told = restraint()
    taken = [held.admits("T1", "U1", lambda: told.append("U1")) for _ in range(6)]
    assert taken == [True] * 3 + [False] * 3
    assert told == ["U1"]
    clock.seconds += 60
    assert held.admits("T1", "U1", lambda: told.append("U1"))


def test_one_person_s_haste_is_not_another_s():
    held, _, told = restraint()
    for _ in range(9):
        held.admits("T1", "U1", lambda: told.append("U1"))
    assert held.admits("T1", "U2", lambda: told.append("U2"))
    assert held.admits("T2", "U1", lambda: told.append("T2"))
    assert told == ["U1"]


def test_a_workspace_has_a_limit_of_its_own():
    held, _, told = restraint(person=0, workspace=2)
    assert [held.admits("T1", f"U{n}", lambda: told.append("x")) for n in range(4)] == [True, True, False, False]
    assert held.admits("T2", "U1", lambda: told.append("y"))
    assert told == ["x", "x"], "each of them is told"


def test_no_limit_turns_nobody_away():
    held, _, told = restraint(person=0)
    assert all(held.admits("T1", "U1", lambda: told.append("x")) for _ in range(10_000))


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("12"), st.floats(0, 50))))
def test_in_no_minute_more_is_taken_than_the_limits_say(asked):
    held, clock, _ = restraint(person=3, workspace=5)
    people, teams = Counter(), Counter()
    for team, person, later in asked:
        clock.seconds += later
        minute = clock.seconds // 60
        if held.admits(team, person, lambda: None):
            people[minute, team, person] += 1
            teams[minute, team] += 1
    assert max(people.values(), default=0) <= 3
    assert max(teams.values(), default=0) <= 5
