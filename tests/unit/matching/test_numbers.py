"""A count in a question is a fact that an entry has, allows or contradicts."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Knowledge
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


def test_the_word_a_count_was_typed_with_does_not_make_another_count():
    assert Count(7, "pillar", "pillars") == Count(7, "pillar", "pillar")
