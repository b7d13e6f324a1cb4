"""What a workspace was taught stands beside its packs, and never against them."""

from datetime import UTC, datetime

import pytest

from bot.knowledge.model import Pack
from bot.learning.lessons import Lesson, entry_of, pack_name, source_of, taught
from tests.unit.render.entries import entry, knowledge_of

PACKS = knowledge_of(entry("returns", question="How long can I return it?", aliases=("return window",)))
RETURNS = "guide/returns"


def lesson(number=1, question="Where is the shed?", answer="Behind the house.", **more):
    return Lesson("T1", question, answer, number=number, name=f"lesson-{number}", **more)


def test_a_lesson_is_an_entry_of_a_pack_of_its_own():
    known = taught(PACKS, [lesson(wordings=("bike shed",))])
    assert [one.id for one in known.knowledge.entries] == [RETURNS, "taught/lesson-1"]
    assert known.entries[1].wordings == ("Where is the shed?", "bike shed")
    assert known.overtaken == {}


def test_without_lessons_the_packs_are_what_they_are():
    assert taught(PACKS, []).knowledge.packs == PACKS.packs


def test_a_pack_of_the_same_wording_takes_a_lesson_over_and_it_is_told_by_which_entry():
    known = taught(PACKS, [lesson(question="return WINDOW?")])
    assert (known.overtaken, known.entries) == ({1: RETURNS}, {})
    assert known.knowledge.packs == PACKS.packs


def test_of_a_lesson_whose_other_wording_is_taken_the_rest_stays():
    known = taught(PACKS, [lesson(wordings=("return window", "shed"))])
    assert known.entries[1].aliases == ("shed",)


def test_of_two_lessons_that_share_a_wording_the_first_has_it():
    known = taught(PACKS, [lesson(2, question="The tent?", wordings=("shed",)), lesson(1, wordings=("shed",))])
    assert [known.entries[number].aliases for number in (1, 2)] == [("shed",), ()]


def test_other_wordings_are_added_to_the_entry_that_they_ask_for():
    known = taught(PACKS, [lesson(question="money back?", answer="", target=RETURNS, wordings=("refund",))])
    assert known.knowledge.by_id[RETURNS].aliases == ("return window", "money back?", "refund")
    assert PACKS.by_id[RETURNS].aliases == ("return window",)


def test_other_wordings_of_an_entry_that_is_gone_are_set_aside():
    assert taught(PACKS, [lesson(answer="", target="guide/gone")]).overtaken == {1: ""}


def test_a_wording_that_its_entry_has_by_now_is_simply_there():
    known = taught(PACKS, [lesson(question="Return window", answer="", target=RETURNS, wordings=("refund",))])
    assert known.overtaken == {}
    assert known.knowledge.by_id[RETURNS].aliases == ("return window", "refund")


def test_a_pack_that_is_called_so_keeps_its_name():
    named = knowledge_of(entry())
    named = type(named)([*named.packs, Pack("taught", ())])
    assert pack_name(named) == "taught-2"
    assert taught(named, [lesson()]).entries[1].id == "taught-2/lesson-1"


def test_a_list_is_one_and_no_card_of_the_day():
    made = entry_of(lesson(answer="Do this:\n\n1. Push.\n2. Pull."))
    assert (made.answer.kind, [item.text for item in made.answer.items], made.daily) == (
        "steps",
        ["Push.", "Pull."],
        False,
    )


@pytest.mark.parametrize(("author", "title"), [("Dana", "Dana, in Slack"), ("", "A colleague, in Slack")])
def test_the_source_names_an_author_who_agreed(author, title):
    source = source_of(lesson(author=author, taught_at=datetime(2026, 11, 6, tzinfo=UTC)))
    assert (source.title, source.dated) == (title, "6 November 2026")
