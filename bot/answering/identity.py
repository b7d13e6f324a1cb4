"""Who the bot is to the people who ask it: told by the settings, or else by the packs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.examples import examples_of
from bot.counting import count
from bot.knowledge.model import Knowledge, Pack

DEFAULT_NAME = "Answers"
DEFAULT_COMMAND = "/principle"

# Slack takes 35 characters for an app's name.
LONGEST_NAME = 35

# As many questions as Home and prompts show; longer ones are no examples.
EXAMPLES = 4
LONGEST_EXAMPLE = 75

# So many subjects are named; the others are "more".
SUBJECTS = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """The name, subject, command and first questions of this bot.

    `subject` completes "questions about …" and is None where the packs do not say it. `principles` tells
    whether its cards are called principles; other packs hold tips. `entries` counts its questions.
    """

    name: str
    subject: str | None
    command: str
    examples: tuple[str, ...]
    entries: int
    principles: bool

    @property
    def about(self) -> str:
        """What it answers: "86 questions about customer service", "1 question"."""
        counted = count(self.entries, "question")
        return f"{counted} about {self.subject}" if self.subject else counted

    @property
    def card(self) -> str:
        """What one post of a day is called."""
        return "principle" if self.principles else "tip"


def identity_of(knowledge: Knowledge, *, name: str | None = None, command: str | None = None) -> Identity:
    """The identity of a bot with these packs; `name` and `command` are the settings', where given."""
    subject = _subject(knowledge.packs)
    called = name or _name(knowledge.packs, subject)
    return Identity(
        name=called,
        subject=subject,
        command=command or DEFAULT_COMMAND,
        examples=tuple(
            " ".join(entry.question.split())
            for entry in examples_of(knowledge, EXAMPLES, lambda question: len(question) <= LONGEST_EXAMPLE)
        ),
        entries=len(knowledge.entries),
        principles="principle" in f"{called} {subject or ''}".casefold(),
    )


def _subject(packs: Iterable[Pack]) -> str | None:
    """The packs' subjects in one phrase: "the front desk, bikes and more"; packs without one are "more"."""
    said = [pack.subject or pack.title for pack in packs]
    named = [" ".join(subject.split()) for subject in dict.fromkeys(said) if subject]
    if not named:
        return None
    listed = named[:SUBJECTS] + (["more"] if None in said or len(named) > SUBJECTS else [])
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"


def _name(packs: tuple[Pack, ...], subject: str | None) -> str:
    """The one title of the packs, or else their one subject as a title."""
    titles = {pack.title for pack in packs}
    subjects = {pack.subject for pack in packs}
    if len(titles) == 1 and (title := titles.pop()):
        return _short(title)
    if len(subjects) == 1 and subject:
        bare = re.sub(r"^(the|our|a|an|all) ", "", subject, flags=re.IGNORECASE)
        return _short(" ".join(word[:1].upper() + word[1:] for word in bare.split()))
    return DEFAULT_NAME


def _short(name: str) -> str:
    """A name that Slack takes; a longer one is no name."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else DEFAULT_NAME
