"""What counts as a question in a document, and what does not."""

from __future__ import annotations

import pytest

from tests.unit.importing.drafts import answers, entries

HOURS = "When do you open?"
PRICE = "What does it cost?"
BOTH = {HOURS: "At nine.", PRICE: "Ten euros."}


# "H?" and "P?" stand for the two questions, "N." and "T." for their answers.
WAYS = {
    "headings": "## H?\n\nN.\n\n## P?\n\nT.\n",
    "headings of two levels": "## H?\n\nN.\n\n#### P?\n\nT.\n",
    "bold": "**H?**\n\nN.\n\n**P?**\n\nT.\n",
    "run-in": "**H?**\nN.\n\n**P?** T.\n",
    "labels": "Q: H?\nA: N.\n\nQ: P?\nA: T.\n",
    "numbered labels": "**Q1.** H?\n\n**A1.** N.\n\n**Q2.** P?\n\nA. T.\n",
    "list": "- **Q.** H?\n\n  **A.** N.\n\n- **Q.** P?\n\n  **A.** T.\n",
    "numbered list": "1. H?\n\n   N.\n\n2. P?\n\n   T.\n",
    "numbered, apart": "1. H?\n\nN.\n\n2. P?\n\nT.\n",
    "one line each": "- H? N.\n- P? T.\n",
    "definitions": "H?\n: N.\n\nP?\n: T.\n",
    "table": "| Question | Answer |\n|---|---|\n| H? | N. |\n| P? | T. |\n",
    "fold-outs": "<details>\n<summary>H?</summary>\n\nN.\n\n</details>\n\n"
    "<details><summary><b>P?</b></summary>\nT.\n</details>\n\nWrite to us.\n",
    "MkDocs": '??? question "H?"\n    N.\n\n??? question "P?"\n    T.\n',
}


def spelled(document):
    """A document with the two questions and their answers written out."""
    for short, long in (("H?", HOURS), ("P?", PRICE), ("N.", BOTH[HOURS]), ("T.", BOTH[PRICE])):
        document = document.replace(short, long)
    return document


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_mark_a_question_is_understood(way):
    assert answers("faq.md", spelled(WAYS[way])) == BOTH


def test_a_heading_that_does_not_ask_counts_among_those_that_do():
    document = """
    ## Payment

    ### How do I pay?

    By card.

    ### I lost my card

    Call us.

    ### Can I pay later?

    Within a week.

    ## Conclusion

    Now you know.
    """
    made = entries("faq.md", document)
    assert [entry["question"] for entry in made] == ["How do I pay?", "I lost my card", "Can I pay later?"]
    assert [entry["topics"] for entry in made] == [["Payment"]] * 3


def test_contents_lists_are_left_out():
    document = """
    # Help

    - [When do you open?](#open)
    - [What does it cost?](#cost)

    ## When do you open? {#open}

    At nine. [Back to top](#help)

    ## What does it cost? <a name="cost"></a>

    Ten euros.
    """
    assert answers("faq.md", document) == {HOURS: "At nine. Back to top", PRICE: "Ten euros."}


def test_bold_words_inside_an_answer_are_no_questions():
    document = """
    ## Why was my card refused?

    **Wrong number**

    Look at it again.

    **Too little money**

    Ask your bank.

    ## What does it cost?

    Ten euros.
    """
    assert list(answers("faq.md", document)) == ["Why was my card refused?", PRICE]


def test_front_matter_components_and_scripts_are_no_answers():
    document = """
    ---
    title: Billing
    questions:
      - Is this a question?
    ---
    import Box from '@site/Box';

    <head><script type="application/ld+json">{`{"@type": "FAQPage", "mainEntity": [{"@type": "Question",
    "name": "When do you open?", "acceptedAnswer": {"text": "At eight."}}]}`}</script></head>

    ## When do you open?

    <!-- ask Kim -->
    At nine.

    <Box
      text="Buy now?"
    />

    ## What does it cost?

    {% include price.html %}
    Ten euros.
    """
    assert answers("faq.mdx", document) == BOTH


def test_declared_questions_serve_a_page_that_shows_none():
    document = """
    <html><body><div id="app"></div><script type="application/ld+json">{"@type": "FAQPage", "mainEntity":
    [{"@type": "Question", "name": "When do you open?", "acceptedAnswer": {"text": "<p>At nine.</p>"}}]}</script>
    </body></html>
    """
    assert answers("faq.html", document) == {HOURS: "At nine."}


def test_self_links_and_numbers_are_no_part_of_a_question():
    document = '<h3 id="a">1. H? <a href="#a">#</a></h3><p>N.</p><h3>2.) P?¶</h3><p>T.</p>'
    assert answers("faq.html", spelled(document)) == BOTH


def test_a_question_without_an_answer_says_so():
    (first, second) = entries("faq.md", "## When do you open?\n\n## What does it cost?\n\nTen euros.\n")
    assert first["answer"] == {"kind": "none"}
    assert first["note"] == "The source poses this question and gives no answer."
    assert second["answer"] == "Ten euros."


def test_a_second_wording_right_below_is_an_alias():
    document = "What are the 4 parts?\n\nWhat are the Four Parts?\n\nWheel, frame, chain and lamp.\n\nH?\n\nN.\n"
    made = entries("faq.txt", spelled(document))[0]
    assert made["question"] == "What are the 4 parts?"
    assert made["aliases"] == ["What are the Four Parts?"]


def test_a_menu_at_the_end_belongs_to_no_answer():
    menu = "\n".join(["Top Articles", "Cheap Flights", "Bus Timetable", "Dog Names", "Garden Chairs", "Home"])
    assert answers("faq.txt", spelled(f"H? ›\n\nN.\n\nP? ›\n\nT.\n\n{menu}\n")) == BOTH


def test_wrapped_lines_are_one_question_and_one_answer():
    document = """
    When do you
    open on the days before
    a holiday?

    At nine, as on every
    other day.

    What does it cost?

    Ten euros.
    """
    assert answers("faq.rst", document) == {
        "When do you open on the days before a holiday?": "At nine, as on every other day.",
        PRICE: "Ten euros.",
    }


def test_sections_serve_where_a_document_asks_nothing():
    made = entries("guide.md", "# Guide\n\n## Brakes\n\nPull both.\n\n## Lamps\n\nUse both.\n")
    assert [(entry["question"], entry["answer"]) for entry in made] == [
        ("Brakes", "Pull both."),
        ("Lamps", "Use both."),
    ]
