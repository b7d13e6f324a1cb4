"""Thanks and the like: a reaction says enough, and where the app may not react, silence does."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.knowledge.model import Manner
from bot.slack.events.meaning import Question
from bot.slack.outbox.notices import courtesy
from bot.slack.outbox.outcome import Done, attempt


def nodded(manner: Manner, question: Question, client: WebClient) -> bool:
    """Whether nothing more is to be said; in a direct message, where nobody else reads along, a short line may be."""
    if manner.does != "nothing":
        return False
    brief = courtesy(client)
    if manner.reaction and isinstance(
        attempt(lambda: brief.reactions_add(channel=question.channel, timestamp=question.ts, name=manner.reaction)),
        Done,
    ):
        return True
    return not (question.direct and manner.reply)
