"""An entry is overdue the day after its review, and a person may keep it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge.reviews import is_overdue, overdue, owner_id
from bot.render.attribution import particulars
from bot.render.reviews import home_blocks, owners_of
from tests.block_limits import problems
from tests.unit.render.entries import entry

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(("day", "due"), [(None, False), ("2026-11-26", False), ("2026-11-25", True)])
def test_an_entry_is_overdue_from_the_day_after(day, due):
    assert is_overdue(replace(entry("one"), review_by=day and date.fromisoformat(day)), TODAY) is due


def test_the_longest_overdue_stands_first():
    days = {"a": date(2026, 5, 1), "b": date(2025, 5, 1), "c": date(2027, 1, 1)}
    found = overdue([replace(entry(name), review_by=day) for name, day in days.items()], TODAY)
    assert [one.name for one in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("owner", "person"),
    [
        ("U0ABC", "U0ABC"),
        (" <@U0ABC> ", "U0ABC"),
        ("<@U0ABC|ada>", "U0ABC"),
        ("the service team", None),
        (None, None),
    ],
)
def test_an_owner_is_a_person_of_slacks_or_a_name(owner, person):
    assert owner_id(replace(entry("one"), owner=owner)) == person


def test_owners_are_counted_most_first():
    kept = [replace(entry(str(n)), owner=owner) for n, owner in enumerate(["U0A", "U0B", "U0B", "a team", None])]
    assert owners_of(kept) == {"U0B": 2, "U0A": 1}


def test_the_source_says_since_when_it_is_to_be_reviewed():
    old = replace(entry("one"), review_by=date(2026, 6, 30))
    assert "to be reviewed since 30 June 2026" in particulars(old, today=TODAY)
    assert not any("review" in part for part in particulars(old, today=date(2026, 6, 30)))


def test_many_of_them_keep_slacks_limits():
    due = [replace(entry(f"e{n}", question="Why? " * 200), review_by=TODAY, owner="*x* " * 50) for n in range(30)]
    blocks = home_blocks(due, [("U0ABC", 3)])
    assert problems({"type": "home", "blocks": blocks}) == []
    assert "and 25 more entries" in str(blocks)
    assert home_blocks([], []) == []
