"""Rich text in JSON, as editors keep it, becomes Markdown."""

from __future__ import annotations

import json

import pytest

from bot.importing.readers.rich_text import is_rich, markdown_of
from tests.unit.importing.drafts import answers

PORTABLE = [
    {
        "_type": "block",
        "children": [{"_type": "span", "text": "At "}, {"_type": "span", "marks": ["strong"], "text": "nine"}],
    },
    {"_type": "block", "children": [{"_type": "span", "text": "Or ten."}]},
]
CONTENTFUL = {
    "nodeType": "document",
    "content": [
        {
            "nodeType": "paragraph",
            "content": [
                {"nodeType": "text", "value": "See "},
                {
                    "nodeType": "hyperlink",
                    "data": {"uri": "https://x.example"},
                    "content": [{"nodeType": "text", "value": "it", "marks": [{"type": "bold"}]}],
                },
            ],
        },
        {
            "nodeType": "unordered-list",
            "content": [
                {
                    "nodeType": "list-item",
                    "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": words}]}],
                }
                for words in ("brakes", "bells")
            ],
        },
    ],
}
EDITOR = {
    "time": 1,
    "blocks": [{"type": "paragraph", "data": {"text": "Ring."}}, {"type": "paragraph", "data": {"text": "Ride."}}],
}
SLATE = [{"type": "paragraph", "children": [{"text": "Ring "}, {"text": "now", "bold": True}]}]


@pytest.mark.parametrize(
    ("value", "made"),
    [
        (PORTABLE, "At **nine**\n\nOr ten."),
        (CONTENTFUL, "See [**it**](https://x.example)\n\n- brakes\n- bells"),
        (EDITOR, "Ring.\n\nRide."),
        (SLATE, "Ring **now**"),
        ({"type": "ordered-list", "children": [{"type": "item", "children": [{"text": "a"}]}]}, "1. a"),
    ],
    ids=["Portable Text", "Contentful", "Editor.js", "Slate", "numbers"],
)
def test_blocks_are_paragraphs_and_lists(value, made):
    assert is_rich(value)
    assert markdown_of(value) == made


@pytest.mark.parametrize(
    "value", [[], {}, "x", ["x"], [{"text": "x"}], {"text": "x"}, {"content": "x"}, [{"type": "x"}]]
)
def test_other_values_are_no_rich_text(value):
    assert not is_rich(value)


def test_rich_answers_are_read_under_any_usual_name():
    data = [{"question": "When?", "answer": PORTABLE}, {"title": "What?", "body": EDITOR}]
    made = answers("faq.json", json.dumps(data))
    assert made["When?"] == "At **nine**\n\nOr ten."
    assert made["What?"] == "Ring.\n\nRide."


def test_nodes_without_end_are_not_followed():
    node = {"type": "paragraph", "children": [{"text": "x"}]}
    for _ in range(100):
        node = {"type": "section", "children": [node]}
    assert markdown_of(node) == ""


def test_nodes_of_any_making_are_read_as_far_as_they_go():
    node = {
        1: 2,
        "type": "paragraph",
        "children": ["Ring ", {"text": "now", "marks": [["x"], {"type": "bold"}, 3]}, None, 5],
    }
    assert markdown_of(node)
    assert markdown_of({"type": "paragraph", "children": ["Ring ", {"text": "now", "marks": 3}]}) == "Ring now"
