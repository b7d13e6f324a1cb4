"""The JSON object that scripts rely on: these keys, these types, for ever."""

from __future__ import annotations

import json

import pytest

from bot.answering import Reply
from bot.knowledge.model import Answer, Entry, Item, Source
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides, Match
from bot.render.json_reply import reply_json

ENTRY = Entry(
    "shop",
    "week",
    "Which days are there?",
    Answer("steps", "The days are", (Item("Monday", "Only mornings."), Item("Tuesday")), None, "And no more."),
    Source("Shop handbook", "The Shop", "handbook.txt", "https://shop.example/h", "2024", "A study"),
    lines="10-12",
    notes=("Five are missing.",),
)
TWIN = Entry("kiosk", "days", "Which days?", Answer("text", text="All of them."), Source("Kiosk notes"))


def test_an_answer_has_exactly_the_promised_keys():
    reply = Reply("days?", Answered(Match(ENTRY, 0.98765, "the days"), (TWIN,), (Match(TWIN, 0.5, "x"),), "Near."))
    assert reply_json(reply) == {
        "question": "days?",
        "outcome": "answered",
        "reason": "Near.",
        "matches": [
            {
                "id": "shop/week",
                "question": "Which days are there?",
                "score": 0.9877,
                "matched": "the days",
                "section": None,
            },
            {"id": "kiosk/days", "question": "Which days?", "score": 0.5, "matched": "x", "section": None},
        ],
        "answer": {
            "id": "shop/week",
            "question": "Which days are there?",
            "kind": "steps",
            "intro": "The days are",
            "items": [{"text": "Monday", "detail": "Only mornings."}, {"text": "Tuesday", "detail": None}],
            "text": None,
            "outro": "And no more.",
            "notes": ["Five are missing."],
            "source": {
                "title": "Shop handbook",
                "publisher": "The Shop",
                "file": "handbook.txt",
                "lines": "10-12",
                "url": "https://shop.example/h",
                "dated": "2024",
                "cites": "A study",
            },
            "also": ["kiosk/days"],
            "section": None,
            "link": None,
            "format": "markdown",
            "plain": "The days are\n\n1. Monday\n   Only mornings.\n2. Tuesday\n\nAnd no more.",
        },
    }


@pytest.mark.parametrize(
    ("decision", "outcome", "matches"),
    [
        (Ambiguous((Match(ENTRY, 0.5, "a"), Match(TWIN, 0.4, "b")), "Several."), "ambiguous", 2),
        (Abstained((Match(ENTRY, 0.1, "a"),), "Unknown."), "abstained", 1),
        (Abstained((), "Unknown."), "abstained", 0),
    ],
)
def test_without_an_answer_the_answer_is_null(decision, outcome, matches):
    data = reply_json(Reply("q", decision))
    assert (data["outcome"], data["answer"], len(data["matches"])) == (outcome, None, matches)


NEAR = Match(TWIN, 0.31234, "which days")
ELSE = Besides("mend my bicycle", (NEAR,), "Nothing known here is about it.")
BOTH = (Match(ENTRY, 0.9, "a"), Match(TWIN, 0.8, "b"))


@pytest.mark.parametrize(
    "decision",
    [Answered(BOTH[0], (), (), "Near.", besides=ELSE), Ambiguous(BOTH, "Several.", each=True, besides=ELSE)],
    ids=["answered", "each of several"],
)
def test_what_a_message_asks_besides_is_said(decision):
    data = reply_json(Reply("q", decision))
    assert data["besides"] == {
        "question": "mend my bicycle",
        "reason": "Nothing known here is about it.",
        "matches": [
            {"id": "kiosk/days", "question": "Which days?", "score": 0.3123, "matched": "which days", "section": None}
        ],
    }
    assert ("each" in data) == (data["outcome"] == "ambiguous")


def test_where_nothing_is_asked_besides_there_is_no_such_key():
    for decision in (Answered(BOTH[0], (), (), "Near."), Ambiguous(BOTH, "Several."), Abstained((), "Unknown.")):
        assert {"besides", "each"}.isdisjoint(reply_json(Reply("q", decision)))


def test_any_question_can_be_written_as_utf8():
    """A lone surrogate, as broken input leaves it, becomes a question mark."""
    data = reply_json(Reply("a\ud800b \U0001f600", Abstained((), "Unknown.")))
    assert data["question"] == "a?b \U0001f600"
    json.dumps(data, ensure_ascii=False).encode("utf-8")


def test_every_bundled_entry_can_be_written(answering):
    for entry in answering.knowledge.entries:
        data = reply_json(answering.choose(entry.id))
        assert data["answer"]["id"] == data["matches"][0]["id"] == entry.id
        assert json.loads(json.dumps(data)) == data
