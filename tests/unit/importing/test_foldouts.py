"""Fold-outs: the title is a question, what is inside is its answer in Markdown, and the answer ends where it closes."""

from __future__ import annotations

import pytest

from tests.unit.importing.drafts import answers, entries

ANSWERS = {"When do you open?": "At **nine**.\n\n- weekdays\n- Saturdays", "What does it cost?": "Ten euros."}

MINTLIFY = """
import { Box } from './box'

<AccordionGroup>
  <Accordion title="When do you open?" icon="clock">
    At **nine**.

    - weekdays
    - Saturdays
  </Accordion>

  <Accordion
    title={"What does it cost?"}
  >
    Ten euros.
  </Accordion>
</AccordionGroup>

Write to us.
"""

DETAILS = """
<details open>
<summary>
  <b>When do you open?</b>
</summary>
At **nine**.

- weekdays
- Saturdays

</details>
<details><summary>What does it cost?</summary>Ten euros.</details>

Write to us.
"""

CONTAINERS = """
::: details When do you open?
At **nine**.

- weekdays
- Saturdays
:::

::: details What does it cost?
Ten euros.
:::

Write to us.
"""

SHORT_CODES = """
{{< details title="When do you open?" closed="true" >}}
At **nine**.

- weekdays
- Saturdays

{{< /details >}}
{{% expand "What does it cost?" %}}
Ten euros.
{{% /expand %}}

Write to us.
"""

MKDOCS = """
??? question "When do you open?"
    At **nine**.

    - weekdays
    - Saturdays

???+ faq "What does it cost?"

    Ten euros.
"""

DOCUMENTS = [MINTLIFY, DETAILS, CONTAINERS, SHORT_CODES, MKDOCS]
NAMES = ["components", "details", "containers", "short codes", "MkDocs"]


def folded(answer):
    """An answer as one text."""
    if isinstance(answer, str):
        return answer
    return "\n".join([answer["intro"], "", *(f"- {item}" for item in answer["items"])])


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_fold_outs_are_questions_and_answers(document):
    assert {question: folded(answer) for question, answer in answers("faq.mdx", document).items()} == ANSWERS


def test_the_lines_stay_true():
    assert [entry["lines"] for entry in entries("faq.mdx", MINTLIFY)] == ["4-8", "11-14"]


def test_components_that_hold_everything_in_their_attributes():
    document = """
    <FAQ question="When do you open?" answer="At nine." />
    <FAQ question="What does it cost?" answer="Ten euros." />
    """
    assert answers("faq.mdx", document) == {"When do you open?": "At nine.", "What does it cost?": "Ten euros."}


def test_other_components_leave_their_words():
    document = """
    ## How do I start?

    <Note>
      Take your **key**.
    </Note>

    <Tabs>
    <Tab title="Bike">
    Turn it left.
    </Tab>
    </Tabs>
    """
    assert answers("faq.mdx", document) == {"How do I start?": "Take your **key**.\n\n**Bike** Turn it left."}


def test_components_that_an_answer_speaks_of_stay():
    document = "## How?\n\nUse `<Tab title='x'>` and `{{< details \"x\" >}}`, see:\n\n```\n<Tab>\n{% x %}\n```\n"
    answer = "Use `<Tab title='x'>` and `{{< details \"x\" >}}`, see:\n\n```\n<Tab>\n{% x %}\n```"
    assert answers("faq.mdx", document) == {"How?": answer}


def test_callouts_keep_their_words():
    document = "## How?\n\n> [!NOTE]\n> Pull both.\n\n> [!tip]- Brakes\n> Look at them.\n"
    assert answers("faq.md", document) == {"How?": "Pull both.\n\n**Brakes** Look at them."}


@pytest.mark.parametrize(
    "mark",
    ['<Accordion title="{}">', "<Toggle title='{}'>", '<Question q={{"{}"}}>', '<Disclosure label="{}" open>'],
)
def test_every_way_to_write_a_title_is_read(mark):
    name = mark[1:].split()[0]
    text = f"{mark.format('Opening hours')}\nAt nine.\n</{name}>\n\n{mark.format('Who?')}\nKim.\n</{name}>\n"
    assert answers("faq.mdx", text) == {"Opening hours": "At nine.", "Who?": "Kim."}


def test_an_end_within_words_ends_the_answer_there():
    text = '<Accordion title="When?">Now.</Accordion> Write to us.\n\n<Accordion title="Who?">Kim.</Accordion>\n'
    assert answers("faq.mdx", text) == {"When?": "Now.", "Who?": "Kim."}


def test_a_title_without_words_opens_nothing():
    text = "<details><summary></summary>\nx\n</details>\n\n## When?\n\nNow.\n\n## Who?\n\nKim.\n"
    assert answers("faq.md", text) == {"When?": "Now.", "Who?": "Kim."}


def test_admonitions_lose_their_indentation_and_the_text_below_keeps_its_own():
    text = '## When?\n\n!!! note "Hours"\n    At **nine**.\n\n        ring\n\nBye.\n\n## Who?\n\nKim.\n'
    assert answers("faq.md", text)["When?"] == "At **nine**.\n\n```\nring\n```\n\nBye."


def test_tags_of_html_in_capitals_are_no_components():
    text = "## When?\n\nAt <B>nine</B>.<BR>See <A HREF='https://x.example'>it</A>.\n\n## Who?\n\n<P>Kim.</P>\n"
    assert answers("faq.md", text) == {"When?": "At **nine**.\\\nSee [it](https://x.example).", "Who?": "Kim."}
