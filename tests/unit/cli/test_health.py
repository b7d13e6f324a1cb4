"""What the author of packs that load may want to look at is found and said in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cli.health import health_of
from bot.knowledge.loader import read_packs
from bot.knowledge.model import Knowledge
from bot.matching.matcher import Matcher

TODAY = date(2027, 3, 1)
HEAD = "pack: shop\nsource: {title: Shop handbook}\nentries:\n"


@pytest.fixture
def health(write_pack):
    """The health of one pack made of these entries."""

    def of(entries):
        folder = write_pack(HEAD + entries)
        packs = read_packs([folder])
        return health_of(packs, [folder], Matcher.over(Knowledge(checked.pack for checked in packs)), TODAY)

    return of


def entry(name, question, answer="From nine to five.", *lines):
    more = "".join(f"    {line}\n" for line in lines)
    return f"  - id: {name}\n    question: {question}\n    answer: {answer}\n{more}"


def findings(health, heading):
    """The messages of the group with that heading, or none."""
    found = (group.findings for group in health.groups if group.heading.startswith(heading))
    return [problem.message for group in found for problem in group]


def test_a_healthy_pack_has_no_groups(health):
    found = health(entry("hours", "When are you open?") + entry("lamps", "Where do you keep the lamps?"))
    assert (found.groups, found.warnings) == ((), 0)
    assert found.summary == "2 entries in 1 pack: no problems"


def test_an_overdue_review_names_its_owner(health):
    found = health(
        entry("hours", "When are you open?", "x", "owner: Ada", "review_by: 2027-02-28")
        + entry("lamps", "Where do you keep the lamps?", "x", "review_by: 2027-03-01")
    )
    (message,) = findings(found, "Entries to be looked through")
    assert message == '"hours" was to be looked through by 2027-02-28 (Ada): do so, and set a new review_by'
    assert found.summary == "2 entries in 1 pack: no problems, 1 warning"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('"<p>Nine</p>"', '"hours" has <p>, </p>: write Markdown'),
        ('"[a](javascript:x)"', '"hours" has a link to javascript: only http, https, mailto and tel are links'),
    ],
)
def test_markup_that_cannot_be_shown_is_a_note_and_no_warning(health, answer, said):
    found = health(entry("hours", "When are you open?", answer))
    (message,) = findings(found, "HTML and links")
    assert message.startswith(said)
    assert found.warnings == 0


@pytest.mark.parametrize(
    "answer", ['"Call <name>, a < b"', '"**Nine**<br>five"', '"<https://shop.example>"', '"[a](https://b.example)"']
)
def test_other_brackets_are_words(health, answer):
    assert findings(health(entry("hours", "When are you open?", answer)), "HTML and links") == []


def test_an_html_page_in_a_plain_pack_is_as_it_should_be(health):
    assert findings(health(entry("hours", "When?", "<b>x</b>", "format: plain")), "HTML and links") == []


def test_lines_that_yaml_joins_are_a_warning(health):
    found = health(entry("hours", "When are you open?", "First\n      - one\n      - two"))
    assert len(findings(found, "Lines of a list")) == found.warnings == 1


def test_figures_say_what_some_entries_lack(health):
    found = health(
        entry(
            "hours",
            "When are you open?",
            "[From nine to five, Sundays never]",
            "aliases: [opening times]",
            "topics: [a]",
        )
        + entry("lamps", "Where do you keep the lamps?")
        + entry("chairs", "Where do the chairs stand?")
    )
    figures = dict(found.figures)
    assert figures["Wordings"].startswith("4 for 3 entries. 2 entries have no alias: ")
    assert figures["Topics"].startswith("1 topic. 2 entries have no topic: ")
    assert figures["Cards"] == "1 for the daily post, from 1 entry"


@pytest.mark.thorough
def test_the_bundled_packs_give_no_warning(health, matcher, bundled):
    from bot.knowledge.files import bundled_folder

    folder = bundled_folder()
    found = health_of(read_packs([folder]), [folder], matcher, TODAY)
    assert [group.heading for group in found.groups if group.warns] == []


def test_questions_that_one_word_tells_apart_are_named_and_warn_nobody(health):
    found = health(
        entry("in", "How do I check in?")
        + entry("out", "How do I check out?")
        + entry("q3", "When does Q3 end?")
        + entry("q4", "When does Q4 end?")
        + entry("lamps", "Where do you keep the lamps?")
    )
    assert findings(found, "Questions that a word tells apart") == [
        '"How do I check in?" and "How do I check out?" (shop/out): "in" and "out"',
        '"When does Q3 end?" and "When does Q4 end?" (shop/q4): "Q3" and "Q4"',
    ]
    assert found.warnings == 0
