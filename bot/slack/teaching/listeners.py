"""Every listener of this feature."""

from __future__ import annotations

from bot.slack.listening import Listening
from bot.slack.teaching import list_listeners, window_listeners
from bot.slack.teaching.desk import TeachingDesk
from bot.slack.teaching.window_listeners import Refresh


def register(listening: Listening, desk: TeachingDesk, *, refresh: Refresh) -> None:
    """Register every listener; `refresh` shows a person their App Home as it is now."""
    for module in (window_listeners, list_listeners):
        module.register(listening, desk, refresh=refresh)
