"""Each outcome, as people see it in Slack."""

from __future__ import annotations

import pytest

from bot.answering.identity import identity_of
from bot.answering.service import Reply
from bot.knowledge.model import Answer, Item, Source
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.render import ids
from bot.render.answer import view_answer
from bot.render.body import VIEW_ROOM
from bot.render.messages import (
    help_message,
    none_of_these_message,
    private_message,
    reply_message,
    shared_message,
)
from tests.unit.render.entries import answered, entry, knowledge_of, steps, text_entry


def shape(message) -> list[str]:
    return [block["type"] for block in message.blocks]


def controls(message) -> dict[str, dict]:
    """Every control of the message by its action id."""
    rows = [block["elements"] for block in message.blocks if block["type"] in ("actions", "context_actions")]
    return {element["action_id"]: element for row in rows for element in row}


def small_print(message) -> list[str]:
    return [block["elements"][0]["text"] for block in message.blocks if block["type"] == "context"]


def test_an_answer_reads_heading_quotation_source():
    """The question is the heading, the list follows its intro, the source closes, then come the controls."""
    message = reply_message(answered(entry()))
    assert shape(message) == ["header", "rich_text", "rich_text", "context", "context_actions"]
    heading, quoted, outro, source, _ = message.blocks
    assert heading["text"]["text"] == "What is three rules?"
    intro, points = quoted["elements"]
    assert intro["elements"][0]["text"] == "They are:"
    assert points["style"] == "bullet"
    assert [point["elements"][0]["text"] for point in points["elements"]] == ["Listen", "Smile"]
    assert outro["elements"][0]["elements"][0]["text"] == "Done."
    assert source["elements"][0]["text"] == "📖 A Guide to Service · Guides & Sons"


def test_a_short_detail_stands_on_its_items_line():
    _, quoted, *_ = reply_message(answered(entry())).blocks
    assert [run["text"] for run in quoted["elements"][1]["elements"][1]["elements"]] == ["Smile", ": With your eyes"]


def test_a_long_detail_stands_below_its_item():
    long = entry(answer=Answer("bullets", items=(Item("Listen", "You will " + "hear more " * 10),)))
    _, quoted, *_ = reply_message(answered(long)).blocks
    assert quoted["elements"][0]["elements"][0]["elements"][1]["text"].startswith("\nYou will hear")


def test_steps_are_numbered():
    _, quoted, *_ = reply_message(answered(steps("Breathe", "Listen"))).blocks
    assert quoted["elements"][0]["style"] == "ordered"


def test_numbers_go_on_where_a_long_list_needs_a_second_block():
    message = reply_message(answered(steps(*(f"{n} {'x' * 1_000}" for n in range(1, 6)))))
    lists = [block["elements"][0] for block in message.blocks if block["type"] == "rich_text"]
    assert [(points.get("offset", 0), len(points["elements"])) for points in lists] == [(0, 2), (2, 2), (4, 1)]


def test_the_source_is_a_link_where_the_pack_has_its_address():
    linked = entry(source=Source("Guide | *1*", url="https://a.example/?a=1&b=2"), lines=None)
    (source,) = [block for block in reply_message(answered(linked)).blocks if block["type"] == "context"]
    assert source["elements"] == [
        {"type": "mrkdwn", "text": "📖 <https://a.example/?a=1&amp;b=2|Guide | `*1*`>", "verbatim": True}
    ]


@pytest.mark.parametrize(
    ("lines", "shown"), [("3-9", "lines 3-9"), ("56-56", "line 56"), ("7", "line 7"), (None, "guide.txt")]
)
def test_the_place_in_the_file_is_a_detail_for_who_looks_closer(lines: str | None, shown: str):
    """A person in the middle of a call reads title and publisher; a window has room for file and lines."""
    one = entry(lines=lines)
    assert shown not in str(reply_message(answered(one)).payload())
    assert shown in str(view_answer(one, VIEW_ROOM))


@pytest.mark.parametrize("written", ["markdown", "plain"])
def test_paragraphs_are_set_apart_and_lines_are_broken_as_written(written: str):
    text = Answer("text", text="12 High Street\nThird floor\n\nRing twice.", format=written)
    _, quoted, *_ = reply_message(answered(entry(answer=text))).blocks
    assert quoted["elements"][0]["elements"][0]["text"] == "12 High Street\nThird floor\n\nRing twice."


def test_notes_stand_beside_the_quotation():
    assert small_print(reply_message(answered(entry(notes=("It lists two.",)))))[0] == "ℹ️ It lists two."


def test_a_question_without_an_answer_says_why():
    """Kind none has nothing to quote: its note is the message."""
    silent = entry(answer=Answer("none"), notes=("The source asks this and never answers.",))
    message = reply_message(answered(silent))
    assert message.blocks[1]["elements"][0]["elements"][0]["text"] == "The source asks this and never answers."
    assert "never answers" in message.text


def test_a_long_question_becomes_a_bold_line():
    heading = reply_message(answered(entry(question="Why " + "on earth " * 20))).blocks[0]
    assert heading["type"] == "rich_text"
    assert heading["elements"][0]["elements"][0]["style"] == {"bold": True}


def test_an_answer_that_is_too_long_can_be_read_whole():
    """It is cut after a whole item, says so, and offers the rest."""
    huge = entry(answer=Answer("bullets", items=tuple(Item("x" * 500) for _ in range(23))), notes=("n" * 499,) * 2)
    message = reply_message(answered(huge))
    assert "Shortened here: the answer goes on." in small_print(message)
    assert controls(message)[ids.READ]["value"] == huge.id
    shown = [
        run["text"]
        for block in message.blocks[1:]
        if block["type"] == "rich_text"
        for points in block["elements"]
        for point in points["elements"]
        for run in point["elements"]
    ]
    assert set(shown) == {"x" * 500}


def test_a_message_lists_two_hundred_items_at_most():
    """Nobody reads on in a channel; the modal has the rest."""
    message = reply_message(answered(entry(answer=Answer("bullets", items=(Item("x"),) * 201))))
    lists = [part for block in message.blocks if block["type"] == "rich_text" for part in block["elements"]]
    assert sum(len(points["elements"]) for points in lists) == 200
    assert ids.READ in controls(message)


def test_the_text_reads_well_in_a_notification():
    """Question first, then the answer line by line, the source last; ready for a screen reader."""
    assert reply_message(answered(entry(notes=("Two only.",)))).text == (
        "What is three rules?\nThey are:\n• Listen\n• Smile: With your eyes\nDone.\nTwo only.\n"
        "Source: A Guide to Service · Guides &amp; Sons"
    )
    assert reply_message(answered(steps("Breathe", "Listen"))).text.splitlines()[1:3] == ["1. Breathe", "2. Listen"]


def test_other_sources_are_a_button_each():
    """A button is named after the other source, and carries its entry."""
    twin = entry("twin", source=Source("Another Guide", publisher="Others Ltd"))
    message = reply_message(answered(entry(), also=(twin,)))
    assert "See also" in small_print(message)
    swap = controls(message)[f"{ids.ANOTHER_SOURCE}:0"]
    assert (swap["text"]["text"], swap["value"]) == ("Also: Others Ltd", "guide/twin")


def test_a_twin_in_the_same_source_is_named_by_its_question():
    message = reply_message(answered(entry(), also=(entry("twin"),)))
    assert controls(message)[f"{ids.ANOTHER_SOURCE}:0"]["text"]["text"] == "Also: What is twin?"


def test_swapping_there_and_back_shows_the_same_message():
    one, twin = entry(), entry("twin", source=Source("Another Guide"))
    there, back = answered(one, also=(twin,)), answered(twin, also=(one,))
    assert controls(reply_message(there))[f"{ids.ANOTHER_SOURCE}:0"]["value"] == twin.id
    assert controls(reply_message(back))[f"{ids.ANOTHER_SOURCE}:0"]["value"] == one.id


def test_related_entries_are_offered():
    message = reply_message(answered(entry(), related=(entry("smiling"), entry("waiting"))))
    labels = [control["text"]["text"] for name, control in controls(message).items() if name.startswith("related")]
    assert labels == ["What is smiling?", "What is waiting?"]


def test_only_the_asker_sees_the_delete_icon():
    delete = controls(reply_message(answered(entry()), asker="U0ALICE"))[ids.DELETE]
    assert delete["visible_to_user_ids"] == ["U0ALICE"]
    assert "confirm" in delete


@pytest.mark.parametrize("asker", [None, "", "no user id"])
def test_without_an_asker_there_is_no_delete_icon(asker: str | None):
    assert ids.DELETE not in controls(reply_message(answered(entry()), asker=asker))


def test_feedback_names_the_entry():
    feedback = controls(reply_message(answered(entry())))[ids.FEEDBACK]
    assert feedback["positive_button"]["value"] == "good:guide/three-rules"
    assert feedback["negative_button"]["value"] == "bad:guide/three-rules"


def test_a_private_answer_can_be_shared_or_searched_on():
    """Its buttons are for the asker; the feedback row and the delete icon are for messages that stay."""
    assert list(controls(private_message(answered(entry())))) == [ids.SHARE, ids.SEARCH]


def test_a_shared_answer_says_who_shared_it():
    message = shared_message(answered(entry()), shared_by="U0ALICE")
    assert message.blocks[0]["elements"][0]["text"] == "Shared by <@U0ALICE>"
    assert "U0ALICE" not in message.text


def ambiguous(count: int) -> Reply:
    matches = tuple(Match(entry(f"rule-{n}"), 0.5, "x") for n in range(count))
    return Reply("rules", Ambiguous(matches, "several are near"))


@pytest.mark.parametrize(("near", "offered"), [(2, 2), (4, 4), (9, 4)])
def test_an_ambiguous_question_offers_at_most_four_readings(near: int, offered: int):
    message = reply_message(ambiguous(near))
    choices = [name for name in controls(message) if ids.pattern(ids.CHOOSE).match(name)]
    assert len(choices) == offered
    assert list(controls(message))[-1] == ids.NONE_OF_THESE
    assert (
        message.text.splitlines()[:2] == ["Did you mean one of these?", "• What is rule-0?"] or "rule 0" in message.text
    )


def labels(message) -> list[str]:
    return [control["text"]["text"] for control in controls(message).values()]


def test_twins_are_one_choice():
    """Whoever chooses it finds the other source there; it does not take a place among the four."""
    one = entry("one", question="Why smile?", twins=("guide/three",))
    matches = [one, entry("two", question="Why – smile"), entry("three"), entry("four")]
    message = reply_message(Reply("why", Ambiguous(tuple(Match(each, 0.6, "") for each in matches), "")))
    assert labels(message) == ["Why smile?", "What is four?", "None of these"]


def test_entries_in_the_same_words_name_their_source():
    """Related entries may ask in the same words; their buttons do not look the same."""
    alike = (entry("one", question="Why?"), entry("two", question="Why?", source=Source("Other Guide")))
    shown = labels(private_message(answered(entry(), related=alike)))
    assert shown[:2] == ["Why? (Guides & Sons)", "Why? (Other Guide)"]


def test_an_abstention_is_friendly_and_offers_ways_on():
    """One line that says why, what is near, and the search."""
    near = tuple(Match(entry(f"rule-{n}"), 0.3, "x") for n in range(5))
    message = reply_message(Reply("what is <!here> love", Abstained(near, 'Nothing known here is about "love".')))
    assert message.text.splitlines()[0] == (
        "I have no answer to “what is @\u2060here love”. Nothing known here is about “love”."
    )
    assert len([name for name in controls(message) if name.startswith(ids.CHOOSE)]) == 3
    assert ids.SEARCH in controls(message)


def test_an_empty_question_is_answered_too():
    assert reply_message(Reply(" \u202e ", Abstained((), ""))).text.startswith("I did not find a question in that.")


def test_none_of_these_leads_to_the_search():
    assert list(controls(none_of_these_message())) == [ids.SEARCH]


def test_help_names_every_way_to_ask():
    knowledge = knowledge_of(entry(), text_entry("Yes.", name="other"))
    said = help_message(knowledge, identity_of(knowledge)).text
    assert all(way in said for way in ("2 quoted", "Mention me", "direct message", "/principle", "Find an answer"))
    assert all(f"/principle {word}" in said for word in ("daily", "watch", "gaps, stats or digest", "teach"))


def test_only_what_is_near_is_offered_under_i_do_not_know():
    """The matcher names the best there is, however far; a person is shown what may help."""
    near, far = Match(entry("near"), 0.05, "x"), Match(entry("far"), 0.001, "x", near=False)
    shown = reply_message(Reply("why?", Abstained((near, far), "")))
    assert [button["value"] for name, button in controls(shown).items() if name.startswith(ids.CHOOSE)] == [
        near.entry.id
    ]
    assert reply_message(Reply("why?", Abstained((far,), ""))).text.startswith("I do not know that one")
