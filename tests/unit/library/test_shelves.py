"""What is known is handed out whole, and changed whole."""

from __future__ import annotations

import pytest

from bot.answering import Answering
from bot.library import Library, Shelf
from bot.matching.matcher import Matcher
from tests.unit.render.entries import entry, knowledge_of


def answering_of(*names: str) -> Answering:
    knowledge = knowledge_of(*(entry(name) for name in names))
    return Answering(knowledge, Matcher.over(knowledge))


@pytest.fixture
def library():
    return Library(Shelf(answering_of("old")))


def test_a_swap_changes_everything_at_once(library):
    after = library.swap(answering_of("new"))
    assert library.of("T1") is after
    assert [one.id.partition("/")[2] for one in after.knowledge.entries] == ["new"]
    assert set(after.deck.cards) == set(Shelf(answering_of("new")).deck.cards)


def test_work_that_has_its_shelf_goes_on_with_it(library):
    before = library.of("T1")
    library.swap(answering_of("new"))
    assert [one.id.partition("/")[2] for one in before.knowledge.entries] == ["old"]


def test_each_swap_has_a_version_of_its_own(library):
    versions = [library.of("T1").version, *(library.swap(answering_of(name)).version for name in "ab")]
    assert versions == sorted(set(versions))


def test_who_the_bot_is_follows_the_packs_and_keeps_the_settings():
    library = Library(Shelf(answering_of("old"), name="Desk", command="/desk"))
    library.swap(answering_of("new", "more"))
    me = library.of("T1").identity
    assert (me.name, me.command, me.entries, library.command) == ("Desk", "/desk", 2, "/desk")
