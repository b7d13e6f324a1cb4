"""Which part of an answer becomes its items, and when it is text after all."""

from __future__ import annotations

from bot.importing.blocks import Block
from bot.importing.readers import markdown
from bot.importing.shape import shaped
from bot.knowledge.validation import BLOCK_BUDGET


def shape(text, question="How?"):
    """The shape of a Markdown answer."""
    return shaped(question, markdown.blocks_of(text))


def test_nothing_is_none():
    assert shaped("How?", [Block("break")]).answer == {"kind": "none"}


def test_numbers_are_steps_and_marks_are_bullets():
    assert shape("1. a\n2. b").answer == {"kind": "steps", "items": ["a", "b"]}
    assert shape("- a\n- b").answer == {"kind": "bullets", "items": ["a", "b"]}


def test_a_list_of_one_item_is_text():
    assert shape("So:\n\n- a").answer == {"kind": "text", "text": "So:\n\n- a"}


def test_a_numbered_list_that_begins_anew_is_a_second_list():
    made = shape("1. a\n2. b\n\nThen:\n\n1. c\n2. d\n3. e")
    assert made.answer == {"kind": "steps", "intro": "1. a\n2. b\n\nThen:", "items": ["c", "d", "e"]}
    assert made.doubts == ["the answer has 2 lists; the longest is taken for its points"]


def test_a_list_below_one_heading_is_still_the_answer():
    made = shape("**Rules**\n\n- a\n- b\n\n**More**\n\n- c\n- d\n- e")
    assert made.answer == {
        "kind": "bullets",
        "intro": "**Rules**",
        "items": ["a", "b"],
        "outro": "**More**\n\n- c\n- d\n- e",
    }


def test_an_item_too_long_for_a_message_makes_the_answer_text():
    made = shape(f"- {'x' * (BLOCK_BUDGET + 1)}\n- b")
    assert made.answer["kind"] == "text"


def test_a_series_that_is_asked_for_as_steps_is_steps():
    question = "What are the 3 steps of riding?"
    made = shape("They are looking, ringing and riding.", question)
    assert (made.answer["kind"], made.answer["items"]) == ("steps", ["looking", "ringing", "riding"])
    assert made.doubts == ["the list was cut out of running text: see whether each point is whole"]


def test_points_that_a_page_left_out_are_said():
    made = shape("Look. ... Ring. ... Wait. ... More items...")
    assert made.doubts[-1] == "the document says that there are more points than these"


def test_a_single_item_in_running_text_is_cut_too():
    assert shape("- • a • b • c").answer["items"] == ["a", "b", "c"]


def test_answers_in_many_blocks_are_not_searched_for_series():
    text = "They are looking, ringing and riding.\n\nYes.\n\nReally."
    assert shape(text, "What are the 3 steps?").answer["kind"] == "text"


def test_bullets_that_are_a_list_each_are_one_list():
    lists = [Block("list", items=((Block("paragraph", words),),)) for words in ("a", "b", "c")]
    assert shaped("How?", lists).answer == {"kind": "bullets", "items": ["a", "b", "c"]}
    lists[1:1] = [Block("paragraph", "or")]
    assert shaped("How?", lists).answer == {"kind": "bullets", "intro": "- a\n\nor", "items": ["b", "c"]}
