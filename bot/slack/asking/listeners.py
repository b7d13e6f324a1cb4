"""Every listener of this feature: each module registers its own, each listener calls the desk."""

from __future__ import annotations

from slack_bolt import App

from bot.slack.asking import commands, mentions, messages, opinions, picks, sharing, shortcuts, typeahead
from bot.slack.asking.desk import Desk

MODULES = (mentions, messages, commands, picks, opinions, sharing, shortcuts, typeahead)


def register(app: App, desk: Desk) -> None:
    """Register every listener; the first that fits a payload gets it."""
    for module in MODULES:
        module.register(app, desk)
