"""People reach the right entry, and hear it when there is none."""

from __future__ import annotations

import json

import pytest

from bot.knowledge.model import Answer, Entry, Item, Knowledge, Pack, Source
from bot.matching import scoring
from bot.matching.decision import Abstained, Ambiguous, Answered
from bot.matching.explain import explain
from bot.matching.index import UNKNOWN
from bot.matching.matcher import Matcher
from bot.matching.normalize import MAX_CHARACTERS
from bot.matching.selfcheck import doubts, pairs


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("what are the 7 Cs", "riseup-principles/seven-cs"),
        ("What are the seven C's?!", "riseup-principles/seven-cs"),
        ("<@U012AB> wht are teh 7 C’s pls", "riseup-principles/seven-cs"),
        ("how do I handle an angry customer", "pillars-faq/angry-customer"),
        ("how do i handle an angyr custmer", "pillars-faq/angry-customer"),
        ("a customer is shouting at me, what do I do", "pillars-faq/customer-yells"),
        ("what are the 3 essential pillars of the customer experience", "pillars-faq/three-essential-pillars"),
        ("the VI pillars of retail", "basic-principles-faq/retail-pillars"),
        ("sincerity", "seven-pillars-article/sincerity"),
        ("rule of 7", "riseup-principles/rule-of-seven"),
        ("is dale carnegie's book worth reading", "pillars-faq/carnegie-book"),
    ],
)
def test_people_reach_the_right_entry(matcher, question, entry):
    decision = matcher.match(question)
    assert isinstance(decision, Answered)
    assert decision.best.entry.id == entry


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("what are the 9 pillars of customer service", "No list of 9 pillars is known here."),
        ("what are the nine pillars of customer service", "No list of 9 pillars is known here."),
        ("list the IX pillars", "No list of 9 pillars is known here."),
        ("what are the 8 Ps", "No list of 8 Ps is known here."),
        ("what is the rule of 72", "No rule of 72 is known here."),
    ],
)
def test_a_number_is_a_fact(matcher, question, reason):
    decision = matcher.match(question)
    assert isinstance(decision, Abstained)
    assert decision.reason == reason


@pytest.mark.parametrize(
    "question",
    [
        "",
        "hello",
        "thanks a lot!",
        "what's for lunch",
        "how do I cook pasta",
        "is the printer on the third floor broken again",
        "when was the french revolution",
        "¿cuáles son los principios del servicio?",
        "Was sind die sieben Säulen des Kundendienstes?",
    ],
)
def test_what_no_pack_answers_is_not_answered(matcher, question):
    assert not isinstance(matcher.match(question), Answered)


def test_several_sources_of_one_answer_are_named_beside_the_best(matcher):
    decision = matcher.match("What are the 7 pillars of customer service?")
    assert isinstance(decision, Answered)
    sources = {decision.best.entry.id, *(entry.id for entry in decision.also)}
    assert {"pillars-faq/seven-pillars", "seven-pillars-article/seven-pillars"} <= sources


def test_a_twin_that_contradicts_the_number_is_not_named(matcher):
    """Whoever asks for four principles is not sent to a list of seven."""
    decision = matcher.match("what are the 4 principles of customer service")
    assert isinstance(decision, Answered)
    assert all(4 in (entry.claims, len(entry.answer.items)) for entry in decision.also)


def test_a_question_longer_than_anyone_asks_is_cut_and_says_so(matcher):
    long = "what are the 7 Cs " + "x" * MAX_CHARACTERS
    assert matcher.match(long).reason.endswith(f" Only the first {MAX_CHARACTERS:,} characters were read.")
    assert "Only the first" not in matcher.match(long[:MAX_CHARACTERS]).reason


def test_what_stands_behind_the_cut_is_not_read(matcher):
    assert isinstance(matcher.match(" " * MAX_CHARACTERS + "what are the 7 Cs"), Abstained)


@pytest.mark.parametrize("top", [1, 2, 3, 10])
def test_as_many_matches_are_reported_as_wanted(matcher, top):
    decision = matcher.match("What are the pillars of customer satisfaction?", top=top)
    assert len(decision.matches) == min(top, len(decision.matches))
    assert len(matcher.match("What are the pillars of customer satisfaction?", top=1).matches) == 1
    assert decision.matches[0] == matcher.match("What are the pillars of customer satisfaction?", top=1).matches[0]


def test_an_entry_is_found_by_any_of_its_wordings_spelt_as_it_likes(matcher):
    aliases = matcher.knowledge.by_id["pillars-faq/angry-customer"].aliases[:5]
    for alias in aliases:
        assert matcher.match(alias.upper() + "???").matches[0].entry.id == "pillars-faq/angry-customer"


# A pack of a reader's own: few entries, no aliases, nothing of the bundled subjects.


def entry(name, question, answer="Ask at the till.", **fields):
    return Entry("shop", name, question, Answer("text", text=answer), Source("Shop handbook"), **fields)


@pytest.fixture(scope="module")
def shop():
    listed = Answer("bullets", items=(Item("Cash"), Item("Card"), Item("Voucher")))
    entries = (
        entry("returns", "How long can a customer return a jacket?", "Thirty days, with the receipt."),
        entry("hours", "When does the shop open on Sundays?"),
        Entry("shop", "payment", "Which 3 ways of payment do we take?", listed, Source("Shop handbook")),
    )
    return Matcher.over(Knowledge([Pack("shop", entries)]))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How long can a customer return a jacket?", "returns"),
        ("when do we open on sunday", "hours"),
        ("which ways of payment do we take", "payment"),
    ],
)
def test_a_pack_of_ones_own_is_found_without_aliases(shop, question, name):
    decision = shop.match(question)
    assert decision.matches[0].entry.name == name
    assert isinstance(decision, Answered)


@pytest.mark.parametrize("question", ["what are the 7 Cs", "how do I cook pasta", "hello", ""])
def test_a_pack_of_ones_own_answers_nothing_else(shop, question):
    assert not isinstance(shop.match(question), Answered)


def test_numbers_are_facts_in_a_pack_of_ones_own(shop):
    assert isinstance(shop.match("Which 4 ways of payment do we take?"), Abstained)
    assert shop.match("Which 3 ways of payment do we take?").matches[0].entry.name == "payment"


def test_one_entry_alone_is_never_a_choice():
    alone = Matcher.over(Knowledge([Pack("shop", (entry("hours", "When does the shop open?"),))]))
    for question in ("shop", "when open", "does it", "the shop on Sundays and the garage", "opening"):
        assert not isinstance(alone.match(question), Ambiguous)


# The index, as far as the other stages rely on it.


def test_rare_terms_say_more_than_common_ones(matcher):
    index = matcher.index
    rarity = {word: index.rarity(index.lexicon.concepts([word])[0], word) for word in ("customer", "gartner")}
    assert 0 <= rarity["customer"] < rarity["gartner"]


def test_an_unknown_word_weighs_by_how_rare_it_is_in_english(matcher):
    index = matcher.index
    assert index.number_of("zzyzx") is None
    assert index.rarity("zzyzx", "zzyzx") == UNKNOWN
    assert 0 < index.rarity("window", "window") < UNKNOWN


def test_strengths_are_shares(matcher):
    index = matcher.index
    places = range(len(index.entries))
    customer = [index.strength(index.lexicon.customer, place) for place in places]
    assert all(0 <= strength <= 1 for strength in customer)
    assert max(customer) > 0.5
    assert all(index.strength("zzyzx", place) == 0 for place in places)


def test_every_weight_belongs_to_a_feature_that_is_computed(matcher):
    """A renamed feature would silently lose its fitted weight."""
    reading = matcher.read("I need help. My boss asks about 7 pillars. What are the seven pillars of customer service?")
    ranking = set(reading.ranked[0].candidate.features) | set(scoring.part_features(reading.parts[0], 2))
    assert set(matcher.weights.rank) == ranking
    assert set(matcher.weights.sure) == set(reading.features)
    assert 0 < matcher.weights.offer_at < matcher.weights.answer_at < 1


# Why: the explanation agrees with the decision.


@pytest.mark.parametrize(
    "question", ["what are the 7 Cs", "an angry costumer on the phone", "the 9 pillars", "pasta", ""]
)
def test_an_explanation_agrees_with_the_decision(matcher, question):
    explanation, decision = explain(matcher, question), matcher.match(question)
    assert [seen.id for seen in explanation.candidates] == [match.entry.id for match in decision.matches]
    if decision.matches:
        assert explanation.sure == pytest.approx(decision.matches[0].score, abs=1e-4)
    json.dumps(explanation.as_data())


def test_an_explanation_adds_up(matcher):
    explanation = explain(matcher, "how do I handle an angry customer")
    for seen in explanation.candidates:
        assert sum(moved.added for moved in seen.moved) == pytest.approx(seen.score, abs=0.05)


def test_an_explanation_names_the_words_that_an_alias_lacks(matcher):
    assert "democracy" in " ".join(explain(matcher, "the 7 pillars of democracy").missing())


def test_an_explanation_says_which_counts_agree(matcher):
    assert explain(matcher, "the 7 Cs").counts == ("7 Cs: agrees",)
    assert explain(matcher, "the 9 pillars").counts == ("9 pillars: contradicts",)


# Packs that the matcher cannot serve are doubted.


def test_an_alias_that_leads_to_another_entry_is_doubted():
    entries = (
        entry("hours", "When does the shop open?"),
        entry("returns", "How long can a customer return a jacket?", aliases=("when do the shops open",)),
    )
    (doubt,) = doubts(Matcher.over(Knowledge([Pack("shop", entries)])))
    assert (doubt.entry.name, doubt.wording, doubt.other.name) == ("returns", "when do the shops open", "hours")


def test_a_question_is_doubted_though_it_answers_word_for_word():
    entries = (entry("seven", "What are the 7 Cs?"), entry("roman", "What are the VII C's?"))
    matcher = Matcher.over(Knowledge([Pack("shop", entries)]))
    assert matcher.match("What are the VII C's?").matches[0].entry.name == "roman"
    assert [doubt.entry.name for doubt in doubts(matcher)] == ["roman"]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("How do I check in?", "How do I check out?", '"in" and "out"'),
        ("Where is room 12?", "Where is room 13?", '"12" and "13"'),
        ("What is included?", "What is not included?", '"not"'),
        ("Where is the C++ guide?", "Where is the C# guide?", '"C++" and "C#"'),
        ("How do I buy a bike?", "How do I sell a bike?", '"buy" and "sell"'),
        ("What does 🎉 mean?", "What does 🐛 mean?", '"🎉" and "🐛"'),
    ],
)
def test_questions_that_a_word_tells_apart_are_named_once(one, other, words):
    entries = (entry("one", one), entry("other", other), entry("lamp", "Where is the lamp?"))
    (pair,) = pairs(Matcher.over(Knowledge([Pack("shop", entries)])))
    assert (pair.entry.name, pair.other.name, pair.words) == ("one", "other", words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What are the 4 pillars?", "What are the 7 pillars?"),  # counts are facts anyway
        ("How do I clean a sofa?", "How do I clean a lamp?"),  # words that ranking sees
        ("Who are you?", "Where are you?"),  # nothing said that both share
    ],
)
def test_questions_that_differ_in_what_they_say_are_not(one, other):
    assert list(pairs(Matcher.over(Knowledge([Pack("shop", (entry("one", one), entry("other", other)))])))) == []


def test_a_catalogue_is_no_pair_of_questions():
    rooms = tuple(entry(f"room{n}", f"Where is room {n}?") for n in range(100, 130))
    matcher = Matcher.over(Knowledge([Pack("shop", rooms)]))
    assert list(pairs(matcher)) == []
    for place in (100, 117, 129):
        decision = matcher.match(f"where's room {place}")
        assert isinstance(decision, Answered)
        assert decision.best.entry.name == f"room{place}"
    assert not isinstance(matcher.match("where is room 99"), Answered)
    assert not isinstance(matcher.match("where is the room"), Answered)


def test_entries_of_their_own_kind_are_not_doubted(shop):
    assert list(doubts(shop)) == []
