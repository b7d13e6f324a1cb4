"""A number that counts nothing is still held against the list that an entry has."""

from __future__ import annotations

import pytest

from bot.matching.normalize import normalise
from bot.matching.numbers import Count, EntryCounts
from bot.matching.positions import position_features, positions_in

SEVEN = EntryCounts(frozenset(), frozenset([7]), frozenset(), listed=True)
ONE_OF_SEVEN = EntryCounts(frozenset(), frozenset([2]), frozenset([7]), listed=True)
NO_LIST = EntryCounts(frozenset(), frozenset(), frozenset(), listed=False)


def features(message, counts):
    return position_features(normalise(message).split(), counts)


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("the ninth pillar", [9]),
        ("the 12th core service pillar", [12]),
        ("pillar 8 and step number nine", [8, 9]),
        ("the twelfth of the rules", [12]),
        ("what is C number eight", [8]),
        ("the fifth of the four Gartner pillars", [5]),
        ("the eighth of all our seven house rules", [8]),
        ("the fifth of May, pillars", []),
        ("steps 6 through 9 of the plan", [9]),
        ("rules seven to ten, please", [10]),
        ("rules 7-10", [10]),
        ("guidelines 8 and 9", [9]),
        ("principle no. 5 of the four", [5]),
        ("which P comes seventh", [7]),
        ("what comes seventh in May", []),
        ("the steps take 5 to 9 days", []),
        ("the tenth C", [10]),
        ("the ninth of May, room 12", []),
        ("seven pillars", []),
        ("the 2nd time a customer asks for a refund", []),
    ],
)
def test_places_in_a_list_are_read(message, named):
    assert list(positions_in(normalise(message).split())) == named


@pytest.mark.parametrize(
    ("message", "counts", "beyond"),
    [
        ("the seventh pillar", SEVEN, 0),
        ("the eighth pillar", SEVEN, 1),
        ("the sixth pillar", ONE_OF_SEVEN, 0),
        ("the eighth pillar", ONE_OF_SEVEN, 1),
        ("the eighth pillar", NO_LIST, 0),
    ],
)
def test_a_place_behind_the_end_of_a_list_is_seen(message, counts, beyond):
    assert features(message, counts)["beyond"] == beyond


@pytest.mark.parametrize(
    ("message", "counts", "strange"),
    [
        ("take 4 away from the 7", SEVEN, 1),
        ("which one of the 7", SEVEN, 0),
        ("which 2 of the 7", ONE_OF_SEVEN, 0),
        ("take 4 away from the 7", NO_LIST, 0),
        ("the 7 pillars in 2024", SEVEN, 0),
    ],
)
def test_a_number_that_a_list_does_not_have_is_seen(message, counts, strange):
    assert features(message, counts)["strange_number"] == strange


@pytest.mark.parametrize(
    ("message", "beyond"),
    [
        ("what is the sixth welfare need", True),
        ("the second welfare need", False),
        ("the sixth pet I brought", False),
    ],
)
def test_what_an_entry_counts_numbers_its_list_in_the_singular_too(message, beyond):
    five_needs = EntryCounts(frozenset([Count(5, "need")]), frozenset([5]), frozenset(), listed=True)
    assert features(message, five_needs)["beyond"] == float(beyond)
