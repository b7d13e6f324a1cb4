"""The words after the slash command."""

import pytest

from bot.answering import Answering
from bot.knowledge.manners_file import load_manners
from bot.knowledge.model import Answer, Entry, Knowledge, Manner, Pack, Source
from bot.library import Library, Shelf
from bot.matching.matcher import Matcher
from bot.slack.asking.commands import _meant
from bot.slack.asking.desk import Desk


def desk_over(entry: Entry) -> Desk:
    """A desk that knows one entry, and the manners that come with the bot."""
    knowledge = Knowledge([Pack("pack", (entry,))], load_manners([]))
    library = Library(Shelf(Answering(knowledge, Matcher.over(knowledge))))
    return Desk(library, None, None, None, now=None, record=None)


def test_random_over_packs_without_any_answer_is_no_fault():
    """Entries of kind none say that the source gives no answer: there is nothing to pick from."""
    entry = Entry("pack", "name", "Is there an answer?", Answer("none"), Source("A book"))
    desk = desk_over(entry)
    assert desk.mannerly(Manner("random", (), "random"), "T1").text
    assert "Mention me" in desk.mannerly(Manner("help", (), "help"), "T1").text


@pytest.mark.parametrize(
    ("typed", "does"),
    [("dialy 9:00", "daily"), ("topcis please now", "topics"), ("serach vpn", "search"), ("vpn dialy", None)],
)
def test_a_short_text_that_begins_with_a_misspelt_word_of_ours_is_that_word(typed, does):
    desk = desk_over(Entry("pack", "name", "Where is the car park?", Answer("text", text="Behind."), Source("A book")))
    reply = desk.library.of("T1").answering.ask(typed)
    meant = _meant(reply, desk, "T1")
    assert (meant.does if meant else None) == does


def test_a_question_that_begins_so_is_answered():
    desk = desk_over(Entry("pack", "name", "Search by plate?", Answer("text", text="Yes."), Source("A book")))
    assert _meant(desk.library.of("T1").answering.ask("search by plate"), desk, "T1") is None
