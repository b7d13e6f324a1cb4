"""Two entries of one pack may share a wording: the section decides, or the person."""

from __future__ import annotations

import pytest

from bot.knowledge.loader import load
from bot.matching.decision import Ambiguous, Answered
from bot.matching.matcher import Matcher

PACK = """\
pack: shop
source: {title: Shop handbook}
entries:
  - {id: retail, section: Retail customers, question: How long is the return period?, answer: Thirty days.}
  - {id: trade, section: Wholesale customers, question: How long is the return period?, answer: Ten days.}
  - {id: hours, question: When are you open?, answer: From nine to five.}
"""


@pytest.fixture
def matcher(write_pack):
    return Matcher.over(load([write_pack(PACK)]))


@pytest.mark.parametrize("question", ["How long is the return period?", "how long is the return period please"])
def test_without_a_section_the_bot_asks_back(matcher, question):
    decision = matcher.match(question)
    assert isinstance(decision, Ambiguous)
    assert [match.entry.name for match in decision.matches] == ["retail", "trade"]
    assert [match.entry.label for match in decision.matches] == [
        "How long is the return period? (Retail customers)",
        "How long is the return period? (Wholesale customers)",
    ]


@pytest.mark.parametrize(("word", "name"), [("retail", "retail"), ("wholesale", "trade")])
def test_a_section_named_in_the_question_decides(matcher, word, name):
    decision = matcher.match(f"how long is the return period for {word} customers?")
    assert isinstance(decision, Answered)
    assert decision.best.entry.name == name


def test_a_word_that_both_sections_have_decides_nothing(matcher):
    assert isinstance(matcher.match("how long is the return period for customers?"), Ambiguous)


def test_other_entries_are_answered_as_ever(matcher):
    assert isinstance(matcher.match("when are you open"), Answered)
