"""Why a document gives no draft."""

from __future__ import annotations

from bot.errors import BotError


class UnreadableError(BotError):
    """A document cannot be read, or holds no question; the text says why and how to mend it."""
