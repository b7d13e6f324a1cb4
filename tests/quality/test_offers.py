"""What is offered unasked is near: the search while one types, and what stands under "I do not know"."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.matching.decision import Abstained

QUESTIONS = Path(__file__).parent / "questions"

# What a person sees of the list without scrolling.
SEEN = 5

# So much of a question is typed -> the share of questions whose entry is seen, a little under what watch reaches
# (.650, .805, .880 and .960; dev .720, .822, .924 and .992).
BEGUN = {0.4: 0.635, 0.6: 0.79, 0.8: 0.865, 1.0: 0.95}

# Of what is asked elsewhere, in full: the least share for which nothing is offered, by kind.
NOTHING = {"oos-far": 0.82, "statement": 0.45, "oos-near": 0.38}

# What colleagues look for in other bots.
ELSEWHERE = """
    pizza recipe|the weather in berlin|vpn token expired|where do I park|my laptop is slow|book a meeting room
    holiday calendar|kubernetes ingress error|printer out of paper|who won the election|sick leave|expense form
    zoom link|git merge conflict
"""


def questions(name: str) -> list[dict]:
    return [json.loads(line) for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("typed", BEGUN)
@pytest.mark.parametrize("name", ["dev", "watch"])
def test_the_right_entry_is_seen_while_one_types(matcher, name, typed):
    asked = [row for row in questions(name) if row["expect"] and row["kind"] != "rambling"]
    seen = [
        any(entry.id in row["expect"] for entry in matcher.suggest(row["q"][: int(len(row["q"]) * typed)])[:SEEN])
        for row in asked
    ]
    assert sum(seen) / len(seen) >= BEGUN[typed]


@pytest.mark.parametrize("kind", NOTHING)
@pytest.mark.parametrize("name", ["dev", "watch"])
def test_what_is_not_known_is_offered_nothing(matcher, name, kind):
    asked = [row for row in questions(name) if not row["expect"] and row["kind"] == kind]
    assert sum(not matcher.suggest(row["q"]) for row in asked) / len(asked) >= NOTHING[kind]


def test_of_what_is_asked_elsewhere_hardly_anything_is_offered(matcher):
    asked = [text.strip() for text in ELSEWHERE.replace("\n", "|").split("|") if text.strip()]
    assert sum(not matcher.suggest(text) for text in asked) / len(asked) >= 0.75


def test_a_question_typed_as_it_stands_offers_its_entry_first_from_its_middle_on(matcher):
    for entry in matcher.knowledge.entries:
        half = entry.question[: len(entry.question) * 6 // 10]
        assert entry in matcher.suggest(half)[:SEEN], half


@pytest.mark.parametrize("name", ["dev", "watch", "tune"])
def test_under_i_do_not_know_stands_nothing_from_elsewhere(meaning_matcher, name):
    """Of each file 35 to 40 are from elsewhere: for two at most anything is offered; without a line it was all."""
    decisions = [meaning_matcher.match(row["q"]) for row in questions(name) if row["kind"] == "oos-far"]
    assert sum(isinstance(one, Abstained) and any(match.near for match in one.matches) for one in decisions) <= 2


def test_what_only_a_number_forbids_is_near(matcher):
    decision = matcher.match("what are the 9 pillars of customer service")
    assert isinstance(decision, Abstained)
    assert "seven-pillars" in {match.entry.name for match in decision.matches if match.near}


def test_what_shares_only_a_number_is_not(matcher):
    decision = matcher.match("what are the 5 Rs")
    assert isinstance(decision, Abstained)
    assert not any(match.near for match in decision.matches)
