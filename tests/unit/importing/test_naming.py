"""Ids say what a question is about, and each is given once."""

from __future__ import annotations

from bot.importing.naming import LONGEST_ID, Names


def test_an_id_is_the_telling_words_of_its_question():
    assert Names().of("How do I return Kim’s bike?") == "return-kims-bike"


def test_a_question_of_small_words_is_named_by_them():
    assert Names().of("Who is it?") == "who-is-it"
    assert Names().of("???") == "question"


def test_one_id_is_never_given_twice():
    names = Names()
    assert [names.of(words) for words in ("A bell?", "The bell 2?", "Bell?", "Bell!")] == [
        "bell",
        "bell-2",
        "bell-3",
        "bell-4",
    ]


def test_long_ids_end_with_a_whole_word():
    name = Names().of("bell " * 40)
    assert len(name) <= LONGEST_ID
    assert set(name.split("-")) == {"bell"}
    assert len(Names().of("b" * 90)) == LONGEST_ID
