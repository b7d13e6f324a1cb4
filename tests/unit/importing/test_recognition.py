"""Where a question begins, where its answer ends, and under which headings it stands."""

from __future__ import annotations

from bot.importing.blocks import to_markdown
from bot.importing.readers import markdown
from bot.importing.recognition import recognise


def read(text):
    """Question -> answer of a Markdown text, as Markdown."""
    return {one.question: to_markdown(one.body) for one in recognise(markdown.blocks_of(text)).found}


def test_a_heading_around_the_page_ends_an_answer_and_opens_none():
    assert read("## When?\n\nNow.\n\n## Where?\n\nHere.\n\n## See also\n\nThe bells.\n") == {
        "When?": "Now.",
        "Where?": "Here.",
    }


def test_a_heading_that_does_not_ask_closes_a_question_above_its_level():
    made = read("# Help\n\n### When?\n\nNow.\n\n### Where?\n\nHere.\n\n## About\n\n### Us\n\nWe ring.\n")
    assert made == {"When?": "Now.", "Where?": "Here.", "Us": "We ring."}


def test_deeper_headings_stay_inside_the_answer():
    made = read("## When?\n\nNow:\n\n### Summer\n\nEarly.\n\n### Winter\n\nLate.\n\n## Where?\n\nHere.\n")
    assert made["When?"] == "Now:\n\n**Summer**\n\nEarly.\n\n**Winter**\n\nLate."


def test_a_heading_right_below_a_question_belongs_to_its_answer():
    made = read("## When?\n\n## Summer\n\nEarly.\n\n## Where?\n\nHere.\n\n## Who?\n\nKim.\n")
    assert made["When?"] == "**Summer**\n\nEarly."


def test_sections_are_the_headings_above_but_not_the_title():
    found = recognise(markdown.blocks_of("# Help\n\n### When?\n\nNow.\n\n## Bells\n\n### Where?\n\nHere.\n")).found
    assert [(one.question, one.section) for one in found] == [("When?", None), ("Where?", "Bells")]


def test_a_heading_above_questions_is_no_question_itself():
    made = read("## Bells\n\nAll about them.\n\n### When?\n\nNow.\n\n### Where?\n\nHere.\n\n### My bell\n\nRing.\n")
    assert list(made) == ["When?", "Where?", "My bell"]


def test_bold_questions_under_headings_are_found_too():
    made = read("## When?\n\nNow.\n\n## Where?\n\nHere.\n\n## More\n\n**Who?**\n\nKim.\n\n**Why?**\n\nSo.\n")
    assert made == {"When?": "Now.", "Where?": "Here.", "More": "", "Who?": "Kim.", "Why?": "So."}


def test_bold_questions_inside_the_answer_of_a_question_stay_there():
    made = read("## When?\n\nNow.\n\n**Why so early?**\n\nWe like it.\n\n## Where?\n\nHere.\n")
    assert made["When?"] == "Now.\n\n**Why so early?**\n\nWe like it."


def test_bold_words_that_introduce_or_end_a_sentence_are_no_questions():
    made = read("**When?**\n\nNow.\n\n**Note:**\n\nRing.\n\n**Where?**\n\nHere.\n\n**Who?**\n\nKim.\n")
    assert made["When?"] == "Now.\n\n**Note:**\n\nRing."


def test_litter_between_question_and_answer_goes():
    assert read("## When?\n\nLast updated: May 2, 2024\n\nNow.\n\n[Back to top](#top)\n") == {"When?": "Now."}


def test_the_sections_of_an_article_are_its_bigger_headings():
    made = read("# Bikes\n\n## Bells\n\nRing.\n\n### Old\n\nx\n\n## Lamps\n\nShine.\n\n## Brakes\n\nStop.\n")
    assert made == {"Bells": "Ring.\n\n**Old**\n\nx", "Lamps": "Shine.", "Brakes": "Stop."}


def test_a_question_knows_its_lines():
    found = recognise(markdown.blocks_of("## When?\n\nNow.\nYes.\n\n## Where?\n\nHere.\n")).found
    assert [(one.line, one.end) for one in found] == [(1, 4), (6, 8)]


def test_a_heading_right_above_fold_outs_or_deeper_questions_is_a_section_even_where_it_asks():
    found = recognise(
        markdown.blocks_of("# Help\n\n## What goes where?\n\nBells?\n: Here.\n\nLamps?\n: There.\n")
    ).found
    assert [(one.question, one.section) for one in found] == [
        ("Bells?", "What goes where?"),
        ("Lamps?", "What goes where?"),
    ]
    made = read("## What goes where?\n\n### Bells?\n\nHere.\n\n### Lamps?\n\nThere.\n\n## When?\n\nNow.\n")
    assert list(made) == ["Bells?", "Lamps?", "When?"]


def test_the_title_again_in_the_middle_ends_no_answer():
    assert read("# Bikes\n\n## When?\n\nNow.\n\n# Bikes\n\nYes.\n\n## Who?\n\nKim.\n")["When?"] == "Now.\n\nYes."


def test_a_section_ends_where_a_heading_of_its_rank_begins():
    text = "# Help\n\n## Bells\n\n### When?\n\nNow.\n\n## Why?\n\nSo.\n\n### Who?\n\nKim.\n\n"
    text += "## Shop\n\n### Where?\n\nHere.\n"
    sections = {one.question: one.section for one in recognise(markdown.blocks_of(text)).found}
    assert sections == {"When?": "Bells", "Why?": None, "Who?": None, "Where?": "Shop"}


def test_a_heading_with_questions_among_its_text_is_none_itself():
    text = "## When?\n\nNow.\n\n## Where?\n\nHere.\n\n## People\n\nWe are:\n\nWho?\n: Kim.\n\n## My bell\n\nRing.\n"
    assert list(read(text)) == ["When?", "Where?", "Who?", "My bell"]


def test_a_heading_that_only_says_that_an_answer_follows_is_no_part_of_it():
    made = read(
        "### Q: When?\n\n#### A:\n\nNow.\n\n### Q: My bell\n\n#### Answer:\n\nRing.\n\n### Q: Who?\n\n#### A:\n\nKim.\n"
    )
    assert made == {"When?": "Now.", "My bell": "Ring.", "Who?": "Kim."}


QA = "Q: When?\n\nA: Now.\n\nQ: Where?\n\nA: Here.\n\nQ: Who?\n\nA: Kim.\n\n"


def test_bold_questions_beside_labelled_ones_are_questions_wherever_they_stand():
    bold = "**Do you board cats?**\n\n- Yes.\n- No dogs.\n\n**what if mine is ill**\n\nWe ring.\n\n"
    asked = {"Do you board cats?": "- Yes.\n- No dogs.", "what if mine is ill": "We ring."}
    labelled = {"When?": "Now.", "Where?": "Here.", "Who?": "Kim."}
    for text in (bold + QA, QA + bold, f"{QA}## Boarding\n\n{bold}", QA.replace("Q: Who?", f"{bold}Q: Who?")):
        assert read(text) == labelled | asked


def test_a_bold_question_right_below_a_labelled_one_is_its_answer():
    made = read(QA + "Q: Which food?\n\n**Is it young?**\n\nThen milk.\n\n")
    assert made["Which food?"] == "**Is it young?**\n\nThen milk."
