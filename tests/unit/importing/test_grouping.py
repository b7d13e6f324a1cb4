"""Sections below the announcement of a number are the points of a list."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block, Found
from bot.importing.grouping import grouped

SECTIONS = [Found(words, (Block("paragraph", "So."),), asks=False) for words in ("Look", "Ring", "Wait")]


def whole(question, *texts, asks=False):
    """A question with paragraphs, and the sections that may be its points."""
    body = tuple(Block("paragraph", text) for text in texts)
    return grouped([Found(question, body, asks=asks), *SECTIONS])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Riding in town", "Well. Here are the 3 rules:"),
        ("The 3 rules of riding", "They matter."),
        ("Riding in town", "There are three rules. They matter."),
    ],
    ids=["last words", "heading", "any sentence"],
)
def test_a_number_announces_the_sections_below(question, text):
    made = whole(question, text)
    assert [item[0].text for item in made.found[0].body[-1].items] == ["Look", "Ring", "Wait"]
    assert made.parents == {1: 0, 2: 0, 3: 0}
    assert made.found[0].asks


def test_a_heading_with_a_number_becomes_a_question_and_stays_an_alias():
    made = whole("Know the 3 rules of riding:", "They matter.").found[0]
    assert (made.question, made.aliases) == ("What are the 3 rules of riding?", ("Know the 3 rules of riding:",))


def test_a_question_stays_as_it_was_asked():
    made = whole("What are the 3 rules?", "They matter.", asks=True).found[0]
    assert (made.question, made.aliases) == ("What are the 3 rules?", ())


@pytest.mark.parametrize(
    ("question", "text"),
    [("The 9 rules of riding", "They matter."), ("The 2 rules of riding", "They matter."), ("Riding", "It matters.")],
    ids=["too few sections", "too few points", "no number"],
)
def test_without_so_many_sections_nothing_is_grouped(question, text):
    assert not whole(question, text).parents


def test_questions_are_no_points():
    made = grouped([Found("The 3 rules", (Block("paragraph", "x"),)), *[Found("When?", asks=True)] * 3])
    assert not made.parents


def test_an_answer_with_a_list_of_its_own_needs_no_sections():
    body = (Block("list", items=((Block("paragraph", "x"),),)),)
    assert not grouped([Found("The 3 rules", body, asks=False), *SECTIONS]).parents
    assert not grouped([Found("The 3 rules", (), asks=False), *SECTIONS]).parents
