"""What stands on pages and answers nothing."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block
from bot.importing.litter import PLACEHOLDER, is_litter, is_litter_heading, without_litter_lines


@pytest.mark.parametrize(
    "words", ["Table of Contents", "**Related articles**", "Was this helpful?", "Still need help?"]
)
def test_headings_around_a_page_open_nothing(words):
    assert is_litter_heading(words)
    assert not is_litter_heading("Related bikes")


@pytest.mark.parametrize(
    "words",
    [
        "[Read more »](https://x.example)",
        "Learn more about bells",
        "↑ Back to top",
        "Last updated: May 2, 2024",
        "Posted by Kim on Monday",
        "12 Comments",
        "Was this page helpful? Yes No",
        "© 2024 Bell Ltd.",
        "Edit this page on the wiki",
        "Print this page",
        "* * *",
        "",
    ],
)
def test_lines_around_an_answer_are_litter(words):
    assert is_litter(Block("paragraph", words))


@pytest.mark.parametrize("words", ["Read more books.", "Topics are below.", "5 comments on riding well are here: x"])
def test_sentences_that_begin_like_litter_stay(words):
    assert not is_litter(Block("paragraph", words))
    assert not is_litter(Block("code", "* * *"))


def test_a_way_back_at_the_end_of_a_paragraph_goes():
    block = Block("paragraph", "At nine.\\\n[Back to top](#top)")
    assert without_litter_lines(block).text == "At nine."
    kept = Block("paragraph", "At nine.\\\nBack to top")
    assert without_litter_lines(kept) == kept


@pytest.mark.parametrize("words", ["To do", "**TBD**", "Coming soon...", "To be announced.", "???", "Lorem ipsum"])
def test_promises_of_an_answer_are_placeholders(words):
    assert PLACEHOLDER.fullmatch(words)
    assert not PLACEHOLDER.fullmatch("Coming soon to Bell Street.")
