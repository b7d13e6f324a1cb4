"""The daily modal: what it shows, and what it reads back."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.posting.calendar import WORKDAYS
from bot.posting.cards import Position
from bot.posting.deck import Deck
from bot.posting.subscription import Choice
from bot.render import ids
from bot.slack.daily.view import Form, daily_view, read_form
from bot.slack.inputs import zone_options
from tests.block_limits import problems
from tests.daily_examples import card

NOW = datetime(2026, 11, 26, tzinfo=UTC)
CARDS = [card("riseup/list#a", topics=("retail",)), card("pillars/list#b", topics=("empathy", "t" * 151))]
DECK = Deck(CARDS)


def values(**changed):
    """What Slack sends when everything was filled in."""
    filled = {
        ids.DAILY_CHANNEL: {"selected_conversation": "C1"},
        ids.DAILY_TIME: {"selected_time": "09:30"},
        ids.DAILY_ZONE: {"selected_option": {"value": "Asia/Kathmandu"}},
        ids.DAILY_WEEKDAYS: {"selected_options": [{"value": "0"}, {"value": "4"}]},
        ids.DAILY_TOPICS: {"selected_options": [{"value": "retail"}]},
        ids.DAILY_PACKS: {"selected_options": []},
    } | changed
    return {name: {name: value} for name, value in filled.items()}


@pytest.mark.parametrize("form", [Form(), Form("C1", choice=Choice(frozenset({"riseup"}), frozenset({"retail"})))])
@pytest.mark.parametrize("first", [CARDS[0], None])
def test_the_modal_keeps_slack_s_limits(form, first):
    """Filled and empty, with a card to show and without; a topic too long for an option is left out."""
    view = daily_view(form, DECK, first)
    assert problems(view) == []
    assert "t" * 151 not in str(view)


def test_the_first_card_is_shown_with_the_list_it_is_of():
    """As it will be posted: an item alone may say little."""
    place = Position(1, 3, "points", complete=True)
    first = replace(CARDS[0], title="Distemper", place=place, of="Which jabs does a dog need?")
    blocks = daily_view(Form(), DECK, first)["blocks"]
    shown = [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]
    assert "The first one would be · 1 of the 3 points · Which jabs does a dog need?" in shown


def test_what_is_chosen_comes_back():
    form, errors = read_form(values())
    assert errors == {}
    assert form == Form("C1", time(9, 30), "Asia/Kathmandu", frozenset({0, 4}), Choice(topics=frozenset({"retail"})))


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (ids.DAILY_CHANNEL, {"selected_conversation": None}),
        (ids.DAILY_CHANNEL, {"selected_conversation": "U0SOMEBODY"}),
        (ids.DAILY_TIME, {"selected_time": "25:00"}),
        (ids.DAILY_ZONE, {"selected_option": {"value": "../../etc/passwd"}}),
        (ids.DAILY_ZONE, {"selected_option": None}),
        (ids.DAILY_WEEKDAYS, {"selected_options": []}),
        (ids.DAILY_WEEKDAYS, {"selected_options": [{"value": "9"}]}),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(block, value):
    _, errors = read_form(values(**{block: value}))
    assert list(errors) == [block]


def test_an_empty_or_foreign_payload_breaks_nothing():
    form, errors = read_form({})
    assert form.weekdays != WORKDAYS
    assert len(errors) == 4


@pytest.mark.parametrize(
    ("typed", "first"),
    [("london", "Europe/London"), ("new y", "America/New_York"), ("europe/ber", "Europe/Berlin"), ("utc", "UTC")],
)
def test_zones_are_found_by_city(typed, first):
    assert zone_options(typed, NOW, "UTC")["options"][0]["value"] == first


def test_zones_are_at_most_a_hundred_and_may_be_none():
    assert len(zone_options("", NOW, "UTC")["options"]) == 100
    assert zone_options("xyzzy", NOW, "UTC")["options"] == []


@pytest.mark.parametrize("topics", [99, 100, 101, 250])
def test_of_many_topics_the_chosen_ones_can_be_shown_as_chosen(topics):
    """Slack refuses a modal whose chosen options are not among its options; a list of options has 100."""
    many = Deck(card(f"p/l#{n:03d}", topics=(f"topic {n:03d}",)) for n in range(topics))
    chosen = frozenset({"topic 000", f"topic {topics - 1:03d}"})
    view = daily_view(Form("C1", choice=Choice(topics=chosen)), many, CARDS[0])
    assert problems(view) == []
    [select] = [block["element"] for block in view["blocks"] if block.get("block_id") == ids.DAILY_TOPICS]
    groups = select.get("option_groups") or [select]
    options = [option for group in groups for option in group["options"]]
    assert len(options) == topics
    assert [option["value"] for option in select["initial_options"]] == sorted(chosen)
    assert all(option in options for option in select["initial_options"])
