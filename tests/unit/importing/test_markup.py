"""Pieces of Markdown are made so that they read back as the words they were."""

from __future__ import annotations

import pytest

from bot.importing import markup


@pytest.mark.parametrize(
    "words",
    ["2 * 3", "a_b and _c_", "[x](y)", "a\\b", "`x`", "1 < 2", "~~no~~", "&amp; and &", "https://x.example/a_(b)"],
)
def test_escaped_words_read_back_as_they_were(words):
    assert markup.plain(markup.escape(words)) == words


def test_addresses_and_names_with_underscores_are_not_escaped():
    assert markup.escape("see https://x.example/_a_ or my_file") == "see https://x.example/_a_ or my_file"


def test_spaces_stay_outside_of_marks():
    assert markup.marked(" now ", "**") == " **now** "
    assert markup.marked("  ", "**") == "  "
    assert markup.marked("**now**", "**") == "**now**"


@pytest.mark.parametrize(("words", "span"), [("a  b", "`a b`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), (" ", "")])
def test_code_is_fenced_by_more_ticks_than_it_holds(words, span):
    assert markup.code(words) == span


def test_a_link_keeps_its_words_on_one_line_and_its_brackets_apart():
    assert markup.link(" the\nmap ", "https://x.example/a (b)") == " [the map](https://x.example/a%28b%29) "


@pytest.mark.parametrize(
    ("words", "address", "left"), [("#", "#a", ""), ("¶", "x", ""), ("map", "", "map"), ("", "x", "")]
)
def test_self_links_go_and_links_without_address_are_words(words, address, left):
    assert markup.link(words, address) == left


def test_plain_words_are_on_one_line_without_marks():
    assert markup.plain("**a**\n[b](c) \\\nd &amp; `e`") == "a b d & e"


def test_the_name_of_a_character_in_code_stays_that_name():
    assert markup.plain("Is `&nbsp;` a space?") == "Is &nbsp; a space?"
