"""The bot says who it is as its settings and packs do."""

from __future__ import annotations

import pytest

from bot.answering.identity import identity_of
from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source


def pack(name, questions, *, title=None, subject=None, topics=()):
    entries = tuple(
        Entry(name, f"e{n}", question, Answer("text", text="x"), Source("T"), topics=topics)
        for n, question in enumerate(questions)
    )
    return Pack(name, entries, title, subject)


DESK = pack("desk", ["When is breakfast?", "Where do I park?"], title="Front Desk", subject="the front desk")
ROOMS = pack("rooms", ["Who cleans room 7?"], subject="the rooms")
BARE = pack("bare", ["What is this?"])


def test_the_bundled_bot_is_about_service_principles(bundled):
    me = identity_of(bundled)
    assert (me.name, me.command, me.card) == ("Service Principles", "/principle", "principle")
    assert me.about == "86 questions about service principles"
    assert len(me.examples) == 4
    assert all(any(entry.question == example for entry in bundled.entries) for example in me.examples)


@pytest.mark.parametrize(
    ("packs", "name", "about"),
    [
        ([DESK], "Front Desk", "2 questions about the front desk"),
        ([ROOMS], "Rooms", "1 question about the rooms"),
        ([DESK, ROOMS], "Answers", "3 questions about the front desk and the rooms"),
        ([DESK, BARE], "Answers", "3 questions about the front desk and more"),
        ([BARE], "Answers", "1 question"),
    ],
    ids=["a title", "a subject", "two subjects", "one without", "none"],
)
def test_name_and_subject_come_from_the_packs(packs, name, about):
    me = identity_of(Knowledge(packs))
    assert (me.name, me.about, me.card) == (name, about, "tip")


def test_beyond_three_subjects_the_others_are_more():
    packs = [pack(f"p{n}", ["Q?"], subject=subject) for n, subject in enumerate("abcd")]
    assert identity_of(Knowledge(packs)).subject == "a, b, c and more"


def test_the_settings_have_the_last_word():
    me = identity_of(Knowledge([DESK]), name="Ask Hotel", command="/hotel")
    assert (me.name, me.command) == ("Ask Hotel", "/hotel")


def test_examples_come_from_the_packs_in_turn_even_without_topics():
    assert identity_of(Knowledge([DESK, ROOMS])).examples == (
        "When is breakfast?",
        "Who cleans room 7?",
        "Where do I park?",
    )


def test_a_topic_comes_twice_rather_than_leaving_one_lonely_example():
    one_topic = pack("desk", ["When is breakfast?", "Where do I park?", "Is there a pool?"], topics=("stay",))
    assert len(identity_of(Knowledge([one_topic])).examples) == 3
