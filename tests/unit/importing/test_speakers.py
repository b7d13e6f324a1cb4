"""Interviews: what one asks and the others answer, without their names."""

from __future__ import annotations

import pytest

from bot.importing import draft
from tests.unit.importing.drafts import answers, entries

INTERVIEW = """\
Ten minutes with our mechanic

{Q} When do you open?

{A} At nine.

On Sundays at ten.

{Q} People say that you are slow.

{A} I am not. Look:

- brakes in an hour
- lamps at once

{Q} I want a bell. Where?

{A} Here.

{Q} Thank you, Kim.

The next letter comes in May.
"""


@pytest.mark.parametrize(
    ("name", "asker", "other"),
    [
        ("talk.txt", "LETTER:", "KIM:"),
        ("talk.md", "**Letter:**", "**Kim Lee:**"),
        ("talk.md", "Dr. May:", "Kim O'Hara:"),
    ],
)
def test_the_turns_of_an_interview_are_questions_and_answers(name, asker, other):
    assert answers(name, INTERVIEW.format(Q=asker, A=other)) == {
        "When do you open?": "At nine.\n\nOn Sundays at ten.",
        "People say that you are slow.": {
            "kind": "bullets",
            "intro": "I am not. Look:",
            "items": ["brakes in an hour", "lamps at once"],
        },
        "I want a bell. Where?": "Here.",
    }


def test_a_last_word_that_nobody_answers_is_told_and_one_that_asks_is_an_entry():
    talk = INTERVIEW.format(Q="Letter:", A="Kim:")
    (told,) = [one for one in draft("talk.md", talk.encode()).remarks if one.startswith("left out")]
    assert '"Thank you, Kim." (lines 20-22)' in told
    asking = talk.replace("Thank you, Kim.", "Do you ring at night?")
    assert answers("talk.md", asking)["Do you ring at night?"] == {"kind": "none"}


def test_names_before_other_words_are_no_interview():
    text = "## When?\n\nSummer: at nine.\n\nWinter: at ten. Why?\n\nSummer: as said.\n\n## Where?\n\nNote: here.\n"
    assert [entry["question"] for entry in entries("faq.md", text)] == ["When?", "Where?"]
    assert answers("faq.md", "Q: When?\n\nA: Now.\n\nQ: Who?\n\nA: Kim.\n\nQ: Why?\n\nA: So.\n")["When?"] == "Now."


def test_a_talk_in_which_nobody_asks_is_no_interview():
    turns = "KIM: We ring.\n\nLEE: We ride.\n\n" * 4
    text = f"When?\n\nNow.\n\n{turns}Who?\n\nKim.\n"
    assert [entry["question"] for entry in entries("faq.txt", text)] == ["When?", "Who?"]
