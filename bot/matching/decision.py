"""What the matcher says: answered, ambiguous or abstained, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.model import Entry


@dataclass(frozen=True, slots=True)
class Match:
    """One entry with how sure the matcher is of it.

    `score` is in [0, 1]; `matched` is the wording of the entry that came nearest. `near` tells whether the entry is
    worth offering where nothing answers.
    """

    entry: Entry
    score: float
    matched: str
    near: bool = True


@dataclass(frozen=True, slots=True)
class Besides:
    """What a message asked besides what is answered, in the matcher's words; `matches` are near, and may be empty."""

    question: str
    matches: tuple[Match, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """`best` answers the question; `also` are other entries that answer it too."""

    best: Match
    also: tuple[Entry, ...]
    near: tuple[Match, ...]
    reason: str
    besides: Besides | None = None

    @property
    def matches(self) -> tuple[Match, ...]:
        """The best match, then the near ones; scores never rise."""
        return (self.best, *self.near)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two or more entries may be meant; the person has to choose.

    `each`: they do not compete, the message asked for every one of them.
    """

    matches: tuple[Match, ...]
    reason: str
    each: bool = False
    besides: Besides | None = None


@dataclass(frozen=True, slots=True)
class Abstained:
    """Nothing known answers this; `matches` are near, and may be empty."""

    matches: tuple[Match, ...]
    reason: str


Decision = Answered | Ambiguous | Abstained
