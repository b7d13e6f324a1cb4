"""What is kept of the questions that were found, and what is said of the rest."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block, Found, to_markdown
from bot.importing.sifting import sifted


def found(question, answer="", *, asks=True, aliases=()):
    """A question with an answer in one paragraph."""
    body = (Block("paragraph", answer),) if answer else ()
    return Found(question, body, aliases, asks=asks)


def kept(*questions, title=None, talk=False):
    """Question -> answer of what stays."""
    return {one.question: to_markdown(one.body) for one in sifted(questions, title, talk=talk).found}


def test_three_bare_questions_in_a_row_are_a_contents_list_and_two_are_none():
    bare = [found(f"Why {word}?") for word in ("red", "blue", "green")]
    assert kept(*bare, found("When?", "Now.")) == {"When?": "Now."}
    assert list(kept(*bare[:2], found("When?", "Now."))) == ["Why red?", "Why blue?", "When?"]


def test_a_bare_question_that_is_answered_elsewhere_or_does_not_ask_goes():
    assert kept(found("When?"), found("Who?", "Kim."), found("When?", "Now.")) == {"Who?": "Kim.", "When?": "Now."}
    assert kept(found("Bells", asks=False), found("Who?", "Kim.")) == {"Who?": "Kim."}


def test_a_placeholder_is_no_answer():
    assert kept(found("When?", "**TBD**"), found("Who?", "Kim.")) == {"When?": "", "Who?": "Kim."}


def test_the_title_of_a_text_is_no_question():
    assert kept(found("Why bells?"), found("Who?", "Kim."), title="Why bells? A guide") == {"Who?": "Kim."}
    assert list(kept(found("Why bells?"), found("Who?", "Kim."))) == ["Why bells?", "Who?"]


def test_headings_of_one_question_must_name_the_same_numbers():
    alike = sifted([found("What are the four parts?"), found("What are the 4 parts", "These.")]).found
    assert [(one.question, one.aliases) for one in alike] == [("What are the four parts?", ("What are the 4 parts",))]
    assert len(sifted([found("What are the 4 parts?"), found("What are the 5 parts?", "These.")]).found) == 2
    assert len(sifted([found("Where is the bell?"), found("Who made all of this?", "Kim.")]).found) == 2


def test_templates_of_a_bot_are_left_out_unless_they_are_the_matter():
    program = found("How often?", "{% if n %}Often{% endif %}")
    assert kept(program, found("When?", "Now.")) == {"When?": "Now."}
    assert sifted([program]).remarks == ['left out 1 answer that is a template: "How often?"']
    code = found("How?", "Write `{% if n %}`.")
    assert list(kept(code)) == ["How?"]


def test_small_talk_goes_only_from_exports_of_bots():
    talk = [found("Thank you so much", "Welcome!", asks=False), found("help", "Ask me.", asks=False)]
    asked = [found("When?", "Now."), found("Who?", "Kim."), found("Where?", "Here.")]
    assert list(kept(*talk, *asked, talk=True)) == ["When?", "Who?", "Where?"]
    assert len(kept(*talk, *asked)) == 5


def test_single_words_are_small_talk_only_where_most_wordings_ask():
    words = [found(word, "So.", asks=False) for word in ("prices", "hours", "opening_times")]
    assert len(kept(*words, found("When do you open?", "Now."), talk=True)) == 4
    assert len(kept(words[0], found("When?", "Now."), found("Where is it?", "Here."), talk=True)) == 2


def test_a_short_answer_twice_in_a_row_is_no_second_wording():
    made = sifted([found("Is it loud?", "Yes."), found("loudness of it", "Yes.", asks=False)], talk=True).found
    assert len(made) == 2


def test_a_box_goes_from_every_answer_but_never_all_of_one():
    box = "Still stuck? Write to us."
    body = (Block("paragraph", "Now."), Block("paragraph", box))
    questions = [Found(f"Why {word}?", body) for word in ("red", "blue", "green")] + [found("Where?", box)]
    made = sifted(questions)
    assert [to_markdown(one.body) for one in made.found] == ["Now.", "Now.", "Now.", box]
    assert made.remarks == ["left out 3 passages that stand under many answers"]


@pytest.mark.parametrize(("box", "times"), [("Still stuck? Write to us.", 2), ("See above.", 3)])
def test_rare_or_short_passages_are_no_box(box, times):
    body = (Block("paragraph", "Now."), Block("paragraph", box))
    made = sifted([Found(f"Why {word}?", body) for word in ("red", "blue", "green")[:times]]).found
    assert all(to_markdown(one.body).endswith(box) for one in made)


def test_one_pair_stands_once_with_all_its_wordings():
    pairs = [
        found("When?", "Now.", aliases=("hours",)),
        found("when", "now", aliases=("times",)),
        found("When?", "Late."),
    ]
    made = sifted(pairs).found
    assert [(one.question, one.aliases) for one in made] == [("When?", ("hours", "times")), ("When?", ())]


def test_a_long_answer_twice_in_a_row_has_two_wordings_even_where_both_ask():
    long = "Ring the bell beside the door twice, wait for somebody to come down, and tell them which is your bike."
    made = sifted([found("Who opens?", long), found("How do I get in?", long)], talk=True).found
    assert [(one.question, one.aliases) for one in made] == [("Who opens?", ("How do I get in?",))]
    assert len(sifted([found("Who opens?", long), found("How do I get in?", long)]).found) == 2


def test_a_greeting_is_one_by_most_of_its_wordings():
    hello = found("Hi", "Hello!", asks=False, aliases=("Hello", "Good morning", "How is it going?"))
    assert list(kept(hello, found("When?", "Now."), found("Who?", "Kim."), talk=True)) == ["When?", "Who?"]
    help_me = found("Help", "Ring.", asks=False, aliases=("How do I ring?", "Who rings for me?"))
    assert "Help" in kept(help_me, found("When?", "Now."), found("Who?", "Kim."), talk=True)
