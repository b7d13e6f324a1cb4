"""Tables: which sign parts the cells, which columns hold what, which language is taken."""

from __future__ import annotations

import pytest

from bot.importing.blocks import to_markdown
from bot.importing.readers import tables

BODY = [("When?", "Now."), ("Where?", "Here.")]


def table(head, rows, sign=","):
    """The text of a table."""
    return "".join(sign.join(row) + "\n" for row in (*([head] if head else []), *rows))


def read(text):
    """Question -> answer."""
    return {one.question: to_markdown(one.body) for one in tables.read(text).found}


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_usual_sign_parts_the_cells(sign):
    assert read(table(("Question", "Answer"), BODY, sign)) == dict(BODY)


@pytest.mark.parametrize(
    "head",
    [
        ("Question", "Answer"),
        ("FAQ_Question", "Answer"),
        ("question_text", "answer text"),
        ("\ufeffQuestion", "Answer"),
        ("Question (EN)", "Answer (EN)"),
        ("Question 1", "Answer 1"),
        ("Frage", "Antwort"),
        ("Problem", "Solution"),
        ("Issue", "Resolution"),
    ],
)
def test_columns_are_known_by_name_or_by_what_they_hold(head):
    assert read(table(head, BODY)) == dict(BODY)


def test_more_columns_of_questions_are_other_wordings_and_a_column_names_the_section():
    text = "Category,Question,Query,Synonyms,Answer\nBells,When?,what time,hours,Now.\n"
    (one,) = tables.read(text).found
    assert (one.question, one.section, one.aliases) == ("When?", "Bells", ("hours", "what time"))


def test_the_english_columns_are_taken_wherever_they_stand():
    document = tables.read("Frage_de,question_fr,question_en,answer_fr,answer_en\nx,Quand?,When?,Là.,Now.\n")
    assert [(one.question, to_markdown(one.body)) for one in document.found] == [("When?", "Now.")]
    assert document.remarks == ["other languages stand in the columns question_fr, Frage_de, answer_fr; one is taken"]


def test_without_english_the_language_of_most_rows_is_taken():
    text = "lang,question,answer\nfr,Quand?,Là.\nde,Wann?,Jetzt.\nde,Wo?,Hier.\n,Why?,So.\n"
    assert list(read(text)) == ["Wann?", "Wo?", "Why?"]


def test_without_a_head_the_wordiest_column_after_the_questions_answers():
    assert read("1,When?,x,Now or later.\n2,Where?,y,Here.\n") == {"When?": "Now or later.", "Where?": "Here."}
    assert read("Now or later.,When?\nHere.,Where?\n") == {"When?": "Now or later.", "Where?": "Here."}


def test_a_table_that_asks_nothing_or_has_one_column_is_none():
    assert read("a,b\nc,d\n") == {}
    assert read("When?\nWhere?\n") == {}
    assert read("When?,Who?\nWhere?,Why?\n") == {}
    assert read("") == {}


def test_rows_without_a_question_or_with_cells_missing_are_read_as_far_as_they_go():
    text = "Question,Answer,Category\n,Lost.\nWhen?\nWhere?,Here.,Bells,more\n"
    assert read(text) == {"When?": "", "Where?": "Here."}


def test_rows_without_a_question_are_told_with_their_lines():
    text = "Question,Answer\n,Lost.\nWhen?,Now.\nWhere?,Here.\n"
    assert tables.read(text).remarks == ["left out 1 row (line 2): no question stands in it"]
    text += ",Lost too.\n"
    assert tables.read(text).remarks == ["left out 2 rows (lines 2, 5): no question stands in them"]
    assert not tables.read("Question,Answer\nWhen?,Now.\n").remarks


def test_columns_that_say_something_else_are_told_by_name():
    text = "Id,Question,Answer,Who to ask,Seen\n1,When?,Now.,Kim at the front desk knows,May 3\n2,Where?,Here.,,\n"
    assert tables.read(text).remarks == ['left out 1 column that is neither question nor answer: "Who to ask"']
    bare = "When?,Now.,Kim at the front desk\nWhere?,There and over there and here.,So it is every day\n"
    assert tables.read(bare).remarks == ["left out 1 column that is neither question nor answer: column 2"]


def test_rows_know_their_first_and_last_line():
    text = 'Question,Answer\n"When?","Now.\nYes."\n\nWhere?,Here.\n'
    assert [(one.line, one.end) for one in tables.read(text).found] == [(2, 3), (5, 5)]


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        (r"a\n\nb", "a\n\nb"),
        (r"So:\n- a\n- b", "So:\n\n- a\n- b"),
        (r"C:\new", r"C:\\new"),
        (r"`\n`", r"`\n`"),
        (r"a\nB", "a B"),
    ],
)
def test_line_ends_that_an_export_wrote_as_signs_end_lines(cell, made):
    assert read(f"Question,Answer\nWhen?,{cell}\n")["When?"] == made
