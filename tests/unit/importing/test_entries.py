"""What stands beside an answer in a draft: sections, claims, notes, dates, and what its editor should look at."""

from __future__ import annotations

import pytest

from bot.importing.blocks import Block, Found
from bot.importing.entries import drafted
from bot.importing.grouping import Grouped
from tests.unit.importing.drafts import comments, entries


def made(*found):
    """The drafted entries of some questions."""
    return drafted(Grouped(list(found)), None)


def asked(question, *texts, **more):
    """A question with paragraphs for an answer."""
    return Found(question, tuple(Block("paragraph", text) for text in texts), **more)


def listed(count):
    """A list of so many points."""
    return Block("list", items=tuple((Block("paragraph", f"point {n}"),) for n in range(count)))


def test_one_wording_asked_three_times_in_one_section_is_numbered():
    questions = [asked("When?", text, section="Bells") for text in ("Now.", "Late.", "Never.")]
    assert [one.fields["section"] for one in made(*questions)] == ["Bells", "Bells (2)", "Bells (3)"]


def test_a_section_of_several_is_their_topic_and_one_of_one_is_none():
    entries = made(
        asked("When?", "Now.", section="Bells"),
        asked("Who?", "Kim.", section="Bells"),
        asked("Why?", "So.", section="Us"),
    )
    assert [one.fields.get("topics") for one in entries] == [["Bells"], ["Bells"], None]


def test_a_wording_that_another_entry_asks_is_no_alias():
    entries = made(asked("When?", "Now.", aliases=("who", "hours", "Hours!")), asked("Who?", "Kim."))
    assert entries[0].fields["aliases"] == ["hours"]


@pytest.mark.parametrize("date", ["Jul 1, 2024", "September 12 2023", "2024-07-01", "1.7.2024"])
def test_a_date_on_a_line_of_its_own_at_the_end_dates_the_source(date):
    (entry,) = made(asked("When?", f"Now.\n{date}"))
    assert (entry.fields["answer"], entry.fields["source"]) == ("Now.", {"dated": date})
    (entry,) = made(asked("When?", f"On {date}"))
    assert "source" not in entry.fields


def test_the_number_in_the_words_before_a_list_is_claimed_too():
    found = Found("What do I need?", (Block("paragraph", "You need these 3 things:"), listed(3)))
    (entry,) = made(found)
    assert entry.fields["claims"] == 3
    assert not entry.doubts


def test_a_list_that_misses_its_number_says_so_and_a_text_claims_nothing():
    (entry,) = made(Found("What are the 4 rules?", (listed(3),)))
    assert (entry.fields["claims"], entry.fields["note"]) == (4, "The source speaks of 4 and lists 3.")
    (entry,) = made(asked("What are the 4 rules?", "They are many."))
    assert "claims" not in entry.fields


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("As described above.", "points to what stands around"),
        ("See the previous answer.", "points to what stands around"),
        ("Same as the bells.", "points to what stands around"),
        ("Yes.", "points to what stands around"),
        ("It depends", "points to what stands around"),
        ("Write to {{ address }}.", "blank that was never filled in"),
        ("Call XXXX now.", "blank that was never filled in"),
        ("Dear \\[your name\\], ring.", "blank that was never filled in"),
        ("See [the map](map.md).", "links without a whole address (https://…) became plain words: map.md"),
        ("See [the map](javascript:steal).", "no page, mailbox or telephone became plain words: javascript:steal"),
        ("See [the map](file:///c/map.doc).", "no page, mailbox or telephone became plain words: file:///c/map.doc"),
    ],
)
def test_an_answer_that_is_not_whole_is_doubtful(text, doubt):
    (entry,) = made(asked("When?", text))
    assert doubt in " ".join(entry.doubts)


def test_a_whole_answer_to_a_question_is_not_doubtful():
    assert not made(asked("When?", "Yes, at nine, above the bell."))[0].doubts


def test_words_that_do_not_ask_and_empty_answers_are_doubtful():
    (entry,) = made(asked("Bells", asks=False))
    assert entry.doubts == ["it does not ask anything: write it as people would ask", "no answer to it was found"]
    assert entry.fields["answer"] == {"kind": "none"}


def test_lines_are_a_range_or_one():
    entries = made(asked("When?", "x", line=3, end=5), asked("Who?", "x", line=7, end=7), asked("Why?", "x"))
    assert [one.fields.get("lines") for one in entries] == ["3-5", "7", None]


def test_a_point_names_the_list_it_belongs_to():
    entries = drafted(Grouped([asked("What are the 3 rules?", "x"), asked("Look", "y")], {1: 0}), None)
    assert entries[1].fields["part_of"] == entries[0].fields["id"]


def test_relative_addresses_and_those_that_lead_nowhere_are_told_apart():
    (entry,) = made(asked("When?", "See [a](a.md), [b](javascript:x) and [c](https://c.example)."))
    assert [doubt.rpartition(": ")[2] for doubt in entry.doubts] == ["a.md", "javascript:x"]


def test_two_answers_to_one_wording_want_sections_that_tell_them_apart():
    entries = made(asked("When?", "Now."), asked("When?", "Late."), asked("Who?", "Kim."))
    assert [any("more than once" in doubt for doubt in one.doubts) for one in entries] == [True, True, False]
    assert [one.fields.get("section") for one in entries] == ["General", "General (2)", None]


def test_a_row_without_an_answer_is_an_entry_that_says_so():
    table = "| Question | Answer |\n|---|---|\n| When? | Now. |\n| Do you treat birds? | |\n| Where? | Here. |\n"
    made = {entry["question"]: entry["answer"] for entry in entries("faq.md", table)}
    assert made["Do you treat birds?"] == {"kind": "none"}
    assert any("no answer" in comment for comment in comments("faq.md", table))
