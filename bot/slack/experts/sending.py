"""A message of ours on its way; what became of it is recorded, even if the database takes its time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.errors import StoreError
from bot.slack.intake import Intake
from bot.slack.outbox.outcome import Outcome
from bot.slack.outbox.publisher import Publisher
from bot.store.inbox import Held

logger = logging.getLogger(__name__)

PAUSE = timedelta(seconds=2)
MOST_PAUSES = 300

# Records what became of a message; False where the same task has something else on its way.
Then = Callable[[Outcome], bool]


@dataclass(slots=True)
class Sending:
    """`publisher.Sender` for a message that `held` asks for."""

    intake: Intake
    publisher: Publisher
    held: Held
    channel: str
    then: Then

    def ours(self) -> bool:
        """Whether no other process has it by now."""
        return self.intake.holds(self.held)

    def ended(self, outcome: Outcome) -> None:
        """Record what became of it, in the channel's turn."""
        self.publisher.submit(self.held.task.team, self.channel, _Recording(self, outcome))


@dataclass(slots=True)
class _Recording:
    """Records an outcome; again and again while the database is away, for Slack will not tell twice."""

    sending: Sending
    outcome: Outcome
    posts: bool = field(default=False, init=False)
    pauses: int = field(default=0, init=False)

    def run(self) -> timedelta | None:
        """Record it, and settle the task."""
        try:
            done = self.sending.then(self.outcome)
        except StoreError as error:
            self.pauses += 1
            if self.pauses < MOST_PAUSES:
                return PAUSE
            logger.warning("what became of a message to the team is not recorded: %s", error)
            done = True
        if done:
            self.sending.intake.settle(self.sending.held)
        return None

    def abandon(self) -> None:
        """The process stops: the next one that holds the row looks for the message."""
