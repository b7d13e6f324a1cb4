"""Two questions in one message are read as two; known ones are never denied together."""

from __future__ import annotations

import pytest

from bot.knowledge.loader import load
from bot.matching.decision import Ambiguous, Answered
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise
from bot.matching.several import questions_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What are the 7 Cs? And what is the rule of 7?", ["what are the 7 c ?", "what is the rule of 7 ?"]),
        ("what are the 7 Cs and the 6 pillars", ["what are the 7 c", "what are the 6 pillars"]),
        ("what are the 7 Cs and what is the rule of 7", ["what are the 7 c", "what is the rule of 7"]),
        ("list the 7 Cs, and also the 6 pillars please", ["list the 7 c", "list the 6 pillars please"]),
        ("who is Dale Carnegie\nwhat are the 4 Ps", ["who is dale carnegie", "what are the 4 p"]),
    ],
)
def test_a_message_that_asks_twice_is_two_questions(message, questions):
    assert questions_in(normalise(message)) == questions


@pytest.mark.parametrize(
    "message",
    [
        "",
        "what are the 7 Cs",
        "what are the do's and don'ts",
        "How do I greet and seat a guest?",
        "I was told off. What are the 7 Cs?",
        "what are the 7 Cs? what are the 7 Cs?",
        "two questions: what is the rule of 7",
        "what are the 7 Cs? " + "and so on " * 20,
        "why? how? when? who? where? what?",
    ],
)
def test_any_other_message_is_not(message):
    assert questions_in(normalise(message)) == []


@pytest.mark.parametrize(
    ("message", "ids"),
    [
        ("what are the 7 Cs and the 6 pillars", {"riseup-principles/seven-cs"}),
        (
            "what are the 6 pillars of retail and the 7 Cs?",
            {"basic-principles-faq/retail-pillars", "riseup-principles/seven-cs"},
        ),
        (
            "what is the rule of 7? and who wrote the book, I mean is Dale Carnegie's worth reading?",
            {"riseup-principles/rule-of-seven"},
        ),
        (
            "what are the 7 Cs? and what is the rule of 7 strategy?",
            {"riseup-principles/seven-cs", "riseup-principles/rule-of-seven"},
        ),
        (
            "How do I handle an angry customer, and what are the 7 Cs?",
            {"pillars-faq/angry-customer", "riseup-principles/seven-cs"},
        ),
    ],
)
@pytest.mark.parametrize("top", [1, 3])
def test_each_is_answered(matcher, message, ids, top):
    decision = matcher.match(message, top=top)
    assert isinstance(decision, Ambiguous)
    assert decision.each
    assert ids <= {match.entry.id for match in decision.matches}
    assert decision.reason == "The message asks more than one question; each of these answers one of them."


@pytest.mark.parametrize(
    "message", ["two questions: what is the rule of 7 strategy", "I have 2 questions. What is the rule of 7?"]
)
def test_saying_how_many_questions_there_are_counts_no_list(matcher, message):
    decision = matcher.match(message)
    assert isinstance(decision, Answered)
    assert decision.best.entry.id == "riseup-principles/rule-of-seven"


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("what are the 7 Cs and the 9 pillars", "No list of 9 pillars is known here."),
        ("what are the 7 Cs? how do I cook rice?", "Nothing known here comes near enough to answer this."),
        ("what are the 7 Cs, and where do I park?", "Nothing known here comes near enough to answer this."),
    ],
)
def test_of_a_known_and_an_unknown_question_one_is_answered_and_the_other_named(matcher, message, reason):
    decision = matcher.match(message)
    assert isinstance(decision, Answered)
    assert decision.best.entry.id == "riseup-principles/seven-cs"
    assert decision.besides.reason == reason
    assert decision.reason == f"The message asks more than one question. {reason}"


@pytest.mark.parametrize(
    "message",
    [
        "what are the 7 Cs? how do I use them?",
        "what are the 7 Cs? What is their order?",
        "The 7 Cs, I heard of those. Which seven?",
        "what are the 7 Cs? what else?",
    ],
)
def test_a_question_that_goes_on_about_the_first_is_no_other_one(matcher, message):
    assert matcher.match(message).besides is None


def test_answers_come_in_the_order_of_their_questions_and_scores_never_rise(matcher):
    for message in ("what is the rule of 7, and what are the 7 Cs?", "what are the 7 Cs, and what is the rule of 7?"):
        matches = matcher.match(message).matches
        assert ("rule" in matches[0].entry.name) == message.startswith("what is the rule")
        assert matches[0].score >= matches[1].score


CLINIC = """
pack: clinic
source: {title: Front desk}
entries:
  - {id: hours, question: When is the clinic open?, aliases: [opening hours], answer: From eight to six.}
  - {id: park, question: Where can I park?, answer: Behind the house.}
  - {id: copy, question: How do I get a copy of my records?, answer: At the desk.}
  - {id: bloods, question: Can I eat and drink before a blood test?, answer: Only water.}
"""


@pytest.fixture
def clinic(write_pack):
    return Matcher.over(load([write_pack(CLINIC, name="clinic.yaml")]))


@pytest.mark.parametrize("message", ["copy of my records and opening hours", "opening hours and where to park"])
def test_two_things_that_are_named_without_asking_are_both_answered(clinic, message):
    decision = clinic.match(message)
    assert isinstance(decision, Ambiguous)
    assert decision.each
    assert "clinic/hours" in {match.entry.id for match in decision.matches}


@pytest.mark.parametrize("message", ["can I eat and drink before a blood test", "opening hours and rain"])
def test_a_joint_question_stays_one(clinic, message):
    decision = clinic.match(message)
    assert not getattr(decision, "each", False)


def test_a_second_question_that_is_near_to_others_is_not_dropped(clinic):
    decision = clinic.match("where can I park, and what is the wifi password?")
    assert isinstance(decision, Answered)
    assert decision.besides.question == "what is the wifi password"


def test_what_follows_an_unknown_question_is_offered_for_it_may_be_about_that(matcher):
    decision = matcher.match("how do I cook rice, and what are the 7 Cs?")
    assert isinstance(decision, Ambiguous)
    assert not decision.each
    assert decision.matches[0].entry.id == "riseup-principles/seven-cs"
    assert decision.besides.question == "how do i cook rice"


def test_a_single_word_behind_and_belongs_to_what_stands_before_it(matcher):
    decision = matcher.match("kindly tell the pillars of customer service which include courtesy and helpfulness")
    assert not getattr(decision, "each", False)
