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
from tests.quality.fitting.names import FITTED_ON

QUESTIONS = Path(__file__).parent / "questions"

# What issue 2 asks of `dev`; the floors below may never be set under it.
TARGET = {"right_at_1": 0.85, "right_at_3": 0.93, "answered_wrong": 0.05, "false_answers": 0.10}

FLOORS = {
    "words": {
        "dev": {"right_at_1": 0.965, "right_at_3": 0.99, "answered_right": 0.925},
        "tune": {"right_at_1": 0.945, "right_at_3": 0.985, "answered_right": 0.825},
        "train": {"right_at_1": 0.935, "right_at_3": 0.98, "answered_right": 0.825},
        "watch": {"right_at_1": 0.93, "right_at_3": 0.97, "answered_right": 0.805},
    },
    "vectors": {
        "dev": {"right_at_1": 0.98, "right_at_3": 0.99, "answered_right": 0.96},
        "tune": {"right_at_1": 0.965, "right_at_3": 0.99, "answered_right": 0.875},
        "train": {"right_at_1": 0.97, "right_at_3": 0.99, "answered_right": 0.885},
        "watch": {"right_at_1": 0.94, "right_at_3": 0.98, "answered_right": 0.82},
    },
}
CEILINGS = {
    "words": {
        "dev": {"answered_wrong": 0.015, "false_answers": 0.014, "false_offers": 0.1},
        "tune": {"answered_wrong": 0.02, "false_answers": 0.02, "false_offers": 0.11},
        "train": {"answered_wrong": 0.026, "false_answers": 0.02, "false_offers": 0.165},
        "watch": {"answered_wrong": 0.022, "false_answers": 0.014, "false_offers": 0.095},
        "negatives-watch": {"false_answers": 0.049, "false_offers": 0.24},
    },
    "vectors": {
        "dev": {"answered_wrong": 0.007, "false_answers": 0.007, "false_offers": 0.07},
        "tune": {"answered_wrong": 0.018, "false_answers": 0.014, "false_offers": 0.07},
        "train": {"answered_wrong": 0.012, "false_answers": 0.02, "false_offers": 0.13},
        "watch": {"answered_wrong": 0.022, "false_answers": 0.014, "false_offers": 0.05},
        "negatives-watch": {"false_answers": 0.045, "false_offers": 0.215},
    },
}
WAYS = pytest.mark.parametrize("way", list(FLOORS))
FILES = pytest.mark.parametrize("name", list(FLOORS["words"]))
EVERY_FILE = pytest.mark.parametrize("name", list(CEILINGS["words"]))


@pytest.fixture(scope="module")
def outcomes(matcher, meaning_matcher):
    """What becomes of every question of every file, by words alone and with vectors."""
    rows = {name: read_labelled(QUESTIONS / f"{name}.jsonl") for name in CEILINGS["words"]}
    return {
        way: {name: evaluate(asked.match, questions) for name, questions in rows.items()}
        for way, asked in (("words", matcher), ("vectors", meaning_matcher))
    }


@WAYS
@FILES
def test_enough_questions_are_answered_rightly(outcomes, way, name):
    measures = measure(outcomes[way][name])
    assert not _below(measures, FLOORS[way][name]), _report(outcomes[way][name], measures)


@WAYS
@EVERY_FILE
def test_few_questions_are_answered_wrongly(outcomes, way, name):
    measures = measure(outcomes[way][name])
    assert not _above(measures, CEILINGS[way][name]), _report(outcomes[way][name], measures)


def test_vectors_bring_what_words_cannot(outcomes):
    words, vectors = (measure(outcomes[way]["watch"]) for way in ("words", "vectors"))
    assert vectors.right_at_3 > words.right_at_3
    assert vectors.answered_right >= words.answered_right
    # Six more of 230 are answered rightly; one may go wrong that words alone do not dare to answer.
    assert vectors.answered_wrong <= words.answered_wrong + 1 / 230


def test_a_newcomers_faq_without_an_alias_is_found_by_its_questions_alone():
    """100 questions on web applications, each asked in five other ways; BM25 over the same text reaches 0.43."""
    matcher = Matcher.over(load([QUESTIONS.parent / "newcomer"]))
    measures = measure(evaluate(matcher.match, read_labelled(QUESTIONS / "newcomer.jsonl")))
    assert measures.right_at_1 >= 0.57
    assert measures.right_at_3 >= 0.69
    assert measures.answered_wrong <= 0.05


def test_no_floor_is_set_under_the_target():
    for measured in ("right_at_1", "right_at_3"):
        assert all(floors["dev"][measured] >= TARGET[measured] for floors in FLOORS.values())
    for measured in ("answered_wrong", "false_answers"):
        assert all(ceilings["dev"][measured] <= TARGET[measured] for ceilings in CEILINGS.values())


@FILES
def test_every_label_names_an_entry_that_exists(bundled, name):
    rows = read_labelled(QUESTIONS / f"{name}.jsonl")
    unknown = {entry_id for row in rows for entry_id in row.expect} - set(bundled.by_id)
    assert unknown == set()


def test_no_question_of_the_watched_file_is_fitted_on():
    def asked(name):
        return {" ".join(row.question.casefold().split()) for row in read_labelled(QUESTIONS / f"{name}.jsonl")}

    watched = asked("watch") | asked("negatives-watch")
    for name in FITTED_ON:
        assert watched.isdisjoint(asked(name)), name


def test_no_question_of_the_sample_was_copied_into_the_packs(bundled):
    """Whoever copies the sample measures memory. Wordings that the source or people's habit give are few."""
    from bot.knowledge.wordings import fold_wording

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
