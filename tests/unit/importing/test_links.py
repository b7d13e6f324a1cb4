"""Whole addresses stay, relative ones are completed, and the rest become words."""

from __future__ import annotations

import pytest

from bot.importing.links import absolute, settled
from tests.unit.importing.drafts import answers, comments

BASE = "https://x.example/help/faq"


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://y.example/a", "https://y.example/a"),
        ("mailto:kim@x.example", "mailto:kim@x.example"),
        ("tel:+1", "tel:+1"),
        ("//y.example/a", "https://y.example/a"),
        ("../map", "https://x.example/map"),
        ("javascript:ring()", None),
        ("data:text/html,x", None),
        ("//[", "https://[["[:-1]),
    ],
)
def test_addresses_are_completed_or_dropped(address, whole):
    assert absolute(address, BASE) == whole


def test_a_relative_address_needs_its_start():
    assert absolute("../map", None) is None
    assert absolute("a]b[", "https://[x/") is None


def test_every_part_of_an_answer_is_settled_and_code_is_not():
    answer = {
        "kind": "bullets",
        "intro": "[a](b) and `[a](b)`",
        "items": ["[c](d)", "```\n[c](d)\n```"],
        "outro": "[e](#f) [g](https://x.example)",
    }
    assert settled(answer, None) == ["b", "d"]
    assert answer == {
        "kind": "bullets",
        "intro": "a and `[a](b)`",
        "items": ["c", "```\n[c](d)\n```"],
        "outro": "e [g](https://x.example)",
    }


def test_brackets_that_the_author_escaped_are_no_link():
    answer = {"kind": "text", "text": r"\[a](b) and [x \] y](z)"}
    assert settled(answer, None) == ["z"]
    assert answer["text"] == r"\[a](b) and x \] y"


@pytest.mark.parametrize("address", ["file:///c/prices.txt", "javascript:ring(1)", "vbscript:ring", "data:text/html,x"])
@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("faq.md", "## Where are the prices?\n\nOn [our list]({}).\n\n## When?\n\nNow.\n"),
        ("faq.md", "## Where are the prices?\n\nOn [our list][l].\n\n## When?\n\nNow.\n\n[l]: {}\n"),
        ("faq.csv", 'Question,Answer\nWhere are the prices?,"On [our list]({})."\n'),
        ("faq.html", "<html><h2>Where are the prices?</h2><p>On <a href='{}'>our list</a>.</p>"),
        ("faq.rst", "Where are the prices?\n=====================\n\nOn `our list <{}>`__.\n\nWhen?\n=====\n\nNow.\n"),
    ],
)
def test_a_link_that_no_chat_opens_becomes_words_in_every_format_and_is_told(name, document, address):
    document = document.format(address)
    assert answers(name, document)["Where are the prices?"] == "On our list."
    assert any("lead to no page" in comment for comment in comments(name, document))
