"""Whole addresses stay, relative ones are completed, and the rest become words."""

from __future__ import annotations

import pytest

from bot.importing.links import absolute, settled

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
