"""A word on what was not read of a long message."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.service import Reply
from bot.matching.decision import Abstained

PARTLY = "That was long: I read its beginning, its end and what looked like a question."


def partly_read(reply: Reply) -> Reply:
    """The reply to a message of which not all was read; an abstention says so."""
    if not isinstance(reply.decision, Abstained):
        return reply
    return replace(reply, decision=replace(reply.decision, reason=f"{PARTLY} {reply.decision.reason}".strip()))
