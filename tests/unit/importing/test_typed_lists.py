"""Bullets and numbers that people type before paragraphs are lists."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block
from bot.importing.typed_lists import with_lists


def read(*texts):
    """Paragraphs with those texts: lists as lists of words, other blocks as words."""
    blocks = with_lists([Block("paragraph", text, line=place) for place, text in enumerate(texts, 1)])
    return [[item[0].text for item in block.items] if block.kind == "list" else block.text for block in blocks]


@pytest.mark.parametrize("mark", ["•", "- ", "\\- ", "– ", "* ", "✓ ", "\uf0b7\t"])
def test_typed_bullets_in_a_row_are_a_list(mark):
    assert read("We mend:", f"{mark}brakes", f"{mark}bells", "Bye.") == ["We mend:", ["brakes", "bells"], "Bye."]


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "{}\\. "])
def test_typed_numbers_that_count_from_one_are_a_numbered_list(form):
    made = with_lists([Block("paragraph", form.format(n) + "Ride.", line=n) for n in (1, 2, 3)])
    assert [(block.kind, block.ordered, block.line, block.end) for block in made] == [("list", True, 1, 3)]
    assert [item[0].text for item in made[0].items] == ["Ride."] * 3


def test_numbers_that_do_not_count_on_from_one_are_no_list():
    assert read("2. Ring.", "3. Ride.") == ["2. Ring.", "3. Ride."]
    assert read("1. Ring.", "3. Ride.") == ["1. Ring.", "3. Ride."]


def test_a_bullet_alone_is_a_paragraph():
    assert read("- 5 degrees", "It is cold.") == ["- 5 degrees", "It is cold."]


def test_numbered_questions_stay_paragraphs():
    assert read("1. When do you open?", "2. Where are you?") == ["1. When do you open?", "2. Where are you?"]


def test_a_numbered_list_and_bullets_below_it_are_two_lists():
    assert read("1. Ring.", "2. Ride.", "• brakes", "• bells") == [["Ring.", "Ride."], ["brakes", "bells"]]


@pytest.mark.parametrize("form", ["({}) ", "Step {}: ", "**Step {}:** ", "**Step {}**: ", "Schritt {} – "])
def test_steps_may_be_numbered_in_any_way(form):
    assert read("So:", form.format(1) + "Sit.", form.format(2) + "Wait.") == ["So:", ["Sit.", "Wait."]]


@pytest.mark.parametrize("end", ["\n", "\\\n"])
def test_lines_of_a_paragraph_that_begin_as_items_are_a_list(end):
    lines = ["So:", "1\\. Sit.", "2\\. Wait,", "as said.", "3\\. Go."]
    assert read(end.join(lines)) == ["So:", ["Sit.", "Wait,\nas said.", "Go."]]
    assert read(end.join(["• brakes", "• bells", "• lamps"])) == [["brakes", "bells", "lamps"]]


def test_lines_that_do_not_count_from_one_stay_a_paragraph():
    for text in ("We rang in\n1. May,\n4. June and\n9. July.", "So:\n1. Sit.\n2. Go.", "2. Sit.\n3. Wait.\n4. Go."):
        assert read(text) == [text]
