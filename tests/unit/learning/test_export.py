"""What was taught becomes a pack that is accepted, whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.loader import load
from bot.learning.export import pack_text
from bot.learning.lessons import Lesson
from bot.render.escape import clean, one_line
from bot.slack.teaching.form import faults

WHEN = datetime(2026, 11, 6, tzinfo=UTC)


def lesson(number=1, question="Where is the shed?", answer="Behind the house.", **more):
    return Lesson("T1", question, answer, number=number, name=f"lesson-{number}", taught_at=WHEN, **more)


@pytest.fixture
def accepted(tmp_path):
    """The entries of a pack file with that text."""

    def read(text):
        (tmp_path / "taught.yaml").write_text(text, encoding="utf-8")
        return load([tmp_path]).entries

    return read


def test_a_lesson_comes_back_as_an_entry_with_its_source(accepted):
    text = pack_text([lesson(wordings=("bike shed",), author="Dana", link="https://a.slack.com/p1")])
    [entry] = accepted(text)
    assert (entry.question, entry.aliases, entry.link) == (
        "Where is the shed?",
        ("bike shed",),
        "https://a.slack.com/p1",
    )
    assert (entry.source.title, entry.source.dated) == ("Dana, in Slack", "6 November 2026")


def test_markup_is_kept(accepted):
    [entry] = accepted(pack_text([lesson(answer="Do this:\n\n1. **Push**\n2. [Pull](https://a.example)")]))
    assert [item.text for item in entry.answer.items] == ["**Push**", "[Pull](https://a.example)"]


def test_wordings_that_two_lessons_share_are_the_first_ones(accepted):
    lessons = [lesson(1, wordings=("shed",)), lesson(2, "The tent?", wordings=("shed",)), lesson(3, "shed")]
    assert [entry.wordings for entry in accepted(pack_text(lessons))] == [
        ("Where is the shed?", "shed"),
        ("The tent?",),
    ]


def test_other_wordings_of_the_packs_are_said_in_a_comment(accepted):
    text = pack_text([lesson(), lesson(2, "money back", "", target="shop/returns", wordings=("refund",))])
    assert "# Other wordings of shop/returns: money back | refund" in text
    assert len(accepted(text)) == 1


def test_where_nothing_was_taught_there_is_no_pack():
    assert pack_text([lesson(1, "money back", "", target="shop/returns")]) == ""


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
MARKDOWN = st.lists(
    st.sampled_from(["# ", "- a", "1. b", "> c", "```", "|d|", "---", ": #", "'", "\\", "\t", "{x}", "&a"]) | WORDS
)


@settings(max_examples=60, deadline=None)
@given(question=WORDS, wordings=st.lists(WORDS, max_size=3), lines=MARKDOWN)
def test_whatever_the_window_accepts_check_accepts_too(tmp_path_factory, question, wordings, lines):
    others = tuple(filter(None, map(one_line, wordings)))
    taught = lesson(question=one_line(question), answer=clean("\n".join(lines)), wordings=others)
    if faults(taught):
        return
    folder = tmp_path_factory.mktemp("pack")
    (folder / "taught.yaml").write_text(pack_text([taught]), encoding="utf-8")
    assert len(load([folder]).entries) == 1
