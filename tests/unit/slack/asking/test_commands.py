"""The words after the slash command."""

from bot.answering import Answering
from bot.knowledge.model import Answer, Entry, Knowledge, Manner, Pack, Source
from bot.library import Library, Shelf
from bot.matching.matcher import Matcher
from bot.slack.asking.desk import Desk


def test_random_over_packs_without_any_answer_is_no_fault():
    """Entries of kind none say that the source gives no answer: there is nothing to pick from."""
    entry = Entry("pack", "name", "Is there an answer?", Answer("none"), Source("A book"))
    knowledge = Knowledge([Pack("pack", (entry,))])
    library = Library(Shelf(Answering(knowledge, Matcher.over(knowledge))))
    desk = Desk(library, None, None, None, now=None)
    assert desk.mannerly(Manner("random", (), "random"), "T1").text
    assert "Mention me" in desk.mannerly(Manner("help", (), "help"), "T1").text
