"""A question becomes a reply with what is worth reading next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.answering.service import MAX_RELATED
from bot.matching.decision import Abstained, Ambiguous, Answered


def ids(entries):
    return [entry.id for entry in entries]


def test_a_known_question_is_answered_by_its_entry(answering):
    reply = answering.ask("what are the 7 Cs")
    assert isinstance(reply.decision, Answered)
    assert reply.entry is answering.knowledge.by_id["riseup-principles/seven-cs"]
    assert reply.question == "what are the 7 Cs"


@pytest.mark.parametrize("question", ["what's for lunch", "the 9 pillars of customer service", ""])
def test_an_unknown_question_has_no_entry_and_nothing_related(answering, question):
    reply = answering.ask(question)
    assert not isinstance(reply.decision, Answered)
    assert reply.entry is None
    assert reply.related == ()


def test_top_bounds_the_matches(answering):
    assert len(answering.ask("what are the 7 pillars", top=1).decision.matches) == 1


def test_an_entry_that_a_person_chose_is_answered_with_certainty(answering):
    reply = answering.choose("pillars-faq/seven-pillars")
    assert isinstance(reply.decision, Answered)
    assert reply.decision.best.score == 1.0
    assert reply.question == reply.entry.question == "What are the 7 pillars of customer service?"
    assert "seven-pillars-article/seven-pillars" in ids(reply.decision.also)


@pytest.mark.parametrize("unknown", ["", "pillars-faq", "pillars-faq/", "pillars-faq/gone", "../etc", "a" * 5000])
def test_an_entry_that_is_gone_is_none_not_an_error(answering, unknown):
    assert answering.choose(unknown) is None


def test_related_entries_are_few_others_and_never_twins(answering):
    knowledge = answering.knowledge
    for entry in knowledge.entries:
        related = answering.related(entry)
        assert len(related) <= MAX_RELATED
        assert len(set(ids(related))) == len(related)
        for other in related:
            assert other is not entry
            assert not knowledge.are_twins(entry, other)
            assert other.answer.kind != "none", "nobody is sent to a question without an answer"


def test_a_part_leads_to_its_list_first_and_a_list_to_its_parts(answering):
    by_id = answering.knowledge.by_id
    assert ids(answering.related(by_id["seven-pillars-article/sincerity"]))[0] == "seven-pillars-article/seven-pillars"
    parts = ids(answering.related(by_id["service-program-blog/four-pillars-program"]))
    assert parts == [
        "service-program-blog/philosophy",
        "service-program-blog/systems",
        "service-program-blog/decisions",
    ]


def test_nothing_typed_suggests_everything_in_pack_order(answering):
    assert answering.suggest("", limit=1000) == answering.knowledge.entries
    assert answering.suggest("  ", limit=3) == answering.knowledge.entries[:3]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("angr", "pillars-faq/angry-customer"), ("What is excellent ser", "basic-principles-faq/excellent-delivery")],
)
def test_a_word_half_typed_suggests_what_has_it(answering, typed, first):
    assert answering.suggest(typed, limit=5)[0].id == first


def test_suggestions_keep_to_the_limit_and_each_stands_once(answering):
    suggested = answering.suggest("customer", limit=100)
    assert len(set(ids(suggested))) == len(suggested) <= 100
    assert len(answering.suggest("customer", limit=4)) == 4


def test_nonsense_suggests_nothing(answering):
    assert answering.suggest("zzyzx qqq") == ()


def test_threads_may_ask_at_once(answering):
    """Slack's listeners share one service: what others ask at the same time changes no reply."""
    questions = ["what are the 7 Cs", "an angyr custmer", "the 9 pillars", "lunch", "rule of seven"] * 8
    alone = [answering.ask(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(answering.ask, questions)) == alone


def test_every_reply_is_one_of_three(answering):
    for question in ("what are the 7 Cs", "pillars of democracy", "lunch"):
        assert isinstance(answering.ask(question).decision, (Answered, Ambiguous, Abstained))
