"""Errors a person can act on.

BotError
├── SettingsError    a setting is missing or malformed
├── KnowledgeError   a pack cannot be used; carries every problem found
├── EncoderError     a model of sentence vectors cannot be used
├── QuestionsError   a file of labelled questions cannot be read
├── StoreError       the store could not be reached or is not ours
└── PublishError     Slack did not take a message
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class BotError(Exception):
    """The base of every error whose text is meant for a person."""


class SettingsError(BotError):
    """A setting is missing or malformed."""


class EncoderError(BotError):
    """A model of sentence vectors cannot be used."""


class QuestionsError(BotError):
    """A file of labelled questions cannot be read."""


class StoreError(BotError):
    """The store could not be reached or is not ours."""


class PublishError(BotError):
    """Slack did not take a message."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in one pack: where it is, what is wrong and how to mend it.

    `line` counts from 1; 0 means the file or folder as a whole.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """The problem on one line, even where it quotes a pack that spans several."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {' '.join(self.message.split())}"


class KnowledgeError(BotError):
    """The packs cannot be used; `problems` holds every fault of every pack."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
