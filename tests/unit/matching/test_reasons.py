"""A reason is true, and quotes only words of content that the person typed, as they typed them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.decision import Abstained, Answered
from bot.matching.matcher import Matcher
from bot.matching.reasons import TOO_FAR, as_typed

SOURCE = Source("Bike handbook")


@pytest.fixture(scope="module")
def bikes():
    def entry(name, question):
        return Entry("bikes", name, question, Answer("text", text="Ask at the counter."), SOURCE)

    entries = (
        entry("tyres", "How do I pump up a tyre?"),
        entry("brakes", "Which 3 brakes do you fit?"),
        entry("warranty", "How long is a bike covered?"),
        entry("room", "Where is room 12?"),
    )
    found = Matcher.over(Knowledge([Pack("bikes", entries)]))
    # What is answered is another matter: here nothing is but what is nearly the wording.
    found.weights = replace(found.weights, answer_at=0.97, offer_at=0.96)
    return found


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("tyre presure", TOO_FAR),  # the lexicon mends it, and the mended word was not typed
        ("tyre zzyzxes", 'Nothing known here is about "zzyzxes".'),
        ("Tyre PRESSURE?", 'Nothing known here is about "PRESSURE".'),
        ("where is room 13", 'What comes near is not about "room 13".'),
        ("where's ROOM 13 please", 'What comes near is not about "ROOM 13".'),
        ("my 2 quality tyres", TOO_FAR),
        ("saddlebag-holder for a bike", TOO_FAR),
        ("a pair of 2 key rings", TOO_FAR),
    ],
)
def test_the_reason_is_in_the_persons_words(bikes, question, reason):
    decision = bikes.match(question)
    assert not isinstance(decision, Answered)
    said = decision.reason
    assert said == reason or (reason == TOO_FAR and "No list" not in said and not _quotes_part(said, question))


def _quotes_part(reason, question):
    return any(quoted not in re.split(r"[\s?!.,;]+", question) for quoted in re.findall('"([^"]*)"', reason))


@pytest.mark.parametrize(
    ("words", "question", "shown"),
    [
        ("presure", "tyre Presure?", "Presure"),
        ("pre", "tyre presure", None),
        ("mail", "an e-mail", None),
        ("mail", "the mail's late", "mail"),
        ("c", "a C++ guide", None),
        ("c++", "a C++ guide", "C++"),
        ("room 13", "Room 13, where?", "Room 13"),
        ("version 3.3", "v3.3", None),
        ("", "anything", None),
    ],
)
def test_a_word_is_quoted_only_where_it_stands_whole(words, question, shown):
    assert as_typed(words, question) == shown


def test_a_count_that_another_entry_has_is_not_denied(matcher):
    for question in ("rule of 7 for lunch pizza", "7 Cs of cooking pasta", "the 4 Ps of gardening tulips"):
        assert not matcher.match(question).reason.startswith("No ")


def test_an_id_is_a_weak_word(bikes):
    assert bikes.match("how long warranty").matches[0].entry.name == "warranty"


WORDS = st.lists(
    st.sampled_from(
        """
        tyre presure e-mail Pressure don't room 13 12 2 key quality the what is zzyzx Brakes? saddle-bag café 9 brakes
        """.split()
    ),
    max_size=9,
).map(" ".join)


@given(WORDS)
def test_whatever_is_quoted_was_typed(bikes, question):
    decision = bikes.match(question)
    if isinstance(decision, Abstained):
        for quoted in re.findall('"([^"]*)"', decision.reason):
            assert re.search(rf"(?<![\w-]){re.escape(quoted)}(?![\w-])", question)
