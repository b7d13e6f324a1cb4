"""One post on its way: its states, and what Slack may say to it.

    planned -> sending -> sent
       |       ^ |  |---> unknown   in doubt, and Slack does not let us look
       |       | |--|---> missed    too late to post
       |       | |------> failed    Slack refused
       |       | v
       |------> queued              surely not posted, and to be tried again

`sending` is committed before the call. Whoever finds a delivery `sending` is in doubt and has to look
for the post before it may post again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

# The error of a delivery whose subscription chose topics or packs that have no card (any more).
NO_CARD = "no_card"


class State(StrEnum):
    """Where a delivery stands; the last four are final."""

    PLANNED = "planned"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    MISSED = "missed"
    UNKNOWN = "unknown"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens."""
        return self in FINAL


FINAL = frozenset({State.SENT, State.MISSED, State.UNKNOWN, State.FAILED})


@dataclass(frozen=True, order=True, slots=True)
class Key:
    """A channel's post of one local day: there is never more than one."""

    team: str
    channel: str
    day: date

    def __str__(self) -> str:
        return f"{self.team}.{self.channel}.{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the ledger.

    `card_id` is chosen when the delivery is planned, so that a retry posts the same card.
    `first_intent` is when a call to Slack was first announced; the post, if there is one, is no older.
    `ready` is the instant before which nothing may be done: Slack's Retry-After, or the time another
    process may still need for its call. `attempt` counts the calls announced, and guards every change:
    whoever holds an older number has lost the delivery.
    """

    key: Key
    state: State
    card_id: str | None
    due: datetime
    deadline: datetime
    ready: datetime
    attempt: int = 0
    first_intent: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """Slack took the message; `ts` is its id in the channel."""

    ts: str


@dataclass(frozen=True, slots=True)
class Throttled:
    """Slack did not take it yet, and says when to come again."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack did not take it. `lasting`: nor will it tomorrow, until a person mends something."""

    error: str
    lasting: bool


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Nobody knows: no answer, a broken one, or an error inside Slack."""

    reason: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The channel does not hold the post."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Slack does not let us read the channel."""

    error: str


PostOutcome = Posted | Throttled | Refused | Doubtful
LookOutcome = Posted | Absent | Unreadable | Throttled | Doubtful


class InDoubt(StrEnum):
    """What to do in doubt where the channel cannot be read: at most once, or at least once."""

    HOLD = "hold"
    REPOST = "repost"
