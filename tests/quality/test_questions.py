"""The labelled questions as floors: what the matcher reached once it never falls below again.

`dev` is the sample that issue 2 sets its targets on; weights are fitted on `dev`, `tune` and
`train`, never on `watch`. A floor stands two or three questions under what is reached.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.matching.evaluation import Measures, evaluate, is_miss, measure, read_labelled
from bot.matching.matcher import Matcher

QUESTIONS = Path(__file__).parent / "questions"

# What issue 2 asks of `dev`; the floors below may never be set under it.
TARGET = {"right_at_1": 0.85, "right_at_3": 0.93, "answered_wrong": 0.05, "false_answers": 0.10}

FLOORS = {
    "dev": {"right_at_1": 0.965, "right_at_3": 0.99, "answered_right": 0.935},
    "tune": {"right_at_1": 0.935, "right_at_3": 0.98, "answered_right": 0.855},
    "train": {"right_at_1": 0.93, "right_at_3": 0.98, "answered_right": 0.86},
    "watch": {"right_at_1": 0.935, "right_at_3": 0.975, "answered_right": 0.84},
}
CEILINGS = {
    "dev": {"answered_wrong": 0.018, "false_answers": 0.014, "false_offers": 0.1},
    "tune": {"answered_wrong": 0.027, "false_answers": 0.014, "false_offers": 0.09},
    "train": {"answered_wrong": 0.023, "false_answers": 0.02, "false_offers": 0.15},
    "watch": {"answered_wrong": 0.022, "false_answers": 0.014, "false_offers": 0.12},
}
FILES = pytest.mark.parametrize("name", list(FLOORS))


@pytest.fixture(scope="module")
def outcomes(matcher):
    """What becomes of every question of every file."""
    return {name: evaluate(matcher.match, read_labelled(QUESTIONS / f"{name}.jsonl")) for name in FLOORS}


@FILES
def test_enough_questions_are_answered_rightly(outcomes, name):
    measures = measure(outcomes[name])
    assert not _below(measures, FLOORS[name]), _report(outcomes[name], measures)


@FILES
def test_few_questions_are_answered_wrongly(outcomes, name):
    measures = measure(outcomes[name])
    assert not _above(measures, CEILINGS[name]), _report(outcomes[name], measures)


def test_a_newcomers_faq_without_an_alias_is_found_by_its_questions_alone():
    """100 questions on web applications, each asked in five other ways; BM25 over the same text reaches 0.43."""
    matcher = Matcher.over(load([QUESTIONS.parent / "newcomer"]))
    measures = measure(evaluate(matcher.match, read_labelled(QUESTIONS / "newcomer.jsonl")))
    assert measures.right_at_1 >= 0.57
    assert measures.right_at_3 >= 0.69
    assert measures.answered_wrong <= 0.05


def test_no_floor_is_set_under_the_target():
    for measured in ("right_at_1", "right_at_3"):
        assert FLOORS["dev"][measured] >= TARGET[measured]
    for measured in ("answered_wrong", "false_answers"):
        assert CEILINGS["dev"][measured] <= TARGET[measured]


@FILES
def test_every_label_names_an_entry_that_exists(bundled, name):
    rows = read_labelled(QUESTIONS / f"{name}.jsonl")
    unknown = {entry_id for row in rows for entry_id in row.expect} - set(bundled.by_id)
    assert unknown == set()


def test_no_question_of_the_watched_file_is_fitted_on():
    def asked(name):
        return {" ".join(row.question.casefold().split()) for row in read_labelled(QUESTIONS / f"{name}.jsonl")}

    watched = asked("watch")
    for name in ("dev", "tune", "train"):
        assert watched.isdisjoint(asked(name)), name


def test_no_question_of_the_sample_was_copied_into_the_packs(bundled):
    """Whoever copies the sample measures memory. Wordings that the source or people's habit give are few."""
    from bot.knowledge.model import fold_wording

    aliases = {fold_wording(alias) for entry in bundled.entries for alias in entry.aliases}
    rows = [row for row in read_labelled(QUESTIONS / "dev.jsonl") if row.expect and row.kind != "verbatim"]
    copied = [row.question for row in rows if len(row.question.split()) > 6 and fold_wording(row.question) in aliases]
    assert len(copied) <= 1, copied  # "7 steps for dealing with angry customers" is the source's own heading


def _below(measures: Measures, floors: dict[str, float]) -> dict[str, float]:
    return {name: value for name in floors if (value := getattr(measures, name)) < floors[name]}


def _above(measures: Measures, ceilings: dict[str, float]) -> dict[str, float]:
    return {name: value for name in ceilings if (value := getattr(measures, name)) > ceilings[name]}


def _report(outcomes, measures: Measures) -> str:
    """The measures and the first twenty questions that went wrong."""
    missed = [
        f"{o.labelled.question!r}: wanted {sorted(o.labelled.expect)}, got {o.ids}" for o in filter(is_miss, outcomes)
    ]
    return "\n".join([*measures.lines(), *missed[:20]])
