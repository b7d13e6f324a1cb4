"""The words after the slash command."""

from types import SimpleNamespace

from bot.answering.identity import identity_of
from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.render.messages import help_message
from bot.slack.asking.commands import WORDS


def test_random_over_packs_without_any_answer_is_help():
    """Entries of kind none say that the source gives no answer: there is nothing to pick from."""
    entry = Entry("pack", "name", "Is there an answer?", Answer("none"), Source("A book"))
    knowledge = Knowledge([Pack("pack", (entry,))])
    me = identity_of(knowledge)
    library = SimpleNamespace(of=lambda _team: SimpleNamespace(identity=me))
    desk = SimpleNamespace(knowledge=lambda _team: knowledge, library=library)
    assert WORDS["random"](desk, "T1") == help_message(knowledge, me)
