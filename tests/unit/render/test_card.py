"""A card as a message: within Slack's limits, with its place, its source and its buttons."""

import pytest

from bot.knowledge.files import bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Answer, Item, Source
from bot.posting.cards import Card, Position, cards_of
from bot.render.card import card_message
from tests.block_limits import problems
from tests.dangers import pack_dangers

CARDS = {card.id: card for card in cards_of(load([bundled_folder()]))}


def shown(card):
    message = card_message(card, "principle")
    return {"text": message.text, "blocks": message.blocks}


def buttons(payload):
    rows = [block for block in payload["blocks"] if block["type"] == "actions"]
    return [(one["text"]["text"], one["action_id"], one["value"]) for row in rows for one in row["elements"]]


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS.keys())
def test_every_bundled_card_keeps_slack_s_limits(card):
    assert problems(shown(card)) == []


def test_a_card_says_its_place_its_points_and_its_source():
    payload = shown(CARDS["seven-pillars-article/seven-pillars#courtesy"])
    opening = "Principle of the day · 3 of the 7 pillars · What are the 7 pillars of customer service?"
    assert payload["text"].startswith(f"{opening}: Courtesy")
    assert "• Warm Greetings: " in payload["text"]
    assert "Source: 7 Pillars of Customer Service" in payload["text"]
    assert buttons(payload) == [
        ("See all seven", "see_all", "seven-pillars-article/seven-pillars"),
        ("Ask me", "open_search", "1"),
    ]


def test_a_whole_list_needs_no_button_to_see_it_all():
    payload = shown(CARDS["riseup-principles/seven-ps"])
    assert [label for label, _, _ in buttons(payload)] == ["Ask me"]


def test_the_largest_card_and_hostile_text_keep_the_limits():
    """A pack may hold anything: the card is cut, says so, and smuggles no mention."""
    items = tuple(Item(f"<!channel> point {n} " * 8, "detail " * 40) for n in range(300))
    card = Card(
        "p/l#i", "p/l", "p", (), "*<@U1>* " * 90, Answer("steps", intro="x " * 2000, items=items), ("note " * 900,),
        Position(300, 300, "points", complete=False), Source("t" * 900, url="https://example.com/" + "a" * 400), "1-2",
        "<!here> which *points*? " * 9,
    )  # fmt: skip
    payload = shown(card)
    assert problems(payload) == []
    assert pack_dangers(payload) == []
    assert "Shortened here" in str(payload)
