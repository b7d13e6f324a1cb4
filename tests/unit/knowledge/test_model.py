"""Entries know their family: the list they are part of, their parts, and their twins."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack, Source
from bot.knowledge.wordings import fold_wording


def entry(pack, name, **fields):
    return Entry(pack, name, fields.pop("question", f"{pack} {name}?"), Answer("text", text="x"), Source("T"), **fields)


@pytest.fixture
def knowledge():
    return Knowledge(
        [
            Pack(
                "one",
                (
                    entry("one", "list", question="What are the 7 C's?", topics=("b", "a")),
                    entry("one", "first", part_of="list", topics=("a",)),
                    entry("one", "second", part_of="list", twins=("two/second",)),
                ),
            ),
            Pack("two", (entry("two", "second"), entry("two", "list", aliases=("what are the 7 cs",), twins=("x/y",)))),
        ]
    )


def ids(entries):
    return [entry.id for entry in entries]


def test_entries_are_found_by_their_full_id(knowledge):
    assert knowledge.by_id["two/second"].name == "second"
    assert len(knowledge.by_id) == len(knowledge.entries) == 5


def test_topics_stand_in_alphabetical_order(knowledge):
    assert {topic: ids(entries) for topic, entries in knowledge.by_topic.items()} == {
        "a": ["one/list", "one/first"],
        "b": ["one/list"],
    }
    assert list(knowledge.by_topic) == ["a", "b"]


def test_a_list_knows_its_parts_and_they_know_it(knowledge):
    whole, first, second = knowledge.packs[0].entries
    assert knowledge.parts_of(whole) == (first, second)
    assert knowledge.parent_of(first) is whole
    assert knowledge.siblings_of(first) == (second,)
    assert knowledge.parent_of(whole) is None
    assert knowledge.siblings_of(whole) == knowledge.parts_of(first) == ()


def test_twins_share_a_wording_or_are_declared_by_either_side(knowledge):
    assert ids(knowledge.twins_of(knowledge.by_id["one/list"])) == ["two/list"]
    assert ids(knowledge.twins_of(knowledge.by_id["two/second"])) == ["one/second"]
    assert ids(knowledge.twins_of(knowledge.by_id["one/second"])) == ["two/second"]
    assert knowledge.twins_of(knowledge.by_id["one/first"]) == ()


def test_being_twins_is_mutual_and_nobody_is_their_own(knowledge):
    for one in knowledge.entries:
        assert not knowledge.are_twins(one, one)
        for other in knowledge.entries:
            assert knowledge.are_twins(one, other) == knowledge.are_twins(other, one)


def test_equal_wordings_of_one_pack_make_no_twins():
    same = Knowledge([Pack("one", (entry("one", "a", question="Q?"), entry("one", "b", question="q")))])
    assert same.twins_of(same.entries[0]) == ()


def test_wordings_are_the_question_and_every_alias(knowledge):
    assert knowledge.by_id["two/list"].wordings == ("two list?", "what are the 7 cs")


def test_an_answer_tells_its_quotations_in_reading_order():
    answer = Answer("steps", "intro", (Item("one", "more"), Item("two")), None, "outro")
    assert answer.pieces() == ("intro", "one", "more", "two", "outro")


@pytest.mark.parametrize(
    "wording",
    [
        "What are the 7 C's?",
        "what are the 7 Cs",
        "  WHAT  are the 7 C’s…",
        "What, are: the 7_Cs!",
        "ｗhat are the 7 cs",
    ],
)
def test_case_spacing_and_punctuation_do_not_make_another_wording(wording):
    assert fold_wording(wording) == "what are the 7 cs"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where is the C++ guide?", "Where is the C# guide?"),
        ("Where is the C guide?", "where is the c+ guide"),
        ("a .NET course", "a net course"),
        ("What does 🎉 mean?", "what does 🐛 mean"),
        ("What does + do?", "what does * do?"),
        ("🇩🇪", "🇫🇷"),
    ],
)
def test_signs_that_make_another_name_make_another_wording(one, other):
    assert fold_wording(one) != fold_wording(other)


@pytest.mark.parametrize(("one", "other"), [("C#!", "c#"), ("*the guide*", "the guide"), ("👍🏽", "👍🏿"), ("#7", "7")])
def test_signs_around_a_word_do_not(one, other):
    assert fold_wording(one) == fold_wording(other)


@pytest.mark.parametrize("other", ["what are the 6 cs", "what are the 7 ps", "what are the seven cs", "7 cs what are"])
def test_other_words_make_another_wording(other):
    assert fold_wording(other) != "what are the 7 cs"
