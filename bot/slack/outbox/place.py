"""Where messages of ours go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message of ours goes. `question_ts` is the message it answers, if any; `shared` names who shared it."""

    team: str
    channel: str
    thread_ts: str | None
    asker: str
    question_ts: str | None = None
    shared: bool = False
