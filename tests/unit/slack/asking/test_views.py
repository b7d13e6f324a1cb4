"""Modals and the App Home, as values."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.answering.identity import Identity, identity_of
from bot.answering.service import Reply
from bot.knowledge.model import Answer, Entry, Item
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.posting.cards import cards_of
from bot.posting.deck import Deck
from bot.render import ids
from bot.render.catalogue import topics_message
from bot.slack.asking.answer_view import answer_view, nothing_view
from bot.slack.asking.search_view import search_view
from bot.slack.home.view import home_view
from bot.slack.modal import notice_view
from tests.block_limits import problems
from tests.unit.render.entries import answered, entries, entry, knowledge_of, text_entry

MODES = ("read", "thread", "share")
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
several = st.lists(st.one_of(*(entries(name=name) for name in ("one", "two"))), min_size=1, max_size=5)


ME = identity_of(knowledge_of(entry()))


def shown_home(knowledge):
    """The Home over these packs."""
    return home_view(knowledge, identity_of(knowledge), card=todays(knowledge))


def todays(knowledge):
    """The day's principle."""
    return Deck(cards_of(knowledge)).of_day(NOW.date())


def names(view) -> list[str]:
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


@pytest.mark.thorough
# Shrinking an entry of 12,000 characters takes minutes and makes it no easier to read.
@settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(others=several)
def test_every_view_is_within_limits(others: list[Entry]):
    """Whatever the packs hold, Slack takes the modals and the Home."""
    one, matches = others[0], tuple(Match(other, 0.5, "x") for other in others)
    knowledge = knowledge_of(*others)
    views = [
        *(answer_view(answered(one, tuple(others), tuple(others[:3])), mode=mode) for mode in MODES),
        answer_view(Reply(one.question, Ambiguous(matches, ""))),
        answer_view(Reply(one.question, Abstained(matches, ""))),
        shown_home(knowledge),
        *(home_view(knowledge, identity_of(knowledge), topic=topic) for topic in knowledge.by_topic),
    ]
    assert [problems(view) for view in views] == [[]] * len(views)


@pytest.mark.parametrize("count", [1, 800, 801, 11_000])
def test_a_modal_holds_a_list_of_any_length(count: int):
    """One character an item is the densest list a pack may hold."""
    dense = entry(answer=Answer("bullets", items=(Item("x"),) * count))
    view = answer_view(answered(dense))
    assert problems(view) == []
    said = [block["elements"][0]["text"] for block in view["blocks"] if block["type"] == "context"]
    assert ("Shortened here: the answer goes on." in said) == (count > 800)


def test_the_search_asks_from_the_first_letter():
    """One typeahead, no submit button: picking is enough."""
    view = search_view(ME, metadata='{"channel":"C1"}')
    select = view["blocks"][-1]["elements"][0]
    assert (select["type"], select["action_id"], select["min_query_length"]) == ("external_select", ids.PICK, 0)
    assert view["callback_id"] == ids.SEARCH_VIEW
    assert view["private_metadata"] == '{"channel":"C1"}'
    assert "submit" not in view


@pytest.mark.parametrize(
    ("mode", "callback", "submit"),
    [
        ("read", ids.ANSWER_VIEW, None),
        ("thread", ids.THREAD_VIEW, "Reply in thread"),
        ("share", ids.SHARE_VIEW, "Share"),
    ],
)
def test_an_answer_in_a_modal_can_be_sent_on(mode: str, callback: str, submit: str | None):
    view = answer_view(answered(entry()), mode=mode)
    assert view["callback_id"] == callback
    assert view.get("submit", {}).get("text") == submit
    assert ids.PICK in names(view)
    assert any(block["type"] == "input" for block in view["blocks"]) == (mode == "share")


def test_sharing_reaches_conversations_the_app_has_not_joined():
    """Slack hands back a response URL for the chosen conversation."""
    box = answer_view(answered(entry()), mode="share")["blocks"][-1]
    assert box["block_id"] == ids.SHARE_BLOCK
    assert box["element"]["response_url_enabled"] is True
    assert box["element"]["default_to_current_conversation"] is True


@pytest.mark.parametrize("decision", [Ambiguous((Match(entry(), 0.5, ""),) * 2, ""), Abstained((), "")])
@pytest.mark.parametrize("mode", ["thread", "share"])
def test_only_an_answer_can_be_sent_on(decision, mode: str):
    view = answer_view(Reply("hm", decision), mode=mode)
    assert "submit" not in view
    assert view["callback_id"] == ids.ANSWER_VIEW


def test_a_modal_that_has_the_search_offers_no_button_for_it():
    """Not even an empty row stays behind."""
    for view in (answer_view(Reply("hm", Abstained((), ""))), nothing_view()):
        assert ids.SEARCH not in names(view)
        assert ids.PICK in names(view)


def test_a_notice_is_one_line():
    assert problems(notice_view("Shared", "Your colleagues can read it now.")) == []


def test_home_offers_search_prompts_a_principle_and_topics():
    knowledge = knowledge_of(*(entry(f"rule-{n}", topics=(f"topic-{n}",)) for n in range(6)))
    pressed = names(shown_home(knowledge))
    assert pressed[0] == ids.SEARCH
    assert [name for name in pressed if name.startswith(ids.ASK_PROMPT)] == [f"ask_prompt:{n}" for n in range(4)]
    assert f"{ids.READ}:today" in pressed
    assert pressed[1] == ids.BROWSE_TOPIC


def test_a_home_without_short_lists_has_no_principle():
    """Plain text is no principle unless its pack says so."""
    assert f"{ids.READ}:today" not in names(shown_home(knowledge_of(text_entry("Yes."))))
    assert f"{ids.READ}:today" in names(shown_home(knowledge_of(text_entry("Yes.", daily=True))))


def test_a_hotel_s_home_and_search_speak_of_the_hotel():
    """The name, the subject and the command are its own; without topics there is no bare heading."""
    knowledge = knowledge_of(text_entry("At seven.", daily=True))
    hotel = Identity("Grand Hotel", "the front desk", "/hotel", (), 12, principles=False)
    shown = json.dumps([home_view(knowledge, hotel, card=todays(knowledge)), search_view(hotel)])
    assert "Grand Hotel" in shown
    assert "12 questions about the front desk" in shown
    assert "/hotel" in shown
    assert "Tip of the day" in shown
    assert "What would you like to know about the front desk?" in shown
    assert "rinciple" not in shown
    assert '"Topics"' not in shown


def test_topics_of_packs_without_any_say_so():
    said = topics_message(knowledge_of(text_entry("At seven.")))
    assert said.text == "There are no topics yet. The search shows every question."
    assert problems(said.payload()) == []
