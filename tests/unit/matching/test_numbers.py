"""A count in a question is a fact that an entry has, allows or contradicts."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Answer, Entry, Item, Knowledge, Source
from bot.matching.normalize import normalise
from bot.matching.numbers import Count, counts_in, entry_counts


def counts(text):
    return counts_in(normalise(text).split())


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("what are the seven Cs", ["7 Cs"]),
        ("the 4 Ps and the 7 Cs", ["4 Ps", "7 Cs"]),
        ("the 7 core marketing principles", ["7 principles"]),
        ("the rule of seven", ["rule of 7"]),
        ("7 As of service", ["7 As"]),
        ("these pillars, all seven of them", ["7 pillars"]),
        ("four pillars or four pillars", ["4 pillars"]),
        ("IX pillars", ["9 pillars"]),
        ("half a dozen rules", ["6 rules"]),
        ("the 3 essential pillars", ["3 pillars"]),
        ("6 key elements", ["6 elements"]),
        ("3 essentials", ["3 essentials"]),
        ("7 sales principles", ["7 principles"]),
        ("7 customers service pillars", ["7 pillars"]),
        ("a 6 step plan", ["6 step"]),
        ("the 7 pillar of service", ["7 pillar"]),
        ("the rule of seventy-two", ["rule of 72"]),
        ("twenty one rules", ["21 rules"]),
        ("all twenty of the cardinal rules", ["20 rules"]),
    ],
)
def test_counts_of_lists_are_found(question, shown):
    assert list(map(str, counts(question))) == shown


@pytest.mark.parametrize(
    "question",
    [
        "5 star service",
        "7 people waited",
        "an apple a day, 7 a day",
        "100 customers at 9",
        "a 7 percent share",
        "principles of 2024",
        "3 of us and the pillars",
        "0 pillars",
        "room 7. Pillars",
        "explain in five minutes the principles",
        "in 2 weeks the new rules",
        "one of those days, and the rules",
        "24/7 rules",
        "my 6 year old knows the rules",
        "three new cashiers need rules",
        "two of the pillars",
        "I have two questions",
        "two questions: the rules",
        "I need 2 things",
        "pillar 2 of the rules",
        "step 3, the rules",
        "form 27B",
        "gate 12 B",
        "the first 3 pillars",
        "another 2 tips",
        "2 key people",
        "two-factor sign in",
        "two-step verification",
        "2 quality shoes",
        "at 9 pm the rules",
        "3 kids and the rules",
        "the 25th rule",
    ],
)
def test_other_numbers_are_no_counts(question):
    assert counts(question) == ()


def facts(knowledge: Knowledge, entry_id: str):
    entry = knowledge.by_id[entry_id]
    return entry_counts(entry, [normalise(wording) for wording in entry.wordings], knowledge.parent_of(entry))


@pytest.mark.parametrize(
    ("entry", "count", "agrees", "contradicts"),
    [
        ("pillars-faq/seven-pillars", Count(7, "pillar"), True, False),
        ("pillars-faq/seven-pillars", Count(9, "pillar"), False, True),
        ("riseup-principles/seven-cs", Count(7, "c"), True, False),
        ("riseup-principles/seven-cs", Count(7, "p"), False, True),
        ("riseup-principles/seven-cs", Count(8, "c"), False, True),
        ("riseup-principles/rule-of-seven", Count(7, "rule of"), True, False),
        ("riseup-principles/rule-of-seven", Count(72, "rule of"), False, True),
        ("basic-principles-faq/seven-principles", Count(6, "tip"), False, False),
        ("seven-pillars-article/sincerity", Count(7, "pillar"), None, False),
    ],
)
def test_an_entry_has_allows_or_contradicts_a_count(bundled, entry, count, agrees, contradicts):
    """Six is allowed where the source announces seven and lists six; a part may be asked by its list's number."""
    known = facts(bundled, entry)
    assert known.contradict(count) is contradicts
    if agrees is not None:
        assert known.agree(count) is agrees


def listing(name, question, *items, aliases=(), claims=None):
    answer = Answer("bullets", items=tuple(map(Item, items)))
    return Entry("shop", name, question, answer, Source("Shop"), aliases, claims=claims)


@pytest.mark.parametrize(
    ("alias", "count"),
    [
        ("two pillars of the four", Count(2, "pillar")),
        ("what is pillar 2", Count(2, "pillar")),
        ("the 2nd pillar", Count(2, "pillar")),
        ("five of the tips", Count(5, "tip")),
    ],
)
def test_what_an_alias_says_of_a_part_is_no_count_of_the_list(alias, count):
    entry = listing("pillars", "What are the pillars?", "Care", "Speed", "Price", "Trust", aliases=(alias,))
    counts = entry_counts(entry, [normalise(wording) for wording in entry.wordings], None)
    assert counts.contradict(count)
    assert not counts.agree(count)
    assert not counts.contradict(Count(4, "pillar"))


def test_what_an_answer_claims_and_lists_and_its_question_names_are_its_counts():
    entry = listing("pillars", "What are the 7 pillars?", "Care", "Speed", claims=6)
    counts = entry_counts(entry, [normalise(entry.question)], None)
    assert [n for n in range(1, 10) if not counts.contradict(Count(n, "pillar"))] == [2, 6, 7]


def test_an_answer_that_lists_nothing_has_the_counts_of_its_wordings_noun_by_noun():
    answer = Answer("text", text="It has two.")
    entry = Entry(
        "shop", "why", "Why do principles matter?", answer, Source("Shop"), ("the two purposes of principles",)
    )
    counts = entry_counts(entry, [normalise(wording) for wording in entry.wordings], None)
    assert counts.agree(Count(2, "purpos"))
    assert counts.contradict(Count(2, "principl"))


def test_the_word_a_count_was_typed_with_does_not_make_another_count():
    assert Count(7, "pillar", "pillars") == Count(7, "pillar", "pillar")
