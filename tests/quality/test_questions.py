"""The labelled questions as floors: what the matcher reached once it never falls below again.

`dev` is the sample that issue 2 sets its targets on; weights are fitted on it and on others
(`fitting/names.py`), never on what is watched. A floor stands two or three questions under what is reached.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.loader import load
from bot.matching.decision import Answered
from bot.matching.evaluation import Measures, evaluate, is_miss, measure, read_labelled
from bot.matching.matcher import Matcher
from tests.quality.fitting.names import FITTED_ON

QUESTIONS = Path(__file__).parent / "questions"

# What issue 2 asks of `dev`; the floors below may never be set under it.
TARGET = {"right_at_1": 0.85, "right_at_3": 0.93, "answered_wrong": 0.05, "false_answers": 0.10}

FLOORS = {
    "words": {
        "dev": {"right_at_1": 0.965, "right_at_3": 0.99, "answered_right": 0.91},
        "tune": {"right_at_1": 0.945, "right_at_3": 0.985, "answered_right": 0.825},
        "train": {"right_at_1": 0.945, "right_at_3": 0.98, "answered_right": 0.83},
        "watch": {"right_at_1": 0.94, "right_at_3": 0.97, "answered_right": 0.825},
        "situations-watch": {"right_at_1": 0.84, "right_at_3": 0.9, "answered_right": 0.63},
    },
    "vectors": {
        "dev": {"right_at_1": 0.98, "right_at_3": 0.99, "answered_right": 0.96},
        "tune": {"right_at_1": 0.965, "right_at_3": 0.99, "answered_right": 0.86},
        "train": {"right_at_1": 0.965, "right_at_3": 0.99, "answered_right": 0.885},
        "watch": {"right_at_1": 0.945, "right_at_3": 0.985, "answered_right": 0.85},
        "situations-watch": {"right_at_1": 0.86, "right_at_3": 0.92, "answered_right": 0.69},
    },
}
CEILINGS = {
    "words": {
        "dev": {"answered_wrong": 0.011, "false_answers": 0.014, "false_offers": 0.085},
        "tune": {"answered_wrong": 0.018, "false_answers": 0.02, "false_offers": 0.085},
        "train": {"answered_wrong": 0.018, "false_answers": 0.02, "false_offers": 0.145},
        "watch": {"answered_wrong": 0.009, "false_answers": 0.027, "false_offers": 0.06},
        "negatives-watch": {"false_answers": 0.029, "false_offers": 0.195},
        "situations-watch": {"answered_wrong": 0.046},
        "near-watch": {"false_answers": 0.04, "false_offers": 0.24},
    },
    "vectors": {
        "dev": {"answered_wrong": 0.005, "false_answers": 0.014, "false_offers": 0.085},
        "tune": {"answered_wrong": 0.014, "false_answers": 0.014, "false_offers": 0.055},
        "train": {"answered_wrong": 0.018, "false_answers": 0.024, "false_offers": 0.11},
        "watch": {"answered_wrong": 0.018, "false_answers": 0.007, "false_offers": 0.055},
        "negatives-watch": {"false_answers": 0.033, "false_offers": 0.15},
        "situations-watch": {"answered_wrong": 0.037},
        "near-watch": {"false_answers": 0.05, "false_offers": 0.1},
    },
}
# What nothing is fitted on.
WATCHED = ("watch", "negatives-watch", "situations-watch", "near-watch")

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
    """Of 339 questions that nothing was fitted on they answer eleven more rightly; of all 836, three more go wrong."""
    words, vectors = ([one for name in WATCHED for one in outcomes[way][name]] for way in ("words", "vectors"))
    assert measure(vectors).right_at_3 > measure(words).right_at_3
    assert _rightly(vectors) >= _rightly(words) + 9
    assert _wrongly(vectors) <= _wrongly(words) + 3


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

    watched = set().union(*map(asked, WATCHED))
    for name in FITTED_ON:
        assert watched.isdisjoint(asked(name)), name


def test_no_question_of_the_sample_was_copied_into_the_packs(bundled):
    """Whoever copies the sample measures memory. Wordings that the source or people's habit give are few."""
    from bot.knowledge.wordings import fold_wording

    aliases = {fold_wording(alias) for entry in bundled.entries for alias in entry.aliases}
    rows = [row for row in read_labelled(QUESTIONS / "dev.jsonl") if row.expect and row.kind != "verbatim"]
    copied = [row.question for row in rows if len(row.question.split()) > 6 and fold_wording(row.question) in aliases]
    assert len(copied) <= 1, copied  # "7 steps for dealing with angry customers" is the source's own heading


def _rightly(outcomes) -> int:
    answers = [one for one in outcomes if isinstance(one.decision, Answered)]
    return sum(one.decision.best.entry.id in one.labelled.expect for one in answers)


def _wrongly(outcomes) -> int:
    """How many get an answer that is none: another entry's, or to a question from elsewhere."""
    return sum(isinstance(one.decision, Answered) for one in outcomes) - _rightly(outcomes)


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
