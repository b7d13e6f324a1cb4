"""Every listener of this feature."""

from __future__ import annotations

from bot.slack.intake import Intake
from bot.slack.listening import Listening, Refresh
from bot.slack.outbox.publisher import Publisher
from bot.slack.teaching import consent, list_listeners, saving, uploads, window_listeners
from bot.slack.teaching.desk import TeachingDesk


def register(
    listening: Listening, desk: TeachingDesk, intake: Intake, publisher: Publisher, *, refresh: Refresh
) -> None:
    """Register every listener; `refresh` shows a person their App Home as it is now."""
    window_listeners.register(listening, desk, refresh=refresh)
    list_listeners.register(listening, desk, refresh=refresh)
    saving.register(listening, desk)
    consent.register(listening, desk)
    uploads.register(listening, desk, intake, publisher)
