"""Documents that are no plain list of questions: articles, guides, numbered notes."""

from __future__ import annotations

from tests.unit.importing.drafts import answers, entries

ARTICLE = """\
Riding in Town

Riding in town differs from riding in the country, and it takes more care than people think before they try.

The 3 Rules of Riding

Whoever rides in town, in any weather and on any bike, keeps to three rules, which I explain one by one below.

Look

Look ahead, behind you, and into the cars that stand at the kerb, since their doors may open at any moment.

Ring

Ring early, ring kindly, and ring again; nobody can step aside for a bike that comes up without any sound.

Wait

Wait where you cannot see enough. A minute is nothing, and the red light does not turn green for the brave.

Conclusion

Now you know what to do.
"""


def test_sections_announced_by_number_are_the_points_of_a_list():
    made = entries("article.txt", ARTICLE)
    whole, *parts = made
    assert whole["question"] == "What are the 3 Rules of Riding?"
    assert whole["aliases"] == ["The 3 Rules of Riding"]
    assert whole["answer"]["items"] == ["Look", "Ring", "Wait"]
    assert whole["claims"] == 3
    assert [(part["question"], part["part_of"]) for part in parts] == [
        (word, whole["id"]) for word in ("Look", "Ring", "Wait")
    ]


def test_numbered_remarks_among_numbered_questions_count():
    document = """
    1. Is the shop open?

       Yes.

    2. I found a bug.

       Tell us.
       1. Write it down.
       2. Send it.

    3. Where is the shop?

       In Bell Street.
    """
    assert list(answers("faq.txt", document)) == ["Is the shop open?", "I found a bug.", "Where is the shop?"]


def test_a_heading_and_its_dotted_terms_are_one_question_each():
    document = """
    How do I...
    -----------

    ... pay?
        By card.

    ... pay later?
        Within a week.
    """
    assert answers("faq.rst", document) == {"How do I pay?": "By card.", "How do I pay later?": "Within a week."}


def test_a_text_that_is_restructuredtext_is_read_as_such():
    document = """
    Shop
    ====

    When do you open?
    -----------------

    See :doc:`the hours </hours>`.

    Where?
    ------

    .. note:: In ``Bell Street``.
    """
    assert answers("faq.txt", document) == {"When do you open?": "See the hours.", "Where?": "In `Bell Street`."}


def test_directives_and_roles_of_myst_are_prose():
    document = """
    ## When?

    ```{note}
    See {ref}`the hours <hours>`.
    ```

    ```{toctree}
    hours
    ```

    ## Where?

    Here.
    """
    assert answers("faq.md", document) == {"When?": "See the hours.", "Where?": "Here."}


def test_dots_in_names_of_code_glue_no_list():
    text = "Use `shop.Bell.Ring.Once.Now` or [shop.Lamp](https://x.example/shop.Lamp.Light.On.html)."
    assert answers("faq.md", f"## How?\n\n{text}\n\n## Where?\n\nHere.\n")["How?"] == text


def test_the_title_again_in_the_middle_of_a_page_is_no_question():
    document = "All About Bikes\n\nWhen?\n\nAt nine.\n\nAll About Bikes\n\nFAQs\n\nWhere?\n\nHere.\n"
    assert answers("faq.txt", document) == {"When?": "At nine.", "Where?": "Here."}


def test_a_template_directive_of_the_answer_alone_goes():
    document = "## When?\n\n**Answer:**\n\nAt nine.\n\n## Where?\n\n**Answer:** Here.\n"
    assert answers("faq.md", document) == {"When?": "At nine.", "Where?": "Here."}


def test_fields_named_question_and_answer_are_both():
    document = """
    :Q: When do you open?
    :A: At nine.
    :Q: Where?
    :A: Here.
    """
    assert answers("faq.rst", document) == {"When do you open?": "At nine.", "Where?": "Here."}


def test_contents_and_answers_right_below_numbered_questions():
    document = """
    Contents
    1. When do you open?
    2. Where?

    1. When do you open?
       A: At nine.

    2. Where?
       A: Here.
    """
    assert answers("faq.txt", document) == {"When do you open?": "At nine.", "Where?": "Here."}
