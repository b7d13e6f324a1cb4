"""Every listener of this feature: each module registers its own, each listener calls the desk."""

from __future__ import annotations

from bot.slack.asking import commands, opinions, picks, sharing, shortcuts, typeahead
from bot.slack.asking.desk import Desk
from bot.slack.hearing import QUESTION
from bot.slack.intake import CHANGE
from bot.slack.listening import Listening

MODULES = (commands, picks, opinions, sharing, shortcuts, typeahead)


def register(listening: Listening, desk: Desk) -> None:
    """Register every listener, the first that fits a payload gets it; and what is done with questions."""
    listening.task(QUESTION, desk.answer, computes=True)
    listening.task(CHANGE, desk.follow)
    for module in MODULES:
        module.register(listening, desk)
