"""Whole documents of many kinds as floors: what was drafted truly once is never lost again."""

from __future__ import annotations

import json

import pytest

from tests.quality.drafts import labelled
from tests.quality.importing import DOCUMENTS, Row, row_of, table
from tests.quality.paraphrases import MEANING, WORDS

LABELLED = labelled(DOCUMENTS)

# Of the wordings that a person might use instead, without a single alias: reached 136 of 172 and 164 of 172.
ASKED_RIGHT = {WORDS: 0.78, MEANING: 0.94}


@pytest.fixture(scope="module")
def rows():
    """What became of every document."""
    return {document.name: row_of(document, labels, vectors=True) for document, labels in LABELLED.items()}


@pytest.mark.parametrize("name", [document.name for document in LABELLED])
def test_a_document_gives_its_questions_with_their_answers_and_nothing_else(rows, name):
    one = rows[name].score
    assert (one.found, one.begun, one.shaped, one.false) == (one.questions, one.questions, one.questions, 0), one.misses


@pytest.mark.parametrize("way", list(ASKED_RIGHT))
def test_drafts_answer_other_wordings(rows, way):
    whole = Row("all")
    for row in rows.values():
        whole.add(row)
    asked = whole.asked[way]
    assert asked.first >= asked.asked * ASKED_RIGHT[way], asked.misses


def test_a_folder_is_measured_with_its_own_labels_and_wordings_the_worst_document_first(tmp_path):
    (tmp_path / "good.md").write_text("## When do you open?\n\nAt nine.\n", encoding="utf-8")
    (tmp_path / "bad.md").write_text(
        "## When do you open?\n\n- now\n- then\n\n## Who rings?\n\nKim.\n", encoding="utf-8"
    )
    label = {"question": "When do you open?", "kind": "text", "items": 0, "begins": "At nine"}
    for name in ("good.md", "bad.md"):
        (tmp_path / f"{name}.gold.jsonl").write_text(json.dumps(label) + "\n", encoding="utf-8")
    wording = {"question": label["question"], "ask": "when are you open"}
    (tmp_path / "good.md.jsonl").write_text(json.dumps(wording) + "\n", encoding="utf-8")
    rows, whole = [], Row("all")
    for document, labels in labelled(tmp_path).items():
        rows.append(row_of(document, labels, tmp_path))
        whole.add(rows[-1])
    assert [line.split() for line in table(rows, whole).splitlines()] == [
        ["questions", "found", "begun", "shaped", "false", "asked", "words", "@1", "words", "@3"],
        ["bad.md", "1", "1.000", "0.000", "0.000", "1.000", "0", "-", "-"],
        ["good.md", "1", "1.000", "1.000", "1.000", "0.000", "1", "1.000", "1.000"],
        ["all", "2", "1.000", "0.500", "0.500", "0.500", "1", "1.000", "1.000"],
    ]


def test_an_inventory_labels_the_documents_of_a_folder(tmp_path):
    inventory = tmp_path / "labels.yaml"
    inventory.write_text(
        "packs: {x: {file: a.md, entries: {b: {q: 'When?', shape: text, items: 0}}}}", encoding="utf-8"
    )
    document = tmp_path / "a.md"
    document.write_text("## When?\n\nNow.\n", encoding="utf-8")
    labels = labelled(tmp_path, inventory)
    assert list(labels) == [document]
    one = row_of(document, labels[document]).score
    assert (one.found, one.openings, one.shaped) == (1, 0, 1)
