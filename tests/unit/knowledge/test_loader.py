"""Packs that are right load as they stand."""

from __future__ import annotations

from datetime import date

import pytest

from bot.knowledge.loader import load
from bot.knowledge.model import Item, Source
from tests.unit.knowledge.packs import HEAD, HOURS

FIVE_LINES = """\
pack: shop
source: {title: Shop handbook}
entries:
  - {id: hours, question: When are you open?, answer: From nine to five.}
  - {id: tills, question: Which tills are there?, answer: [the left one, the right one]}
"""

WHOLE = """\
pack: shop
source: {title: Shop handbook, publisher: Shop, file: handbook.txt, url: "https://shop.example/a", dated: 2024-07-01}
entries:
  - id: week
    question: Which days are there?
    aliases: [the days, days of opening]
    topics: [time]
    answer:
      kind: steps
      intro: The days
      items:
        - Monday
        - text: Tuesday
          detail: only mornings
      outro: And no more.
    claims: 7
    lines: 10-12
    note: [Five are missing., Ask again.]
    daily: false
    source: {title: Second handbook, cites: A calendar}
  - id: monday
    question: Monday?
    answer: {kind: none}
    note: Not said.
    part_of: week
    twins: [week, elsewhere/monday]
"""


@pytest.fixture
def week(write_pack):
    return load([write_pack(WHOLE)]).by_id["shop/week"]


def test_a_pack_of_five_lines_is_a_pack(write_pack):
    knowledge = load([write_pack(FIVE_LINES)])
    assert [entry.id for entry in knowledge.entries] == ["shop/hours", "shop/tills"]


def test_a_string_is_short_for_a_text(write_pack):
    answer = load([write_pack(FIVE_LINES)]).by_id["shop/hours"].answer
    assert (answer.kind, answer.text, answer.items) == ("text", "From nine to five.", ())


def test_a_list_is_short_for_bullets(write_pack):
    answer = load([write_pack(FIVE_LINES)]).by_id["shop/tills"].answer
    assert (answer.kind, answer.text) == ("bullets", None)
    assert answer.items == (Item("the left one"), Item("the right one"))


def test_the_long_form_keeps_every_part(week):
    assert (week.question, week.aliases, week.topics) == (
        "Which days are there?",
        ("the days", "days of opening"),
        ("time",),
    )
    assert (week.claims, week.lines, week.daily) == (7, "10-12", False)
    assert week.notes == ("Five are missing.", "Ask again.")
    assert week.answer.kind == "steps"
    assert week.answer.items == (Item("Monday"), Item("Tuesday", "only mornings"))
    assert week.answer.pieces() == ("The days", "Monday", "Tuesday", "only mornings", "And no more.")


def test_items_stand_under_items_as_bullets_or_steps(write_pack):
    pack = HEAD + (
        "  - id: till\n    question: How do I open the till?\n    answer:\n      kind: steps\n      items:\n"
        "        - text: Count the float\n          kind: steps\n"
        "          items: [coins, {text: notes, items: [tens]}]\n"
        "        - Sign for it\n"
    )
    answer = load([write_pack(pack)]).by_id["shop/till"].answer
    notes = Item("notes", items=(Item("tens"),))
    assert answer.items == (Item("Count the float", items=(Item("coins"), notes), kind="steps"), Item("Sign for it"))
    assert answer.pieces() == ("Count the float", "coins", "notes", "tens", "Sign for it")


def test_answers_are_markdown_unless_pack_or_entry_says_plain(write_pack):
    entries = HOURS + "  - {id: rest, question: And on Sundays?, answer: Closed., format: plain}\n"
    assert [entry.answer.format for entry in load([write_pack(HEAD + entries)]).entries] == ["markdown", "plain"]
    plain = HEAD.replace("source", "format: plain\nsource", 1) + entries.replace("plain", "markdown")
    assert [entry.answer.format for entry in load([write_pack(plain)]).entries] == ["plain", "markdown"]


def test_an_entrys_source_overrides_single_fields_of_the_packs(week):
    assert week.source == Source(
        title="Second handbook",
        publisher="Shop",
        file="handbook.txt",
        url="https://shop.example/a",
        dated="2024-07-01",
        cites="A calendar",
    )


def test_ids_of_twins_are_completed_with_the_pack(write_pack):
    assert load([write_pack(WHOLE)]).by_id["shop/monday"].twins == ("shop/week", "elsewhere/monday")


@pytest.mark.parametrize("word", ["yes", "no", "on", "null and void", "12", "1.50", "2024-07-01", "0x1F", "12:30"])
def test_what_looks_like_a_number_or_flag_stays_the_text_it_is(write_pack, word):
    text = f"pack: shop\nsource: {{title: T}}\nentries:\n  - {{id: a, question: q, answer: {word}}}\n"
    assert load([write_pack(text)]).entries[0].answer.text == word


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + FIVE_LINES.encode(),
        FIVE_LINES.replace("\n", "\r\n").encode(),
        FIVE_LINES.replace("\n", "\r").encode(),
        b"---\n" + FIVE_LINES.encode() + b"...\n",
        b"# a comment\n\n" + FIVE_LINES.encode(),
    ],
    ids=["byte-order mark", "CRLF", "CR", "document marks", "comment"],
)
def test_how_an_editor_saved_the_file_does_not_matter(write_pack, raw):
    assert len(load([write_pack(raw)]).entries) == 2


def test_an_empty_optional_field_counts_as_left_out(write_pack):
    text = FIVE_LINES.replace("{title: Shop handbook}", "{title: Shop handbook, publisher: , url: ~, dated: null}")
    assert load([write_pack(text)]).entries[0].source == Source("Shop handbook")


def test_the_same_question_in_two_packs_makes_twins(write_pack):
    write_pack(FIVE_LINES.replace("pack: shop", "pack: kiosk"), "kiosk.yaml")
    knowledge = load([write_pack(FIVE_LINES)])
    hours = knowledge.by_id["shop/hours"]
    assert [twin.id for twin in knowledge.twins_of(hours)] == ["kiosk/hours"]


def test_a_note_excuses_a_list_that_is_shorter_than_promised(week):
    assert week.claims == 7
    assert len(week.answer.items) == 2


def test_packs_stand_in_the_order_of_folders_and_names(write_pack, tmp_path):
    write_pack(FIVE_LINES.replace("pack: shop", "pack: annex"), "annex.yml")
    folder = write_pack(FIVE_LINES)
    first = tmp_path / "first"
    first.mkdir()
    (first / "zoo.yaml").write_text(FIVE_LINES.replace("pack: shop", "pack: zoo"))
    assert [pack.name for pack in load([first, folder]).packs] == ["zoo", "annex", "shop"]


def test_a_pack_says_its_name_and_subject_and_who_keeps_it(write_pack):
    head = "pack: shop\nname: The shop\nsubject: the shop\nowner: Ada\nreview_by: 2027-01-31\n"
    own = "    section: Doors\n    link: https://shop.example/doors\n    owner: Bob\n    review_by: 2026-12-31\n"
    entries = "  - {id: a, question: A?, answer: x}\n  - id: b\n    question: B?\n    answer: y\n" + own
    knowledge = load([write_pack(head + "source: {title: T, url: https://shop.example}\nentries:\n" + entries)])
    assert (knowledge.packs[0].title, knowledge.packs[0].subject) == ("The shop", "the shop")
    first, second = knowledge.entries
    assert (first.owner, first.review_by, first.label) == ("Ada", date(2027, 1, 31), "A?")
    assert (second.owner, second.review_by, second.label) == ("Bob", date(2026, 12, 31), "B? (Doors)")
    assert (first.address, second.address) == ("https://shop.example", "https://shop.example/doors")
