"""Questions inside lists and tables come up to the level of other blocks; contents lists go."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block
from bot.importing.expansion import expanded
from bot.importing.readers import html, markdown


def read(text):
    """The blocks of a Markdown text after it was expanded: their kinds and words."""
    return [(block.kind, block.text) for block in expanded(markdown.blocks_of(text))]


def test_items_that_are_questions_with_answers_are_terms():
    assert read("- When? Now.\n- Where?\n\n  **A:** Here.\n") == [
        ("term", "When?"),
        ("paragraph", "Now."),
        ("term", "Where?"),
        ("paragraph", "Here."),
        ("break", ""),
    ]


def test_questions_to_think_about_stay_a_list():
    assert read("Ask yourself:\n\n- When?\n- Where?\n") == [("paragraph", "Ask yourself:"), ("list", "")]


def test_a_question_as_the_only_item_is_one():
    assert read("1. When?\n\nNow.\n")[0] == ("term", "When?")
    assert read("- When?\n\nNow.\n")[0] == ("term", "When?")
    assert read("- Ring the bell\n\nNow.\n")[0] == ("list", "")


def test_numbers_that_go_on_from_question_to_remark_make_it_one():
    made = read("1. When?\n\nNow.\n\n2. My bell\n\nRing it.\n\n3. Where?\n\nHere.\n")
    assert [text for kind, text in made if kind == "term"] == ["When?", "My bell", "Where?"]


def test_two_numbers_or_numbers_that_rarely_ask_are_no_numbering():
    assert ("term", "My bell") not in read("1. When?\n\nNow.\n\n2. My bell\n\nRing it.\n")
    made = read("1. When?\n\nNow.\n\n2. Ring\n\nx\n\n3. Ride\n\nx\n\n4. Wait\n\nx\n")
    assert [text for kind, text in made if kind == "term"] == ["When?"]


@pytest.mark.parametrize("head", ["| Nr | Question | Answer |", "| Nr | FAQ | Response |", "| Nr | **Q** | A |"])
def test_a_table_of_questions_and_answers_is_read_row_by_row(head):
    made = read(f"{head}\n|---|---|---|\n| 1 | When? | Now. |\n| 2 | Bells | Two. |\n| 3 | Lost | |\n")
    assert made == [
        ("term", "When?"),
        ("paragraph", "Now."),
        ("term", "Bells"),
        ("paragraph", "Two."),
        ("term", "Lost"),
        ("break", ""),
    ]


def test_a_row_without_a_question_goes_on_with_the_answer_above():
    rows = (("Question", "Answer"), ("When?", "Now."), ("", "And later."), ("Where?", "Here."))
    assert [block.text for block in expanded([Block("table", rows=rows)])][:3] == ["When?", "Now.", "And later."]


def test_rows_know_their_own_lines():
    table = "| Question | Answer |\n|---|---|\n| When? | Now. |\n| Why? | |\n| Where? | Here. |\n"
    made = expanded(markdown.blocks_of(f"Bells\n\n{table}"))
    assert [(block.text, block.line) for block in made if block.kind == "term"] == [
        ("When?", 5),
        ("Why?", 6),
        ("Where?", 7),
    ]
    page = "<table>\n<tr><th>Question</th><th>Answer</th></tr>\n<tr>\n<td>When?</td><td>Now.</td></tr>\n</table>"
    (block,) = [block for block in expanded(html.read(page).blocks) if block.kind == "term"]
    assert block.line == 3


def test_a_column_that_asks_names_a_table_of_questions():
    made = read("| This | That |\n|---|---|\n| When? | Now. |\n| Where? | Here. |\n")
    assert [text for kind, text in made if kind == "term"] == ["When?", "Where?"]


def test_a_first_row_with_a_question_or_a_sentence_names_no_columns():
    blocks = (("When?", "Now."), ("Where?", "Here"), ("Who?", "Kim."))
    assert [block.text for block in expanded([Block("table", rows=blocks)])][::2] == ["When?", "Where?", "Who?", ""]
    blocks = (("My bell", "Ring it."), ("Where?", "Here."), ("Who?", "Kim."))
    assert expanded([Block("table", rows=blocks)])[0].text == "My bell"


def test_a_head_that_stands_again_in_the_middle_is_no_question():
    rows = (("Question", "Answer"), ("When?", "Now."), ("Question", "Answer"), ("Where?", "Here."))
    assert [block.text for block in expanded([Block("table", rows=rows)])][::2] == ["When?", "Where?", ""]


def test_any_other_table_stays_one():
    assert read("| Day | Hours |\n|---|---|\n| Monday | 9 to 5 |\n| Sunday | when? |\n") == [("table", "")]


def test_contents_lists_go_also_nested_and_as_a_paragraph_of_links():
    below = "## When?\n\nNow.\n\n## Where?\n\nHere.\n"
    assert read(f"- Help\n  - When?\n  - Where?\n\n{below}")[0] == ("heading", "When?")
    assert read(f"[When?](#when)\\\n[Where?](#where)\n\n{below}")[0] == ("heading", "When?")


def test_a_list_of_some_other_things_is_no_contents_list():
    assert read("- bells\n- lamps\n\n## When?\n\nNow.\n")[0] == ("list", "")
    assert read("See [When?](#when) below.\n\n## When?\n\nNow.\n")[0][0] == "paragraph"


def test_a_question_and_its_answer_in_one_paragraph_with_a_link_are_no_contents():
    text = "When? Now.\\\nSee [here](#where).\n"
    assert read(text)[0][0] == "paragraph"
    assert expanded([Block("paragraph", "When?")])[0].text == "When?"


def test_marked_lines_above_the_text_of_items_are_questions_where_some_ask():
    text = "1. *My bell rings*\n\n   No matter.\n2. *Is it loud?*\n\n   Yes.\n3. *Old bells*\n\n   Two.\n"
    assert [words for kind, words in read(text) if kind == "term"] == ["My bell rings", "Is it loud?", "Old bells"]
    assert read(text.replace("Is it loud?", "The loud one"))[0][0] == "list"


def test_terms_that_only_lead_elsewhere_are_a_contents_list():
    text = "[When?](#when)\n: \n\n[Where?](faq.html#where)\n: Here.\n"
    assert ("term", "[When?](#when)") not in read(text)
    listed = [Block("term", "2. [Bells](faq.html#b)"), Block("paragraph", "2.1. [Where?](faq.html#w)")]
    assert expanded([*listed, Block("break")]) == [Block("break")]
    term = Block("term", "1.1. [When?](faq.html#when)")
    assert expanded([term, Block("break")]) == [Block("break")]
    assert expanded([term, Block("paragraph", "Now.")])[0] == term


@pytest.mark.parametrize("item", ["- **{}** {}\n", "- **{}**<br>{}\n", "- ### {}\n  {}\n", "1. **{}**\n\n   {}\n"])
def test_items_that_do_not_ask_are_questions_where_they_look_as_the_others_do(item):
    pairs = [("When do you open?", "At nine."), ("Lost my bell", "Ring."), ("Where are you?", "Here.")]
    made = read("".join(item.format(*pair) for pair in pairs))
    assert [words for kind, words in made if kind == "term"] == [question for question, _ in pairs]
