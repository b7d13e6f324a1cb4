"""Meanings are compared where words do not settle a question, and only there; what comes near is offered."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.decision import Ambiguous, Answered
from bot.matching.explain import explain
from bot.matching.matcher import SETTLED, Matcher


def test_what_is_near_in_meaning_is_found_without_a_common_word(meaning_matcher, matcher):
    question = "the lady on the line is furious and shouting, what now"
    reading = meaning_matcher.read(question)
    assert {"near_wording", "near_body", "lead_wording"} < set(reading.features)
    assert reading.weights is meaning_matcher.weights_by_meaning
    assert "near_wording" not in matcher.read(question).features


def test_where_words_settle_it_no_meaning_is_looked_at(bundled, matcher):
    def never():
        raise AssertionError("asked for vectors")

    settled = Matcher(bundled, matcher.index, meaning=never)
    assert isinstance(settled.match("What are the 7 C's of quality customer service?"), Answered)
    assert matcher.read("what are the 7 Cs of customer service").sure >= SETTLED
    assert isinstance(settled.match("what are the 7 Cs of customer service"), Answered)
    assert settled.suggest("angry customer")


def test_words_answer_while_the_vectors_are_not_there(bundled, matcher):
    waiting = Matcher(bundled, matcher.index, meaning=lambda: None)
    question = "a client shouts, what shall I do"
    assert waiting.match(question) == matcher.match(question)


def test_an_entry_that_alone_shares_a_word_is_offered_beside_the_likest():
    source = Source("Bike handbook")
    entries = (
        Entry("bikes", "tyres", "How do I pump up a tyre?", Answer("text", text="Ask."), source),
        Entry("bikes", "brakes", "Which brakes do you fit?", Answer("text", text="Disc."), source),
    )
    unsure = Matcher.over(Knowledge([Pack("bikes", entries)]))
    unsure.weights = replace(unsure.weights, answer_at=0.99, offer_at=0.01)
    decision = unsure.match("is a flat tyre my own problem")
    assert isinstance(decision, Ambiguous)
    assert [match.entry.name for match in decision.matches] == ["tyres", "brakes"]


def test_the_explanation_tells_what_is_close_in_meaning(meaning_matcher, matcher):
    question = "my customer hollers down the line at me"
    assert 'close in meaning to "' in explain(meaning_matcher, question).candidates[0].meant
    assert explain(matcher, question).candidates[0].meant == ""
