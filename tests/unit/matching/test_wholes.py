"""Who names some of a list and asks for the rest gets the list; who asks about one of it gets that one."""

from __future__ import annotations

import pytest

from bot.matching.decision import Answered


def first(matcher, question):
    return matcher.match(question).matches[0].entry.id


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        (
            "adaptability and efficiency are two of the principles, name the others",
            "riseup-principles/seven-principles",
        ),
        ("efficiency, accountability: what are the remaining principles", "riseup-principles/seven-principles"),
        ("efficiency and adaptability belong to which principles", "riseup-principles/seven-principles"),
        ("the pillars begin with sincerity, and then?", "seven-pillars-article/seven-pillars"),
        ("adaptability is one of the principles, what are the others", "riseup-principles/seven-principles"),
        ("courtesy, professionalism and then?", "seven-pillars-article/seven-pillars"),
        ("professionalism and courtesy, which pillars do they belong to", "seven-pillars-article/seven-pillars"),
    ],
)
def test_who_asks_for_the_rest_gets_the_list(matcher, meaning_matcher, question, whole):
    assert first(matcher, question) == whole
    assert first(meaning_matcher, question) == whole


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("what does the helpfulness pillar say", "seven-pillars-article/helpfulness"),
        ("what belongs to the courtesy pillar", "seven-pillars-article/courtesy"),
        ("adaptability principle", "riseup-principles/adaptability"),
        ("does accountability mean following through on commitments", "riseup-principles/accountability"),
    ],
)
def test_who_asks_about_one_of_a_list_gets_that_one(matcher, question, part):
    decision = matcher.match(question)
    assert isinstance(decision, Answered)
    assert decision.best.entry.id == part


def test_a_part_that_is_asked_for_word_for_word_stays_first(matcher, bundled):
    for entry in bundled.entries:
        if bundled.parent_of(entry):
            for wording in entry.wordings:
                assert wording in matcher.match(wording).matches[0].entry.wordings
