"""Looking around: topics, pages, prompts and the typeahead."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Knowledge, Pack
from bot.render import ids
from bot.render.catalogue import search_options, suggested_prompts, topics_message
from tests.unit.render.entries import entry, knowledge_of, text_entry

PILLARS = knowledge_of(*(entry(f"pillar-{n}", topics=("pillars",)) for n in range(23)))


def buttons(message) -> dict[str, dict]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


def rows(message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


def test_options_stand_in_groups_by_topic_best_first():
    """The first group is the best entry's topic; entries keep their order in it."""
    offered = search_options([entry("b", topics=("y",)), entry("a", topics=("x-z", "y")), entry("c", topics=("y",))])
    assert [group["label"]["text"] for group in offered["option_groups"]] == ["Y", "X z"]
    assert [option["value"] for option in offered["option_groups"][0]["options"]] == ["guide/b", "guide/c"]


def test_no_entries_give_an_empty_list_which_slack_shows_as_no_results():
    assert search_options([]) == {"options": []}


def test_an_entry_without_topics_is_offered_under_other():
    assert search_options([entry()])["option_groups"][0]["label"]["text"] == "Other"


def test_prompts_are_lists_of_different_topics_from_all_packs():
    """Four questions that show the breadth: packs in turn, a topic once, twins once."""
    other = Pack("other", (text_entry("Yes.", name="t", topics=("t",)), entry("o", topics=("b",))))
    guide = Pack("guide", (entry("a", topics=("a",)), entry("a2", topics=("a",)), entry("c", topics=("c",))))
    asked = [prompt["message"] for prompt in suggested_prompts(Knowledge([guide, other]))]
    assert asked == ["What is a?", "What is o?", "What is c?", "What is t?"]


def test_prompts_never_ask_what_has_no_answer():
    assert suggested_prompts(knowledge_of(entry(answer=Answer("none"), notes=("None.",)))) == ()


def test_prompts_are_short_enough_to_be_shown_whole():
    short = entry("short")
    assert [p["message"] for p in suggested_prompts(knowledge_of(entry("x" * 90), short))] == [short.question]


def test_topics_show_their_counts():
    message = topics_message(knowledge_of(entry("a", topics=("x",)), entry("b", topics=("x", "angry-customers"))))
    assert [b["text"]["text"] for b in buttons(message).values()] == ["Angry customers (1)", "X (2)"]
    assert message.text == "Topics: Angry customers (1), X (2)"


@pytest.mark.parametrize(("page", "first", "count"), [(0, 0, 10), (1, 10, 10), (2, 20, 3), (9, 20, 3), (-1, 0, 10)])
def test_a_topic_is_read_page_by_page(page: int, first: int, count: int):
    """Ten a page; a page beyond the end is the last one."""
    shown = rows(topics_message(PILLARS, topic="pillars", page=page))
    assert shown == [f"What is pillar {n}?" for n in range(first, first + count)]


@pytest.mark.parametrize(
    ("page", "turns"),
    [
        (0, {"next": ("pillars", 1)}),
        (1, {"previous": ("pillars", 0), "next": ("pillars", 2)}),
        (2, {"previous": ("pillars", 1)}),
    ],
)
def test_pages_lead_on_and_back(page: int, turns: dict[str, tuple[str, int]]):
    """The values of the buttons say which page they open; one leads to all topics."""
    read = {
        name.partition(":")[2]: ids.read_topic(button["value"])
        for name, button in buttons(topics_message(PILLARS, topic="pillars", page=page)).items()
    }
    assert read == {**turns, "all": (None, 0)}


def test_an_unknown_topic_shows_all_topics():
    """A button may outlive the packs it was made from."""
    assert topics_message(PILLARS, topic="gone").text == "Topics: Pillars (23)"


def test_a_topic_of_any_length_can_be_browsed():
    name = "long " * 500
    knowledge = knowledge_of(entry(topics=(name,)))
    (button,) = buttons(topics_message(knowledge)).values()
    key, page = ids.read_topic(button["value"])
    assert rows(topics_message(knowledge, topic=key, page=page)) == ["What is three rules?"]


@pytest.mark.parametrize("value", ["", "|", "x", "|x", "|-1", "|" + "9" * 50])
def test_a_spoilt_value_leads_to_all_topics(value: str):
    assert ids.read_topic(value) == (None, 0)
