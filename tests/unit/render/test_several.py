"""A message that asks several things is answered in every one of them, in one reply."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.answering.service import Reply
from bot.knowledge.model import Answer, Entry
from bot.matching.decision import Ambiguous, Answered, Besides, Match
from bot.render import ids
from bot.render.messages import private_message, reply_message
from bot.render.several import BESIDES, MAX_ANSWERS, MORE, SEVERAL
from bot.slack.asking.answer_view import answer_view
from tests.block_limits import problems
from tests.slack_stand_in import elements, find
from tests.unit.render.entries import entry, text_entry
from tests.unit.render.seen import texts
from tests.unit.render.test_limits import several, thorough

TABLE = text_entry("| a | b |\n|---|---|\n| 1 | 2 |", name="table")
NOTHING = Besides("where do I park", (Match(entry("parking"), 0.2, "x"),), "Nothing known here is about “park”.")


def asked(*entries: Entry, besides: Besides | None = None) -> Reply:
    """The reply to a message that asked for all of these."""
    matches = tuple(Match(one, 0.9, one.question) for one in entries)
    return Reply("several", Ambiguous(matches, "several", each=True, besides=besides))


def seen(blocks: list) -> str:
    return "\n".join(texts(blocks))


def named(blocks: list, action: str) -> list[str]:
    return [e["value"] for e in elements(blocks) if e.get("action_id", "").partition(":")[0] == action]


@pytest.mark.parametrize("dress", [lambda reply: reply_message(reply, asker="U1"), private_message])
def test_every_answer_stands_in_the_reply_and_in_its_text(dress):
    message = dress(asked(text_entry("First words.", name="one"), text_entry("Second words.", name="two")))
    for told in (message.text, seen(message.blocks)):
        assert told.index(SEVERAL) < told.index("First words.") < told.index("Second words.")
    assert problems(message.payload()) == []


def test_each_answer_has_its_own_opinion_and_its_own_share_button():
    one, two = entry("one"), entry("two")
    rows = [block for block in reply_message(asked(one, two), asker="U1").blocks if block["type"] == "context_actions"]
    assert [row["elements"][0]["positive_button"]["value"] for row in rows] == [f"good:{one.id}", f"good:{two.id}"]
    assert named(private_message(asked(one, two)).blocks, ids.SHARE_ONE) == [one.id, two.id]


def test_in_a_window_one_is_chosen_to_go_on_with():
    one, two = entry("one"), entry("two")
    view = answer_view(asked(one, two), mode="thread")
    assert named(view["blocks"], ids.CHOOSE) == [one.id, two.id]
    assert "submit" not in view
    assert problems(view) == []


def test_what_does_not_fit_is_offered_by_a_button():
    entries = [entry(f"rules-{number}") for number in range(MAX_ANSWERS + 1)]
    message = reply_message(asked(*entries))
    assert MORE in seen(message.blocks)
    assert named(message.blocks, ids.READ) == [entries[-1].id]


def test_of_two_tables_slack_gets_one():
    """It takes one a message; the other is shown in aligned columns."""
    message = reply_message(asked(TABLE, text_entry(TABLE.answer.text, name="another")))
    assert [block["type"] for block in message.blocks].count("table") == 1
    assert seen(message.blocks).count("1") >= 2


@pytest.mark.parametrize(("dress", "action"), [(reply_message, ids.RELATED), (private_message, ids.READ)])
def test_what_has_no_answer_is_told_below_the_answer_and_does_not_take_its_place(dress, action):
    best = entry("known")
    message = dress(Reply("both", Answered(Match(best, 1.0, "x"), (), (), "", NOTHING)))
    for told in (message.text, seen(message.blocks)):
        assert told.index("They are:") < told.index(f"{BESIDES} {NOTHING.reason}")
    assert find(message.blocks, f"{action}:0")["value"] == NOTHING.matches[0].entry.id
    assert problems(message.payload()) == []


@pytest.mark.thorough
@thorough
@given(entries=several)
def test_any_answers_together_are_within_limits(entries: list[Entry]):
    besides = Besides("x" * 5_000, tuple(Match(one, 0.5, "x") for one in entries), "why " * 400)
    reply = asked(*entries, besides=besides)
    for payload in (
        reply_message(reply, asker="U0ALICE").payload(),
        private_message(reply).payload(),
        answer_view(reply, mode="share"),
    ):
        assert problems(payload) == []


def test_an_entry_without_an_answer_has_its_note_among_the_others():
    silent = entry("silent", answer=Answer("none"), notes=("The source does not say.",))
    assert "The source does not say." in seen(reply_message(asked(entry("one"), silent)).blocks)


@pytest.mark.parametrize("dress", [reply_message, private_message])
def test_what_was_asked_besides_is_told_below_choices_too(dress):
    matches = tuple(Match(entry(name), 0.5, "x") for name in ("one", "two"))
    message = dress(Reply("both", Ambiguous(matches, "", besides=NOTHING)))
    for told in (message.text, seen(message.blocks)):
        assert f"{BESIDES} {NOTHING.reason}" in told
    assert problems(message.payload()) == []
