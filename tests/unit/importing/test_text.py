"""Plain text: headings, lists and menus are told by their look."""

from __future__ import annotations

import pytest

from bot.importing.blocks import to_markdown
from bot.importing.readers import text as reader
from tests.unit.importing.drafts import answers

LONG = "All of this matters to whoever rides a bike in a town with rain, with trams, and with people in a hurry, " * 2


def blocks(text):
    """Kind, level and words of every block."""
    return [(block.kind, block.level, block.text) for block in reader.read(text).blocks]


def read(text):
    """The document as Markdown."""
    return to_markdown(reader.read(text).blocks)


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "✓", "●", "o "])
def test_any_mark_makes_a_list(mark):
    assert read(f"{mark} brakes\n{mark} bells\n") == "- brakes\n- bells"


def test_numbers_make_a_list_that_keeps_its_beginning():
    assert read("4) ring\n5) ride\n") == "4. ring\n5. ride"


@pytest.mark.parametrize("marks", [("(1)", "(2)"), ("a)", "b)"), ("(a)", "(b)"), ("Step 1:", "Step 2:")])
def test_other_ways_to_number_make_a_list_too(marks):
    assert read(f"{marks[0]} ring\n{marks[1]} ride\n") == "1. ring\n2. ride"


def test_an_answer_may_begin_with_a_list_right_behind_its_label():
    made = answers("faq.txt", "Q: How?\nA: 1. Sit.\n   2. Wait.\n   3. Go.\n\nQ: Who?\nA: Kim.\n")
    assert made["How?"] == {"kind": "steps", "items": ["Sit.", "Wait.", "Go."]}


def test_deeper_marks_and_wrapped_lines_stay_inside_their_item():
    assert read("- brakes, front\n  and back\n    - rim\n    - disc\n- bells\n") == (
        "- brakes, front and back\n\n  - rim\n  - disc\n- bells"
    )


def test_a_number_in_the_middle_of_a_paragraph_is_no_item():
    assert read("We opened in\n2004. It rained.\n") == "We opened in 2004. It rained."


def test_a_list_may_begin_right_below_its_words():
    assert read("We mend:\n- brakes\n- bells\n") == "We mend:\n\n- brakes\n- bells"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("## Bells\n\nRing.\n", ("heading", 2, "Bells")),
        ("Bells\n=====\n\nRing.\n", ("heading", 1, "Bells")),
        ("Bells\n-----\n\nRing.\n", ("heading", 2, "Bells")),
        ("-----\nBells\n-----\n\nRing.\n", ("heading", 1, "Bells")),
        ("All About Bells\n\nRing.\n", ("heading", 1, "All About Bells")),
        ("We ring.\n\nRide.\n", ("paragraph", 0, "We ring.")),
        ("Price: ten\n\nRide.\n", ("paragraph", 0, "Price: ten")),
    ],
)
def test_a_first_line_is_a_heading_by_its_look(text, made):
    assert blocks(text)[0] == made


def test_short_lines_above_text_are_headings_below_the_title():
    text = f"Bikes\n\n{LONG}\n\nBells\n\nWhen do you ring?\n\n{LONG}\n\nOld ones\n\n{LONG}\n"
    assert [(level, words) for kind, level, words in blocks(text) if kind == "heading"] == [
        (1, "Bikes"),
        (2, "Bells"),
        (3, "When do you ring?"),
        (3, "Old ones"),
    ]


def test_a_line_below_the_first_question_is_no_title():
    text = "When do you open?\n\nOur Hours of Opening\n\n- at nine\n- at ten\n\nWhere are you?\n\nHere.\n"
    made = answers("faq.txt", text)["When do you open?"]
    assert (made["intro"], made["items"]) == ("**Our Hours of Opening**", ["at nine", "at ten"])


def test_rules_are_not_shown():
    assert read("Ring.\n\n-----\n\n* * *\n\n_____\n\nRide.\n").replace("\n\n- \\* \\*", "") == "Ring.\n\nRide."


def test_lines_of_copied_pages_are_paragraphs_of_their_own():
    assert len(blocks(f"{LONG}\n{LONG}\n")) == 2
    assert len(blocks("We ring,\nand we ride.\n")) == 1


def test_a_numbered_question_may_end_on_the_next_line():
    text = "1. When do you open on the days\nbefore a holiday?\nAt nine.\n2. Where are you?\nHere.\n"
    assert answers("faq.txt", text) == {
        "When do you open on the days before a holiday?": "At nine.",
        "Where are you?": "Here.",
    }


def test_a_question_with_the_number_of_its_section_may_be_wrapped():
    text = "1.1  When?\n\nNow.\n\n1.2  What is a bell and how do I\n     ring it?\n\nPull.\n"
    assert answers("faq.txt", text) == {"When?": "Now.", "What is a bell and how do I ring it?": "Pull."}


def test_underlined_headings_are_of_one_level_whether_they_ask_or_not():
    text = "BELLS\n=====\n\nWhen?\n-----\n\nNow.\n\nI lost my bell\n--------------\n\nRing.\n\nWho?\n----\n\nKim.\n"
    assert [(level, words) for kind, level, words in blocks(text) if kind == "heading"] == [
        (1, "BELLS"),
        (2, "When?"),
        (2, "I lost my bell"),
        (2, "Who?"),
    ]
    assert list(answers("faq.txt", text)) == ["When?", "I lost my bell", "Who?"]


def test_signs_under_headings_rank_as_they_come():
    text = "BELLS\n*****\n\nHours\n=====\n\nWhen?\n-----\n\nNow.\n\nShop\n====\n\nWho?\n----\n\nKim.\n"
    made = [(level, words) for kind, level, words in blocks(text) if kind == "heading"]
    assert made == [(1, "BELLS"), (2, "Hours"), (3, "When?"), (2, "Shop"), (3, "Who?")]


GLUED = """
We mend what rings. Whoever comes early is home early, and whoever comes late waits.

The shop
When do you open on the days before the many holidays of the long winter?
At nine. On Sundays we open at ten, and in the weeks of the summer not at all, sorry.
Prices

Who rings?
Kim, and on Mondays Lee, and on the days when neither of them is there nobody does it.

Where are you?
In Bell Street, behind the church, where the noise of all those bells comes from, sir.

I lost my bell
Then ring without it. Nobody will hear you, but then nobody heard you with the bell.

My bell is loud, my neighbours complain, and the police came.
What now?
Wrap it in wool. That costs nothing, and wool can be had from Lee, who has two sheep.
"""


def test_headings_right_on_top_of_their_paragraphs_are_told_by_lines_that_end_early():
    made = answers("faq.txt", GLUED)
    assert list(made) == [
        "When do you open on the days before the many holidays of the long winter?",
        "Who rings?",
        "Where are you?",
        "I lost my bell",
        "My bell is loud, my neighbours complain, and the police came. What now?",
    ]
    assert made["When do you open on the days before the many holidays of the long winter?"].endswith("at all, sorry.")


def test_short_first_lines_are_no_headings_where_questions_stand_apart():
    answer = "In the Bell Tower\nOf Northern Winterbourne, at nine, whatever the weather of that day may be."
    text = f"When?\n\n{answer}\n\nWho?\n\nKim.\n"
    assert "In the Bell Tower" in answers("faq.txt", text)["When?"]


def test_numbers_set_apart_by_space_alone_are_numbers_where_they_count():
    text = "1   When?\n\nNow.\n\n2   Where?\n\nHere.\n\n3   My bell\n\nRing it.\n"
    assert list(answers("faq.txt", text)) == ["When?", "Where?", "My bell"]
    assert "3   Bells" in reader.read("3   Bells\n\n9   Lamps\n\n4   Brakes\n").blocks[0].text


def test_an_answer_may_begin_on_the_line_below_its_question():
    assert answers("faq.txt", "When do you open?\nAt nine.\n\nWhere are you?\nHere.\n") == {
        "When do you open?": "At nine.",
        "Where are you?": "Here.",
    }


def test_a_run_of_short_lines_without_a_stop_is_a_menu():
    menu = "\n\n".join(["Home", "Shop", "Bells", "Lamps", "Brakes", "Contact"])
    assert "Lamps" not in read(f"{LONG}\n\n{menu}\n\n{LONG}\n")
    assert "Lamps" in read(f"{LONG}\n\n{menu[:25]}\n\n{LONG}\n")


def test_signs_of_markdown_are_only_signs():
    assert read("Use 2 * 3, [x](y) and _z_.\n") == r"Use 2 \* 3, \[x\](y) and \_z\_."


def test_form_feeds_and_tabs_are_white_space():
    assert read("Ring.\fRide.\n\n-\tbells\n-\tlamps\n").endswith("- bells\n- lamps")


def test_headings_of_a_wiki_need_no_blank_lines():
    text = "== Shop ==\n=== When? ===\nAt nine.\n=== Who? ===\nKim,\nor Lee.\n"
    assert [(kind, level, words) for kind, level, words in blocks(text)][:3] == [
        ("heading", 2, "Shop"),
        ("heading", 3, "When?"),
        ("paragraph", 0, "At nine."),
    ]
    assert answers("faq.txt", text) == {"When?": "At nine.", "Who?": "Kim, or Lee."}


def test_a_numbered_section_right_above_a_question_ends_the_answer_before():
    text = "1. OPENING\n\n1.1 When?\n\nAt nine.\n\n2. PRICES\n\n2.1 How much is it?\n\nTen.\n"
    assert answers("faq.txt", text) == {"When?": "At nine.", "How much is it?": "Ten."}


def test_lines_that_each_hold_a_question_and_its_answer_are_one_each():
    text = "When do you open? - At nine.\nWhere are you? - In Bell Street.\n\nWho? Kim.\nWhy? So.\n"
    assert answers("faq.txt", text) == {
        "When do you open?": "At nine.",
        "Where are you?": "In Bell Street.",
        "Who?": "Kim.",
        "Why?": "So.",
    }


def test_lines_with_tabs_are_a_table():
    assert answers("faq.txt", "When?\tNow.\nWho?\tKim.\n") == {"When?": "Now.", "Who?": "Kim."}
    assert answers("faq.txt", "When?\n-\tnow\n-\tlater\n\nWho?\nKim.\n")["Who?"] == "Kim."


def test_labels_of_other_languages_are_labels():
    text = "Frage: Wann?\nAntwort: Jetzt.\n\nFrage 2: Meine Klingel\nAntwort 2: Klingeln.\n"
    assert answers("faq.txt", text) == {"Wann?": "Jetzt.", "Meine Klingel": "Klingeln."}


def test_a_label_opens_all_questions_up_to_the_end_of_its_paragraph():
    text = "Q: Why is it a bell?\n   Is it no horn?\n\nA: It rings.\n\nQ: Who?\nA: Kim.\n"
    assert answers("faq.txt", text) == {"Why is it a bell? Is it no horn?": "It rings.", "Who?": "Kim."}


def test_an_address_is_no_heading():
    text = "Where?\n\nSee it:\n\nhttps://x.example/map\n\nor ask us.\n\nWho?\n\nKim.\n"
    assert list(answers("faq.txt", text)) == ["Where?", "Who?"]


def test_questions_with_the_number_of_a_section_count_whatever_they_say():
    text = """
    Contents
    1. Bells

    ------------------------------------------------------------------------

    1.1. When?
    At nine, and on
    Sundays at ten.

    1.2. My bell rings all the
    time, and nobody is there.

    Cut it.
    ------------------------------------------------------------------------

    2.1. A bell rings like this:
        ding, ding
        dong
    You hear it.

    2.2. Who rings?
    Kim.
    """
    made = answers("faq.txt", text.replace("\n    ", "\n"))
    assert list(made) == [
        "When?",
        "My bell rings all the time, and nobody is there.",
        "A bell rings like this:",
        "Who rings?",
    ]
    assert made["My bell rings all the time, and nobody is there."] == "Cut it."
    assert answers("faq.txt", text.replace("?", ".").replace("\n    ", "\n") + "\n\nWhy?\n\nSo.\n") == {"Why?": "So."}


def test_a_question_in_other_words_than_asking_ones_is_a_heading_if_it_stands_alone():
    assert blocks("Help\n\nMy bell, is it loud?\n\nYes.\n")[1] == ("heading", 3, "My bell, is it loud?")
    assert blocks("Help\n\nwe ring. My bell, is it loud?\n\nYes.\n")[1][0] == "paragraph"


def test_a_last_line_heads_nothing():
    assert blocks("When?\n\nNow.\n\nKim Lee\n")[-1] == ("paragraph", 0, "Kim Lee")


def test_a_passage_of_many_lines_is_no_question_whatever_it_ends_with():
    text = "How we ring has changed\nin all these many years\nof rain and of wind and\nnow, who rings the bell?\n"
    assert len(blocks(f"{text}Nobody does.\n")) == 1


def test_numbered_steps_are_no_wrapped_questions():
    text = "How?\n\n1. Do you see it\n2. Take it.\n3. Can you hear it\n   now.\n\nWho?\n\nKim.\n"
    assert answers("faq.txt", text) == {
        "How?": {"kind": "steps", "items": ["Do you see it", "Take it.", "Can you hear it now."]},
        "Who?": "Kim.",
    }
