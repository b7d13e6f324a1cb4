"""What Slack tells us, translated: each module registers its listeners, each listener calls the desk."""

from __future__ import annotations

from slack_bolt import App

from bot.slack.daily_desk import DailyDesk
from bot.slack.desk import Desk
from bot.slack.listeners import (
    actions,
    commands,
    daily,
    home,
    mentions,
    messages,
    opinions,
    options,
    sharing,
    shortcuts,
)

MODULES = (mentions, messages, commands, actions, opinions, sharing, shortcuts, options, home)


def register(app: App, desk: Desk, daily_desk: DailyDesk) -> None:
    """Register every listener; the first that fits a payload gets it."""
    daily.register(app, daily_desk, desk)
    for module in MODULES:
        module.register(app, desk)
