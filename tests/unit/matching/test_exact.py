"""A wording of an entry, typed as it stands, always answers, whatever its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.knowledge.wordings import fold_wording
from bot.matching.decision import Ambiguous, Answered
from bot.matching.explain import explain
from bot.matching.matcher import Matcher

SOURCE = Source("Shop handbook")


def packs(*entries, pack="shop"):
    return Pack(
        pack,
        tuple(
            Entry(pack, f"q{n}", asked[0], Answer("text", text="Text."), SOURCE, asked[1:])
            for n, asked in enumerate(entries)
        ),
    )


QUESTIONS = (
    ("Who are you?", "whoami"),
    ("What can you do?",),
    ("How do I get help?",),
    ("hello", "good morning"),
    ("https://shop.example/returns", "returns@shop.example"),
    ("🎉", "🐛🐛"),
    ("+",),
    ("What is it?",),
    ("the",),
    ("Is 9 pillars right, or 8 Ps?",),
    ("C++",),
    ("返品はできますか",),
    ("What are the opening hours of the shop?",),
)


@pytest.fixture(scope="module")
def shop():
    return Matcher.over(Knowledge([packs(*QUESTIONS)]))


@pytest.mark.parametrize("wording", [wording for wordings in QUESTIONS for wording in wordings])
def test_every_wording_answers_as_it_stands(shop, wording):
    for typed in (wording, wording.upper(), f"  {wording}  ", f"{wording}!!", f"“{wording}”", wording.rstrip("?")):
        decision = shop.match(typed)
        assert isinstance(decision, Answered), typed
        assert wording in decision.best.entry.wordings
        assert decision.best.score == 1.0
        assert decision.best.matched == wording


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("<@U012AB> who are you", "Who are you?"),
        ("hi, who are you please?", "Who are you?"),
        ("*Who are you?*", "Who are you?"),
        ("<https://shop.example/returns>", "https://shop.example/returns"),
        ("<https://shop.example/returns|shop.example/returns>", "https://shop.example/returns"),
        ("<mailto:returns@shop.example|returns@shop.example>", "returns@shop.example"),
        ("c plus plus", "C++"),
    ],
)
def test_markup_courtesy_and_short_forms_do_not_hide_it(shop, typed, wording):
    decision = shop.match(typed)
    assert isinstance(decision, Answered)
    assert wording in decision.best.entry.wordings


def test_another_address_or_picture_is_another_wording(shop):
    for typed in ("https://shop.example/other", "🚀", "*", "who is she?"):
        assert not isinstance(shop.match(typed), Answered)


def test_one_wording_in_two_packs_answers_with_the_other_beside_it():
    matcher = Matcher.over(Knowledge([packs(("Who are you?",)), packs(("who are you",), pack="bar")]))
    decision = matcher.match("WHO ARE YOU")
    assert isinstance(decision, Answered)
    assert len(decision.also) == 1


def test_one_wording_of_two_entries_that_are_no_twins_is_a_choice():
    matcher = Matcher.over(Knowledge([packs(("Who are you?",), ("Who are you??",))]))
    assert isinstance(matcher.match("who are you"), Ambiguous)


def test_a_wording_left_out_does_not_answer_for_itself(shop):
    assert shop.read("Who are you?", without=0).sure < 1


def test_the_explanation_agrees(shop):
    assert explain(shop, "who are you").sure == 1.0


TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40)


@pytest.mark.thorough
@given(st.lists(TEXT.filter(fold_wording), min_size=1, max_size=4, unique_by=fold_wording))
def test_whatever_a_pack_asks_is_answered(wordings):
    """Any text that a pack may hold; two that the matcher cannot tell apart are at least offered together."""
    matcher = Matcher.over(Knowledge([packs(*((wording,) for wording in wordings))]))
    for wording in wordings:
        decision = matcher.match(wording)
        assert isinstance(decision, Answered | Ambiguous)
        assert wording in [match.matched for match in decision.matches]
