"""Packs as authors write them: every entry reads the same on every surface, within Slack's limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.knowledge.passages import blocks_of, note_blocks
from bot.markup import passages
from bot.posting.cards import cards_of
from bot.render.card import card_message
from bot.render.messages import private_message, reply_message
from bot.slack.asking.answer_view import answer_view
from tests.block_limits import problems
from tests.dangers import pack_dangers
from tests.unit.render.entries import answered
from tests.unit.render.seen import in_a_pipe, in_blocks, in_text, on_terminal, texts, words

KNOWLEDGE = load([Path(__file__).parents[2] / "markup_packs"])
EVERY = pytest.mark.parametrize("name", KNOWLEDGE.by_id)
VPN = "helpdesk/vpn#windows-mac-install-the-client-5-1-or-later"
# What markup leaves behind when it is not understood.
RAW = ("**", "~~", "](", "```", "<br", "&pound;", "&amp;", "|--", "1. 1.", "\u2060", "∗", "ˍ", "∼", "ˋ")


@EVERY
def test_every_surface_says_the_same_words(name):
    entry = KNOWLEDGE.by_id[name]
    message = reply_message(answered(entry))
    surfaces = (in_blocks(message.blocks), in_text(message.text), on_terminal(answered(entry)))
    for blocks in (blocks_of(entry.answer), note_blocks(entry)):
        wanted = " ".join(word for text in passages(blocks) for word in words(text))
        assert [wanted in " ".join(shown) for shown in surfaces] == [True, True, True]


@EVERY
def test_nothing_is_shown_raw_or_beyond_slacks_limits(name):
    entry = KNOWLEDGE.by_id[name]
    for message in (reply_message(answered(entry), asker="U0ALICE"), private_message(answered(entry))):
        assert problems(message.payload()) == []
        assert pack_dangers(message.payload()) == []
    assert problems(answer_view(answered(entry), mode="share")) == []
    if entry.answer.format == "markdown":
        shown = " ".join(texts(reply_message(answered(entry)).blocks))
        assert [sign for sign in RAW if sign in shown] == []
        printed = in_a_pipe(answered(entry))
        assert [sign for sign in RAW if sign in printed and sign != "~~"] == []


def test_cards_keep_their_links_and_sub_steps():
    cards = {card.id: card_message(card, "tip") for card in cards_of(KNOWLEDGE)}
    assert all(problems(message.payload()) == [] for message in cards.values())
    assert "<https://shop.example/tips#moths|our tips>" in cards["webshop/care#moths"].text
    assert "<https://vpn.shop.example/download?os=win&amp;v=5.1|client>" in cards[VPN].text
    indents = [part.get("indent", 0) for block in cards["hotel/wifi"].blocks for part in block.get("elements", [])]
    assert 1 in indents
