"""A Markdown list is the list that `items` would make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.knowledge.model import Answer, Item
from bot.knowledge.passages import as_list, blocks_of, in_markdown, plain_answer, plain_words
from bot.markup import passages, read, read_plain
from tests.unit.markup.marked import markdown


def listed(text: str) -> Answer:
    return as_list(Answer("text", text=text))


def test_a_list_in_a_text_becomes_items():
    assert listed("- Road: 6.5 bar\n- MTB: 1.8 bar\n") == Answer(
        "bullets", items=(Item("Road: 6.5 bar"), Item("MTB: 1.8 bar"))
    )


def test_words_around_it_are_intro_and_outro():
    answer = listed("First **this**:\n1. Count\n2. Sign\n\nThat is *all*.")
    assert answer == Answer("steps", "First **this**:", (Item("Count"), Item("Sign")), None, "That is *all*.")


def test_a_list_under_a_point_is_its_items():
    answer = listed("1. Count\n   - coins\n     1. pounds\n   - notes\n2. Sign")
    coins = Item("coins", items=(Item("pounds"),), kind="steps")
    assert answer.items == (Item("Count", items=(coins, Item("notes"))), Item("Sign"))


def test_a_point_keeps_its_code_and_paragraphs():
    answer = listed("1. Run\n\n   ```\n   till\n     stop\n   ```\n2. Wait\n\n   a minute")
    assert answer.items == (Item("Run\n\n```\ntill\n  stop\n```"), Item("Wait\n\na minute"))


def test_what_is_not_one_list_stays_a_text():
    for text in (
        "- a\n\nand\n\n1. b",
        "3. c\n4. d",
        "> - a",
        "-\n- b",
        "a\n- b\n\n[r]: https://a.example\n\n- [r]",
        "no list",
    ):
        assert listed(text) == Answer("text", text=text)
    plain = Answer("text", text="- a\n- b", format="plain")
    assert as_list(plain) is plain


@pytest.mark.thorough
@settings(max_examples=300)
@given(markdown())
def test_taking_a_list_apart_changes_nothing_that_is_shown(source):
    assert blocks_of(listed(source)) == read(source)


@pytest.mark.thorough
@settings(max_examples=300)
@given(markdown())
def test_plain_words_written_as_markdown_are_the_same_words(source):
    """So that a quotation and a Markdown text can stand on one card."""
    plain = Answer("text", text=source, format="plain")
    made = in_markdown(plain)
    assert "".join("".join(passages(blocks_of(made))).split()) == "".join("".join(passages(read_plain(source))).split())


def test_the_matcher_reads_words_without_markup():
    answer = Answer(
        "bullets", "**Go** to", (Item("[the desk](https://a.example)", "`now`", (Item("*left*"),)),), None, "~~Bye~~"
    )
    assert plain_answer(answer).pieces() == ("Go to", "the desk", "now", "left", "Bye")
    assert plain_words("1. a\n2. b", "markdown") == "a\nb"
