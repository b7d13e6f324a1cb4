"""The number of points that words promise; measures and places promise none."""

from __future__ import annotations

import pytest

from bot.importing.counting import promised


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("What are the 7 rules of riding?", 7),
        ("Which four parts does a brake have?", 4),
        ("Name twelve good old bells that ring", 12),
        ("Here are 5 things to do", 5),
        ("5 ways to lock a bike", 5),
        ("Three Big Mistakes", 3),
        ("What's the difference between the 3 plans?", 3),
    ],
)
def test_a_number_of_things_is_promised(words, number):
    assert promised(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "What happens after the 14 days?",
        "3 hours later",
        "What are the 30 kilometres for?",
        "Which is the first of the 3 rules?",
        "What is the best of the 5 bells?",
        "Where is room 7?",
        "What is the 1 rule of riding bikes?",
        "When do you open?",
    ],
)
def test_measures_places_and_names_promise_nothing(words):
    assert promised(words) is None
