"""The measures mean what the labelled questions' description says."""

from __future__ import annotations

import json

import pytest

from bot.errors import QuestionsError
from bot.knowledge.model import Answer, Entry, Source
from bot.matching.decision import Abstained, Ambiguous, Answered, Match
from bot.matching.evaluation import (
    Labelled,
    Outcome,
    evaluate,
    is_miss,
    measure,
    read_labelled,
    reliability,
    risk_coverage,
)


def match(name, score=0.5):
    entry = Entry("p", name, f"{name}?", Answer("text", text="x"), Source("T"))
    return Match(entry, score, f"{name}?")


def outcome(expect, decision, kind="paraphrase"):
    return Outcome(Labelled("q", frozenset(f"p/{name}" for name in expect.split()), kind), decision)


def answered(best, *near, score=0.9):
    return Answered(match(best, score), (), tuple(match(name) for name in near), "because.")


def offered(*names, score=0.5):
    return Ambiguous(tuple(match(name, score) for name in names), "because.")


def abstained(*names):
    return Abstained(tuple(match(name, 0.1) for name in names), "because.")


IN_SCOPE = [
    outcome("a", answered("a", "b")),
    outcome("a", answered("b", "a")),
    outcome("a b", offered("c", "b")),
    outcome("a", offered("c", "d", "e", "a")),
    outcome("a", abstained("a")),
    outcome("a", abstained()),
]
OUT_OF_SCOPE = [
    outcome("", answered("a")),
    outcome("", offered("a", "b")),
    outcome("", abstained("a")),
    outcome("", abstained()),
]


def test_each_measure_counts_what_it_says():
    measures = measure([*IN_SCOPE, *OUT_OF_SCOPE])
    assert (measures.in_scope, measures.out_of_scope) == (6, 4)
    assert measures.right_at_1 == pytest.approx(2 / 6), "whatever the outcome, the first is right"
    assert measures.right_at_3 == pytest.approx(4 / 6), "a fourth match does not count"
    assert measures.answered_right == pytest.approx(1 / 6)
    assert measures.answered_wrong == pytest.approx(1 / 6)
    assert measures.offered == pytest.approx(1 / 6)
    assert measures.false_answers == pytest.approx(1 / 4)
    assert measures.false_offers == pytest.approx(1 / 4)


def test_a_share_of_nothing_is_nothing():
    measures = measure([])
    assert (measures.in_scope, measures.right_at_1, measures.false_answers) == (0, 0.0, 0.0)


def test_misses_are_what_serves_a_person_badly():
    """A wrong answer, or the right one not even near; an honest silence with the right one near is none."""
    assert [is_miss(o) for o in IN_SCOPE] == [False, True, False, True, False, True]
    assert [is_miss(o) for o in OUT_OF_SCOPE] == [True, False, False, False]


def test_a_higher_threshold_answers_less_and_errs_less():
    outcomes = [
        outcome("a", answered("a", score=0.9)),
        outcome("a", answered("b", score=0.6)),
        outcome("", offered("a", "b", score=0.6)),
        outcome("a", abstained("a")),
    ]
    low, high = risk_coverage(outcomes, [0.05, 0.8])
    assert (low.answered_right, low.answered_wrong, low.false_answers) == pytest.approx((1 / 3, 1 / 3, 1))
    assert (high.answered_right, high.answered_wrong, high.false_answers) == pytest.approx((1 / 3, 0, 0))


def test_measures_print_one_name_and_value_a_line():
    lines = measure(IN_SCOPE).lines()
    assert lines[0].split() == ["in", "scope", "6"]
    assert lines[2].split() == ["right", "at", "1", "0.333"]
    assert len(lines) == 9


def test_every_question_is_asked_and_kept_with_its_label(matcher):
    rows = [Labelled("what are the 7 Cs", frozenset({"riseup-principles/seven-cs"}), "paraphrase")]
    (asked,) = evaluate(matcher.match, rows)
    assert asked.labelled is rows[0]
    assert asked.answered == "riseup-principles/seven-cs"
    assert asked.ids[0] == asked.answered
    assert asked.sure == asked.decision.matches[0].score


GOOD = {"q": "what?", "expect": ["p/a"], "kind": "typo"}


def test_labelled_questions_are_read_line_by_line(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps(GOOD) + "\n\n" + json.dumps({"q": "é?", "expect": []}) + "\n", encoding="utf-8")
    assert read_labelled(file) == [
        Labelled("what?", frozenset({"p/a"}), "typo"),
        Labelled("é?", frozenset(), "question"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '"text"',
        "7",
        "null",
        "{}",
        '{"q": "x"}',
        '{"q": 7, "expect": []}',
        '{"q": "x", "expect": "p/a"}',
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_a_line_that_is_no_question_is_named(tmp_path, line):
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps(GOOD) + "\n" + line + "\n")
    with pytest.raises(QuestionsError) as refused:
        read_labelled(file)
    assert str(refused.value).startswith(f"{file}:2: not a labelled question: write it like ")


@pytest.mark.parametrize(
    ("raw", "why"),
    [(None, "no such file"), (b"\xff\xfe", "it is not UTF-8"), (b"", ""), (b"\n \n", "")],
    ids=["missing", "not UTF-8", "empty", "blank"],
)
def test_a_file_without_questions_is_named_with_the_reason_in_words(tmp_path, raw, why):
    file = tmp_path / "q.jsonl"
    if raw is not None:
        file.write_bytes(raw)
    with pytest.raises(QuestionsError) as refused:
        read_labelled(file)
    said = str(refused.value)
    assert said.startswith(f"{file}: ")
    assert why in said
    assert not any(code in said for code in ("Errno", "codec", "0xff"))


def test_a_folder_is_no_file_of_questions(tmp_path):
    with pytest.raises(QuestionsError):
        read_labelled(tmp_path)


def test_a_line_separator_inside_a_question_does_not_split_it(tmp_path):
    """JSON may hold U+2028 as it is; only a line feed ends a line."""
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps({"q": "one\u2028two", "expect": []}, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read_labelled(file)[0].question == "one\u2028two"


def test_the_reliability_table_holds_what_was_said_against_what_was_right():
    said = [
        outcome("a", answered("a", score=0.95)),
        outcome("b", answered("a", score=0.93)),
        outcome("", abstained("a")),
    ]
    rows = {row.name: row for row in reliability([*said, outcome("a", abstained())])}
    assert list(rows) == ["0.1 to 0.2", "0.9 to 1.0"]
    sure = rows["0.9 to 1.0"]
    assert (sure.questions, sure.said, sure.was) == (2, pytest.approx(0.94), 0.5)
    assert rows["0.1 to 0.2"].was == 0.0


def test_of_several_packs_each_has_its_row():
    other = Match(Entry("q", "z", "z?", Answer("text", text="x"), Source("T")), 0.8, "z?")
    rows = reliability([outcome("a", answered("a")), outcome("a", Answered(other, (), (), "because."))])
    assert [(row.name, row.questions, row.was) for row in rows[-2:]] == [("p", 1, 1.0), ("q", 1, 0.0)]
