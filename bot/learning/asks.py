"""Asks: questions that people put to the team when the sources had no answer, and what the team answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

# Nobody answers: the team is reminded once after a day, and the asker told; after a week it is closed.
REMINDED_AFTER = timedelta(days=1)
CLOSED_AFTER = timedelta(days=7)

# Experts have other work: a person may ask them this often within a day.
MOST_A_DAY = 10

# As much of a question as the window takes and the team reads.
LONGEST = 3_000

# An answer longer than this is passed on in part, with the link to all of it.
LONGEST_ANSWER = 12_000


class State(StrEnum):
    """Where an ask is.

    asking -> open       it stands in the experts' channel
    open <-> answered    somebody answered; more answers may follow, and the last one may be taken back
      |---> closed       nobody did within a week
      '---> withdrawn    its asker deleted the question
    """

    ASKING = "asking"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the question was asked, and its answers belong.

    `channel` is empty for what only its asker saw: then they are told in a direct message. `reply_ts` is our message
    under which it was passed on, `question_ts` the question itself.
    """

    channel: str = ""
    thread_ts: str = ""
    reply_ts: str = ""
    question_ts: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to the team of a workspace.

    `named`: the team may know who asks. `near` are the ids of the nearest entries. `channel` is the experts', `ts`
    our message there, empty until it is posted. `question` is empty once nobody needs it any more.
    """

    team: str
    id: str
    asker: str
    named: bool
    question: str
    near: tuple[str, ...]
    origin: Origin
    channel: str
    asked_at: datetime
    state: State = State.ASKING
    ts: str = ""
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of an expert's to an ask; `key` tells it from the others of its workspace.

    `text` is Markdown, and empty once it was taken back. `ts` is the expert's message, if it was one, `link` leads to
    it. `channel` and `reply_ts` are where its asker has it, empty until it is there. `at` is Slack's time of its words.
    """

    team: str
    key: str
    ask: str
    expert: str
    text: str
    at: str
    given_at: datetime
    ts: str = ""
    link: str = ""
    channel: str = ""
    reply_ts: str = ""


def of_gap(number: int) -> str:
    """The place of a gap: a teacher asks for it, and no second one does."""
    return f"gap:{number}"


def read_gap(place: str) -> int | None:
    """The number of the gap whose place it is; None for any other place."""
    kind, _, number = place.partition(":")
    # A number of the database's has nine digits at the most; anything else was not written by us.
    return int(number) if kind == "gap" and number.isascii() and number.isdecimal() and len(number) < 10 else None


def ask_id(team: str, place: str) -> str:
    """The id of the ask that was begun at a place of a workspace, twelve digits: the same place is asked for once."""
    return f"{int(sha256(f'{team}/{place}'.encode()).hexdigest()[:16], 16) % 10**12:012}"
