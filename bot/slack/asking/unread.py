"""A word on what was not read of a message: the middle of a long one, a recording without words."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.service import Reply
from bot.matching.decision import Abstained

PARTLY = "That was long: I read its beginning, its end and what looked like a question."


UNHEARD = (
    "I read recordings once Slack has written them down: then pick “Find an answer” in the menu of your message, "
    "or type your question here."
)


def partly_read(reply: Reply) -> Reply:
    """The reply to a message of which not all was read; an abstention says so."""
    if not isinstance(reply.decision, Abstained):
        return reply
    return replace(reply, decision=replace(reply.decision, reason=f"{PARTLY} {reply.decision.reason}".strip()))


def unheard(reply: Reply) -> Reply:
    """The reply to a recording whose words are not there yet; it says what to do."""
    return replace(reply, decision=Abstained((), UNHEARD), manner=None)
