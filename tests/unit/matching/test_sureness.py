"""What is put as an entry's question is, and names another thing, is not answered; what is put otherwise may be."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.decision import Answered
from bot.matching.matcher import Matcher
from bot.matching.sureness import names_another_thing


def pack(*questions):
    source = Source("Shop handbook")
    entries = (
        Entry("shop", f"q{n}", question, Answer("text", text=f"Text {n}."), source)
        for n, question in enumerate(questions)
    )
    return Matcher.over(Knowledge([Pack("shop", tuple(entries))]))


SMALL = [
    ("How long can I return a jacket?", "how long can I return a lamp"),
    ("How long can I return a jacket?", "how long is the warranty on a jacket"),
    ("How long can I return a jacket?", "how long can I return shoes"),
    ("Do you wrap gifts?", "do you wrap fish"),
    ("How do I water the roses?", "how do I prune the roses"),
    ("Can I bring my dog into the shop?", "can I bring my bike into the shop"),
    ("Do you fix a flat while I wait?", "do you fix a computer while I wait"),
    ("How long is the guarantee on frames?", "how long is the guarantee on helmets"),
    ("When is breakfast served?", "when is dinner served"),
    ("When is breakfast?", "when is dinner"),
    ("Is there an iPhone app?", "is there an android app"),
]


@pytest.mark.parametrize(("one", "asked"), SMALL)
def test_a_small_pack_does_not_answer_about_another_thing(one, asked):
    for matcher in (pack(one), pack(one, "When does the shop open?", "Who waters the plants?")):
        assert isinstance(matcher.match(one), Answered)
        assert not isinstance(matcher.match(asked), Answered)


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        ("How do I install the VPN?", "install the vpn on windows 11"),
        ("How long can I return a jacket?", "returning a jacket: how many days"),
        ("Do you wrap gifts?", "do you wrap gifts for free"),
    ],
)
def test_what_comes_beside_the_thing_asked_for_is_no_other_thing(one, asked):
    assert isinstance(pack(one, "When does the shop open?", "Who waters the plants?").match(asked), Answered)


@pytest.mark.parametrize(
    ("wording", "asked"),
    [
        ("How long is the warranty?", "guarantee how long"),  # "how long" alone is no frame
        ("How do I share my calendar with somebody else?", "how do I share my calendar with my husband"),
        ("How much is a full service?", "how expensive is a service"),
        ("printer password", "printer passcode"),  # nothing is asked in either
    ],
)
def test_a_thing_is_no_other_one_where_no_frame_holds_the_two_apart(wording, asked):
    matcher = pack(wording, "When does the shop open?", "Who waters the plants?")
    ranked = matcher.read(asked).ranked
    assert ranked[0].candidate.entry.question == wording
    assert not names_another_thing(ranked[0].candidate, matcher.index)
