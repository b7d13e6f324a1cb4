"""Which blocks open a question, and which style of a document marks its questions."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block
from bot.importing.openings import Opening, opening, styles, without_label


def opened(text, kind="paragraph", **more):
    """How a block of that text opens a question."""
    return opening(Block(kind, text, **more))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Q: When?\nA: Now.", Opening("label", "Q: When?", "Now.")),
        ("**Q1.** When? Now.", Opening("label", "**Q1.** When?", "Now.")),
        ("Q: I lost my bell", Opening("label", "Q: I lost my bell")),
        ("**When?**", Opening("bold", "When?")),
        ("**3. Bells**", Opening("numbered", "3. Bells", asks=False)),
        ("*When?*", Opening("emphasis", "When?")),
        ("**When?** Now.", Opening("bold", "When?", "Now.")),
        ("**When?**: Now.", Opening("bold", "When?", "Now.")),
        ("**When?**\nNow.", Opening("bold", "When?", "Now.")),
        ("**How do I ring**\nPull.", Opening("bold", "How do I ring", "Pull.")),
        ("**Note** Ring.", None),
        ("**My bell rings** No matter.", Opening("run-in", "My bell rings", "No matter.", asks=False)),
        ("**My bell rings**\nNo matter.", Opening("run-in", "My bell rings", "No matter.", asks=False)),
        ("**My bell rings** and rings.", None),
        ("**My bell rings:** No matter.", None),
        ("**my bell rings** No matter.", None),
        ("When do you open?", Opening("plain", "When do you open?")),
        ("3. When do you open?", Opening("number", "3. When do you open?")),
        ("When do you open?\nAt nine.", Opening("plain", "When do you open?", "At nine.")),
        ("When do you open?\\\nAt nine.", Opening("plain", "When do you open?", "At nine.")),
        ("When do you open? At nine.", Opening("glued", "When do you open?", "At nine.")),
        ("3. When do you open? At nine.", Opening("number", "3. When do you open?", "At nine.")),
        ("My bell, is it loud? Yes.", None),
        ("We ring.", None),
        ("One. Two. Three. Four. Five. Why?", None),
    ],
)
def test_a_paragraph_opens_a_question_by_its_look(text, made):
    assert opened(text) == made


def test_headings_and_terms_open_a_question_by_their_kind():
    assert opened("Bells", "heading", level=3) == Opening("h3", "Bells", asks=False)
    assert opened("When? A: Now.", "term") == Opening("term", "When?", "Now.")
    assert opened("x", "code") is None


@pytest.mark.parametrize(
    "text",
    [
        "A: Now.",
        "**A:** Now.",
        "**A**: Now.",
        "*A.* Now.",
        "Answer 3: Now.",
        "Ans. Now.",
        "Antwort: Now.",
        "-> Now.",
        "→ Now.",
        "– Now.",
        "**A** Now.",
        "A) Now.",
    ],
)
def test_an_answer_loses_its_label(text):
    assert without_label(text) == "Now."


def test_a_label_alone_is_nothing_and_an_article_is_no_label():
    assert without_label("**Answer:**") == ""
    assert without_label("A bell rings.") == "A bell rings."
    assert without_label("**A: Now.** Or later.") == "**Now.** Or later."


def several(style, asking, others=0):
    """So many openings of a style that ask, and that do not."""
    return [Opening(style, "When?")] * asking + [Opening(style, "Bells", asks=False)] * others


def test_labels_win_over_headings_and_headings_over_looks():
    assert styles(several("h2", 5) + several("label", 4)).main == "label"
    assert styles(several("h2", 5) + several("bold", 9)).main == "h2"
    assert styles(several("h2", 1) + several("bold", 9)).main == "bold"
    assert styles(several("plain", 3)).main == "plain"


def test_a_style_that_mostly_asks_marks_questions_that_do_not_ask_too():
    assert styles(several("h2", 3, 5)).loose == {"h2"}
    assert not styles(several("h2", 3, 9)).loose
    assert not styles(several("bold", 5, 5)).loose
    assert styles(several("bold", 6, 4)).loose == {"bold"}


def test_fold_outs_that_do_not_ask_count_beside_headings_that_do():
    assert styles(several("h2", 3) + several("term", 2, 2)).loose == {"h2", "term"}
    assert styles(several("h2", 3) + several("term", 0, 2)).loose == {"h2"}


def test_one_question_among_many_headings_is_an_article():
    chosen = styles(several("h2", 1, 9))
    assert (chosen.main, chosen.loose) == ("h2", {"h2"})
    assert styles(several("h2", 0, 5) + several("plain", 2)) is None
    assert styles(several("h2", 0, 5) + several("plain", 3)).main == "plain"


def test_headings_that_ask_as_often_as_fold_outs_lead():
    assert styles(several("term", 2) + several("h3", 4)).main == "h3"
    assert styles(several("term", 4) + several("h3", 2)).main == "term"


def test_fold_outs_and_bold_questions_of_one_document_both_count_and_glued_ones_never():
    assert styles(several("term", 4) + several("bold", 3) + several("glued", 9)).asking == {"term", "bold"}
    assert styles(several("h2", 4) + several("bold", 3)).asking == {"h2"}


def test_remarks_count_among_bold_questions_that_are_written_as_they_are():
    run_in = Opening("bold", "When?", "Now.")
    remark = Opening("run-in", "My bell rings", "No matter.", asks=False)
    assert "run-in" in styles([run_in, run_in, remark]).loose
    assert "run-in" not in styles([*several("bold", 3), remark]).loose
    assert "run-in" not in styles([*several("h2", 3), run_in, run_in, remark]).loose


def test_nothing_asked_is_no_style():
    assert styles(several("h2", 0, 3)) is None
    assert styles([]) is None
