"""What Slack tells us, translated: each module registers its listeners, each listener calls the desk."""

from __future__ import annotations

from slack_bolt import App

from bot.slack.desk import Desk
from bot.slack.listeners import actions, commands, home, mentions, messages, opinions, options, sharing, shortcuts

MODULES = (mentions, messages, commands, actions, opinions, sharing, shortcuts, options, home)


def register(app: App, desk: Desk) -> None:
    """Register every listener."""
    for module in MODULES:
        module.register(app, desk)
