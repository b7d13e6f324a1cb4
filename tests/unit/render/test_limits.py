"""Whatever a pack may hold, Slack takes what we make of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.service import Reply
from bot.knowledge.model import Entry
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.render.catalogue import search_options, suggested_prompts, topics_message
from bot.render.messages import (
    help_message,
    none_of_these_message,
    notice_message,
    private_message,
    reply_message,
    shared_message,
)
from tests.block_limits import option_problems, problems, units
from tests.unit.render.entries import accepted, answered, answers, entries, entry, knowledge_of, passages

several = st.lists(st.one_of(*(entries(name=name) for name in ("one", "two", "three"))), min_size=1, max_size=6)
thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(one=entries(), others=several)
def test_an_answer_is_within_limits(one: Entry, others: list[Entry]):
    """Every form of an answered message keeps Slack's limits, with any neighbours."""
    assert accepted(one)
    reply = answered(one, tuple(others), tuple(others[:3]))
    for message in (
        reply_message(reply, asker="U0ALICE"),
        private_message(reply),
        shared_message(reply, shared_by="U0ALICE", asker="U0ALICE"),
    ):
        assert problems(message.payload()) == []


@thorough
@given(question=passages(30_000), others=several)
def test_an_open_question_is_within_limits(question: str, others: list[Entry]):
    """So do the choices, and the way out, whatever was asked."""
    matches = tuple(Match(other, 0.5, "x") for other in others)
    replies = (Reply(question, Ambiguous(matches, "")), Reply(question, Abstained(matches, "")))
    made = [*map(reply_message, replies), *map(private_message, replies), none_of_these_message(matches)]
    for message in [*made, notice_message(question)]:
        assert problems(message.payload()) == []


@thorough
@given(others=several, page=st.integers(-2, 5))
def test_looking_around_is_within_limits(others: list[Entry], page: int):
    """So do help, topics, a topic's pages, prompts and the typeahead."""
    knowledge = knowledge_of(*others)
    topics = [None, *knowledge.by_topic]
    for message in [help_message(knowledge), *(topics_message(knowledge, topic=t, page=page) for t in topics)]:
        assert problems(message.payload()) == []
    assert option_problems(search_options(others)) == []
    assert all(0 < units(prompt["title"]) <= 75 for prompt in suggested_prompts(knowledge))


def test_the_generator_reaches_the_validators_budget():
    """The property tests above mean something: long answers are among those drawn."""
    from hypothesis import find

    long = find(answers(), lambda answer: sum(map(len, answer.pieces())) > 8_000, settings=settings(deadline=None))
    assert accepted(entry(answer=long))


@pytest.mark.parametrize("count", [99, 100, 101, 400])
def test_a_typeahead_offers_a_hundred_options_at_most(count: int):
    many = [entry(f"rule-{n}", topics=(f"topic-{n % 7}",)) for n in range(count)]
    offered = search_options(many)
    assert option_problems(offered) == []
    assert sum(len(group["options"]) for group in offered["option_groups"]) == min(count, 100)
