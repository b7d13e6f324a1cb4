"""What asks, and the words of a question without what stands around them."""

from __future__ import annotations

import pytest

from bot.importing.wording import (
    LONGEST_QUESTION,
    asks,
    begins_asking,
    cleaned,
    ends_asking,
    labelled,
    split_after_question,
)


@pytest.mark.parametrize(
    "words",
    [
        "How do I pay",
        "What's open",
        "Can I ride here",
        "Are the lamps bright?",
        "The bell is broken. Now what?",
        "“Who rings?”",
        "Wann habt ihr auf?",
        "Où est-ce ?",
        "¿Cuándo abrís?",
        "Where is it? ›",
        "Is it loud? :)",
    ],
)
def test_questions_ask(words):
    assert asks(cleaned(words))


@pytest.mark.parametrize(
    "words",
    [
        "Getting started",
        "Do not ring",
        "How do I pay? - Bike shop",
        "How do I ...",
        "Office and IT: how do I…?",
        "How we work: a guide, in parts:",
        "When you come. Then ring.",
        "Is wifi",
    ],
)
def test_headings_titles_of_pages_and_begun_sentences_do_not_ask(words):
    assert not asks(words)


def test_a_passage_with_a_question_at_its_end_does_not_ask():
    assert ends_asking("w" * (LONGEST_QUESTION - 1) + "?")
    assert not ends_asking("w" * LONGEST_QUESTION + "?")
    assert not asks("How " + "it goes on " * 20)


def test_verbs_that_begin_much_else_ask_only_with_a_mark():
    assert (begins_asking("Are dogs welcome?"), begins_asking("Are dogs welcome")) == (True, False)


@pytest.mark.parametrize(
    "written",
    [
        "Q: When?",
        "**Q3.** When?",
        "Question 4) When?",
        "FAQ #2: When?",
        "Q7 When?",
        "12. When?",
        "(3) When?",
        "3.1 When?",
        "IV. When?",
        "b) When?",
        "🚲 When?",
        "1️⃣ When?",
        "Frage 3: When?",
        ":bike: When?",
        "→ When? ›",
        "[When?](#when) #",
        "*When?*",
        "When? ¶",
    ],
)
def test_labels_numbers_icons_and_self_links_are_no_part_of_a_question(written):
    assert cleaned(written) == "When?"


@pytest.mark.parametrize("words", ["4 bells: which?", "2024 prices?", ".env files?", "“When?” who asks?"])
def test_words_that_only_look_like_numbers_and_signs_stay(words):
    assert cleaned(words) == words


def test_a_label_says_that_a_question_follows():
    assert labelled("Q: I lost my bell")
    assert labelled("Q2 My bell")
    assert not labelled("Quality: good")
    assert not labelled("Q fever")


def test_a_line_is_cut_after_its_first_question_mark():
    assert split_after_question("**When?** Now. Why?") == ("**When?**", "Now. Why?")
    assert split_after_question("See x.example/?a=b now") == ("See x.example/?a=b now", "")
