"""What an entry is without is not what it answers."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.decision import Answered
from bot.matching.exclusions import Excluded
from bot.matching.facts import AskedFacts, entry_facts
from bot.matching.lexicon_file import bundled_lexicon
from bot.matching.matcher import Matcher
from bot.matching.normalize import normalise


def excluded(wordings, question):
    known = entry_facts([normalise(wording).split() for wording in wordings], bundled_lexicon())
    asked = AskedFacts(tuple(normalise(question).split()), bundled_lexicon())
    found = asked.contradict(known) if known else ()
    return [fact.typed for fact in found if isinstance(fact, Excluded)]


@pytest.mark.parametrize(
    ("entry", "question", "typed"),
    [
        ("The trimmer without battery", "what is the trimmer's battery like", "battery"),
        ("The trimmer without battery", "trimmer kit including the batteries", "batteries"),
        ("Treatment without an anaesthetic", "which anaesthetics are used in a treatment", "anaesthetics"),
        ("How can I mute somebody without unfriending or blocking them?", "unfriend somebody", "unfriend"),
        ("How can I mute somebody without unfriending or blocking them?", "how do I block somebody", "block"),
        ("Reading maps without an internet connection", "which internet connection is good for maps", "connection"),
    ],
)
def test_who_asks_for_what_is_left_out_is_not_answered(entry, question, typed):
    assert excluded([entry], question) == [typed]
    assert excluded([entry], entry) == []


@pytest.mark.parametrize(
    ("entry", "question"),
    [
        ("The trimmer without battery", "just the trimmer, I have got the battery"),
        ("The trimmer without battery", "trimmer with no battery"),
        ("The trimmer without battery", "my battery is dead, can I have the trimmer alone"),
        ("Expenses without a receipt", "I lost the receipt"),
        ("Expenses without a receipt", "there isn't any receipt for my expenses"),
        ("Proposing changes without editing", "I'd rather propose than edit"),
        ("Reading maps without an internet connection", "does the map need internet"),  # half of what is left out
        ("Reading maps without an internet connection", "the maps when the internet connection is down"),
        ("How do I cancel?", "without a battery"),
    ],
)
def test_who_leaves_it_out_too_is_answered(entry, question):
    assert excluded([entry], question) == []


def test_what_an_alias_asks_for_is_not_left_out():
    assert excluded(["The trimmer without battery", "does the trimmer have a battery"], "the trimmer's battery") == []


def test_of_two_entries_the_one_that_has_it_answers():
    def entry(name, question, text):
        return Entry("shop", name, question, Answer("text", text=text), Source("Shop handbook"))

    alone = entry("alone", "Hedge trimmer without battery", "Item 4410. It fits whatever you own.")
    kit = entry("kit", "Hedge trimmer with battery", "Item 4420. A charger comes along.")
    dogs = entry("dogs", "May dogs come in?", "Yes.")
    both = Matcher.over(Knowledge([Pack("shop", (alone, kit, dogs))])).match("hedge trimmer, battery")
    assert isinstance(both, Answered)
    assert both.best.entry.name == "kit"
    assert not isinstance(
        Matcher.over(Knowledge([Pack("shop", (alone, dogs))])).match("hedge trimmer, battery"), Answered
    )
