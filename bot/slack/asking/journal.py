"""One line in the log for each question, and its place in the counts: never its words, unless they are asked for."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.answering.service import Reply
from bot.metrics import ANSWER_SECONDS, QUESTIONS

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question was asked: `surface` is a word of ours, `id` tells this one from the others."""

    surface: str
    id: str

    @classmethod
    def by_hand(cls, surface: str, trigger_id: str) -> Asked:
        """Asked by a command, a menu or a button; the trigger's last part opens windows, and is left out."""
        return cls(surface, trigger_id.rpartition(".")[0])


class Journal:
    """Writes the lines; with the words people typed where `words` says so."""

    def __init__(self, *, words: bool = False) -> None:
        self._words = words

    def note(self, asked: Asked, reply: Reply, seconds: float) -> None:
        """Count a reply that was found in so many seconds, and log it."""
        outcome = outcome_of(reply)
        QUESTIONS.labels(asked.surface, outcome).inc()
        ANSWER_SECONDS.observe(seconds)
        facts = {
            "id": asked.id,
            "surface": asked.surface,
            "outcome": outcome,
            "entry": reply.entry.id if reply.entry else None,
            "milliseconds": round(seconds * 1000, 1),
        }
        if self._words:
            facts["question"] = reply.question
        logger.info("question", extra=facts)


def outcome_of(reply: Reply) -> str:
    """What came out: answered, ambiguous, abstained, or a manner, which is no question."""
    return "manner" if reply.manner is not None else type(reply.decision).__name__.lower()
