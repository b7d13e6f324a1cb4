"""Terminal text: in reading order, within the width, coloured only for a terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from bot.answering import Reply
from bot.knowledge.model import Answer, Entry, Item, Source
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides, Match
from bot.matching.explain import explain
from bot.render.explanation import print_explanation
from bot.render.terminal import print_reply

SOURCE = Source("Shop handbook", "The Shop", "handbook.txt", "https://shop.example/h", "2024", "A study")
ENTRY = Entry(
    "shop",
    "week",
    "Which days are there?",
    Answer("steps", "The days are", (Item("Monday", "Only mornings."), Item("Tuesday")), None, "And no more."),
    SOURCE,
    lines="10-12",
    notes=("Five are missing.", "Ask again."),
)
TWIN = Entry("kiosk", "days", "Which days?", Answer("text", text="All of them."), Source("Kiosk notes"))
UNANSWERED = Entry("shop", "why", "Why?", Answer("none"), Source("Shop handbook"), notes=("Not said.",))


def printed(reply, width=80, **console):
    out = io.StringIO()
    print_reply(Console(file=out, width=width, **console), reply)
    return out.getvalue()


def answered(entry, *also, related=()):
    return Reply("q", Answered(Match(entry, 0.9, entry.question), also, (), "because."), related)


def test_an_answer_reads_heading_items_notes_source_and_twins():
    assert printed(answered(ENTRY, TWIN)).splitlines() == [
        "Which days are there?",
        "",
        "The days are",
        "",
        " 1. Monday",
        "    Only mornings.",
        " 2. Tuesday",
        "",
        "And no more.",
        "",
        "Note: Five are missing.",
        "",
        "Note: Ask again.",
        "",
        "Source: Shop handbook · The Shop · 2024 · handbook.txt, lines 10-12 · cites A",
        "study · https://shop.example/h",
        "",
        "Also answered by:",
        "  Which days? (kiosk/days)",
        "",
    ]


def test_bullets_are_not_numbered():
    entry = Entry("shop", "a", "A?", Answer("bullets", items=(Item("one"), Item("two"))), Source("T"))
    assert printed(answered(entry)).splitlines()[2:4] == [" • one", " • two"]


def test_ten_steps_stand_in_line():
    entry = Entry("shop", "a", "A?", Answer("steps", items=tuple(Item(f"step {n}") for n in range(1, 11))), Source("T"))
    lines = printed(answered(entry)).splitlines()
    assert {line.index("step") for line in lines if "step" in line} == {5}


def test_paragraphs_of_a_text_stay_apart():
    entry = Entry("shop", "a", "A?", Answer("text", text="One.\n\nTwo.\n"), Source("T"))
    assert printed(answered(entry)).splitlines()[2:5] == ["One.", "", "Two."]


def test_an_unanswered_question_says_so_and_offers_the_nearest():
    lines = printed(answered(UNANSWERED, related=(ENTRY,))).splitlines()
    assert "Note: Not said." in lines
    assert lines.index("Near it:") > lines.index("Note: Not said.")
    assert lines[lines.index("Near it:") + 1] == " - Which days are there?"


def test_a_choice_names_every_entry_with_its_id():
    matches = (Match(ENTRY, 0.5, "x"), Match(TWIN, 0.4, "x"))
    assert printed(Reply("q", Ambiguous(matches, "because."))).splitlines() == [
        "Did you mean one of these?",
        " - Which days are there?",
        "   shop/week",
        " - Which days?",
        "   kiosk/days",
        "",
    ]


def test_where_one_can_choose_the_entries_are_numbered():
    out = io.StringIO()
    reply = Reply("q", Ambiguous((Match(ENTRY, 0.5, "x"), Match(TWIN, 0.4, "x")), "because."))
    print_reply(Console(file=out, width=80), reply, numbered=True)
    assert out.getvalue().splitlines()[1::2] == [" 1. Which days are there?", " 2. Which days?", ""]


def test_an_abstention_gives_its_reason_and_what_is_near():
    lines = printed(Reply("q", Abstained((Match(TWIN, 0.1, "x"),), "No list of 9 days is known here."))).splitlines()
    assert lines[:2] == ["I do not know that one.", "No list of 9 days is known here."]
    assert lines[3:6] == ["Near it:", " - Which days?", "   kiosk/days"]


def test_an_abstention_with_nothing_near_ends_after_its_reason():
    assert printed(Reply("q", Abstained((), "Nothing."))).splitlines() == ["I do not know that one.", "Nothing.", ""]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(answering, width):
    for entry in answering.knowledge.entries:
        lines = printed(answering.choose(entry.id), width=width).splitlines()
        assert max(len(line) for line in lines if "://" not in line) <= width, entry.id


def test_at_sixty_columns_every_word_of_every_answer_is_there(answering):
    def words(text):
        return re.sub(r"\W+", "", text)

    for entry in answering.knowledge.entries:
        text = words(printed(answering.choose(entry.id), width=60))
        for piece in (entry.question, *entry.answer.pieces(), *entry.notes):
            assert words(piece) in text, entry.id


def test_lines_end_without_spaces(answering):
    for entry in answering.knowledge.entries:
        assert not re.search(r"[ \t]$", printed(answering.choose(entry.id), width=60), re.MULTILINE)


def test_a_pipe_gets_no_escape_codes_and_a_terminal_colour():
    assert "\x1b" not in printed(answered(ENTRY, TWIN))
    assert "\x1b[1;36mWhich days are there?" in printed(
        answered(ENTRY), force_terminal=True, color_system="standard", _environ={}
    )


def test_what_a_pack_says_is_never_markup_or_emoji_code():
    """Brackets and colons of a pack are its words, not commands to the terminal."""
    entry = Entry("shop", "a", "[bold]A[/bold]?", Answer("text", text=":smile: [red]x[/red] https://a.example"), SOURCE)
    text = printed(answered(entry), force_terminal=True, color_system="standard", _environ={})
    assert "[bold]A[/bold]?" in text
    assert ":smile: [red]x[/red] " in text


@pytest.mark.parametrize(
    ("source", "lines", "shown"),
    [
        (Source("T"), None, "Source: T"),
        (Source("T", file="a.txt"), "56-56", "Source: T · a.txt, line 56"),
        (Source("T", file="a.txt"), "56", "Source: T · a.txt, line 56"),
        (Source("T", "P", "a.txt", cites="C"), "1-2", "Source: T · P · a.txt, lines 1-2 · cites C"),
        (Source("T", url="https://a.example/x"), None, "Source: T · https://a.example/x"),
    ],
)
def test_the_source_line_says_what_is_known(source, lines, shown):
    entry = Entry("shop", "a", "A?", Answer("text", text="x"), source, lines=lines)
    assert shown in printed(answered(entry), width=200).splitlines()


@pytest.mark.parametrize("question", ["what are the 7 Cs", "the 9 pillars, please", "lunch", ""])
def test_an_explanation_prints_within_the_width(answering, question):
    out = io.StringIO()
    print_explanation(Console(file=out, width=60), explain(answering.matcher, question))
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("Why: ")
    assert max(map(len, lines)) <= 60


def test_each_of_several_answers_is_printed_and_none_is_to_be_chosen():
    both = tuple(Match(entry, 1.0, entry.question) for entry in (ENTRY, TWIN))
    shown = printed(Reply("q", Ambiguous(both, "several", each=True)))
    assert shown.index("Monday") < shown.index("All of them.")
    assert "Did you mean" not in shown
    assert TWIN.id not in shown


def test_what_was_asked_besides_is_named_and_what_is_near_it_listed():
    near = (Match(TWIN, 0.4, "x"), Match(UNANSWERED, 0.001, "x", near=False))
    decision = Answered(Match(ENTRY, 1.0, "x"), (), (), "one", Besides("why", near, "Nothing known here is about it."))
    shown = printed(Reply("q", decision))
    assert shown.index("Monday") < shown.index("You also asked something else. Nothing known here is about it.")
    assert shown.index("Near it:") < shown.index(TWIN.id)
    assert UNANSWERED.id not in shown
