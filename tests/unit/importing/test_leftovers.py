"""Whatever of a document became no entry is told: how much, how it begins, and where."""

from __future__ import annotations

import pytest

from bot.importing import draft
from bot.importing.leftovers import NAMED
from bot.knowledge.writer import MARK
from tests.unit.importing.drafts import answers, comments, data_of

FAQ = "# Bells\n\n## When?\n\nNow.\n\n## Where?\n\nHere.\n\n"


def left(document, name="faq.md"):
    """What the draft says was left out."""
    return [remark for remark in draft(name, data_of(document)).remarks if remark.startswith("left out")]


def test_a_document_that_became_entries_whole_leaves_nothing():
    assert left(FAQ) == []
    assert left("# Bells\n\n## See also\n\nThe lamps.\n\n" + FAQ.partition("\n\n")[2]) == []


def test_what_stands_outside_questions_is_told_with_its_first_words_and_lines():
    text = "# Bells\n\nWe ring\nall day.\n\n" + FAQ.partition("\n\n")[2]
    assert left(text) == ['left out 1 passage that belongs to no question: "We ring all day." (lines 3-4)']


def test_a_section_without_a_question_is_told_by_its_heading():
    table = "| Part | Price |\n|---|---|\n| Leg | 40 |\n| Head | 60 |\n"
    questions = "| Question | Answer |\n|---|---|\n| When? | Now. |\n| Where? | Here. |\n"
    document = f"# Bells\n\n{questions}\nAsk at the desk.\n\n## Prices of bells\n\n{table}"
    assert left(document) == [
        'left out 2 passages that belong to no question: "Ask at the desk." (line 8), "Prices of bells" (lines 12-15)'
    ]


def test_the_longest_of_many_are_named_in_the_order_of_the_document():
    asked = "".join(f"Q: When is {n}?\n\nA: Now.\n\n## Notes {n}\n\n{'word ' * (n + 1)}\n\n" for n in range(NAMED + 2))
    (told,) = left(asked)
    assert told.startswith(f"left out {NAMED + 2} passages")
    assert told.endswith(" and 2 more")
    assert [f'"Notes {n}"' in told for n in range(NAMED + 2)] == [False, False, *[True] * NAMED]


def test_the_title_alone_is_nothing_that_was_left_out():
    assert left("Questions about bells\n\nWhen do you ring?\n\nNow.\n\nWhere do you ring?\n\nHere.\n", "faq.txt") == []


def test_questions_in_a_row_that_nothing_answers_anywhere_are_told():
    rows = "".join(f"| {word}? | |\n" for word in ("Who rang", "Why so loud", "Which bell"))
    document = f"| Question | Answer |\n|---|---|\n{rows}| When? | Now. |\n"
    assert left(document) == [
        'left out 3 questions in a row without an answer: "Who rang?" (line 3), "Why so loud?" (line 4), '
        '"Which bell?" (line 5)'
    ]


def test_a_contents_list_is_not_lost_where_its_questions_are_answered():
    assert left("- [When?](#a)\n- [Where?](#b)\n\n" + FAQ) == []
    asked = "".join(f"| {word}? | |\n" for word in ("Who rang", "Why so loud", "Which bell"))
    answered = asked.replace("| |", "| So. |")
    head = "| Question | Answer |\n|---|---|\n"
    assert left(f"{head}{asked}\n\n{head}{answered}") == []


def test_a_row_that_names_a_thing_and_says_nothing_is_told():
    document = "| Question | Answer |\n|---|---|\n| When? | Now. |\n| Bell tower | |\n| Where? | Here. |\n"
    assert left(document) == ['left out 1 passage that belongs to no question: "Bell tower" (line 4)']


@pytest.mark.parametrize("inner", ["**Is it loud?**", "Is it loud?"])
def test_what_looks_like_a_question_inside_an_answer_is_something_to_look_at(inner):
    document = f"## When?\n\nNow.\n\n{inner}\n\nYes, very.\n\n## Where?\n\nHere.\n\n## Who?\n\nKim.\n"
    assert [one for one in comments("faq.md", document) if "question of its own" in one] == [
        f'# {MARK}: what may be a question of its own stands in the answer: "Is it loud?"'
    ]


def test_other_columns_of_a_table_of_questions_are_told_where_they_say_something():
    head = "| Nr | Question | Answer | Who to ask |\n|---|---|---|---|\n"
    document = head + "| 1 | When? | Now. | Kim at the front desk |\n| 2 | Where? | Here. | Kim |\n"
    assert left(document) == ['left out 1 passage that belongs to no question: "Who to ask" (lines 1-4)']
    assert left(document.replace("Kim at the front desk", "Kim")) == []


def test_a_row_before_the_first_question_of_a_table_is_told_and_belongs_to_no_answer_above():
    table = "| Question | Answer |\n|---|---|\n| | Ask Kim. |\n| Who? | Kim. |\n| Which? | Ours. |\n"
    document = f"## When?\n\nNow.\n\n{table}"
    assert left(document) == ['left out 1 passage that belongs to no question: "Ask Kim." (line 7)']


def test_closing_words_behind_a_rule_belong_to_no_answer_and_are_told():
    closing = "---\n\nAsk Kim.\n\nOr ring.\n"
    told = ['left out 1 passage that belongs to no question: "Ask Kim." (lines 13-15)']
    assert left(FAQ + closing) == told
    assert answers("faq.md", FAQ + closing)["Where?"] == "Here."
    assert left(FAQ.replace("## Where?", "---\n\n## Where?") + closing) == [told[0].replace("13-15", "15-17")]


def test_a_rule_among_the_paragraphs_of_answers_ends_none():
    document = FAQ.replace("Now.", "Now.\n\n---\n\nYes.") + "---\n\nThere.\n"
    assert left(document) == []
    assert answers("faq.md", document)["Where?"] == "Here.\n\nThere."


@pytest.mark.parametrize("end", ["---\n", "---\n\n## Who?\n\nKim.\n", "---\n\n**Who?**\n\nKim.\n"])
def test_a_rule_with_nothing_or_a_question_below_leaves_nothing(end):
    document = FAQ.replace("## When?", "**When?**").replace("## Where?", "**Where?**") if "**" in end else FAQ
    assert left(document + end) == []
