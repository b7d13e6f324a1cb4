"""A post that a channel wants once a week, on a day and at a time of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.posting.calendar import Schedule

# How late it may be after downtime. Less than a day: for so long the inbox knows that it was posted.
LATENESS = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Weekly:
    """One channel's weekly post.

    `weekday` counts from Monday as 0; `at` is wall time in the IANA zone `zone`. `next_due` is None while it rests,
    because of `trouble`, which is Slack's word for why it did not take the last one.
    """

    team: str
    channel: str
    weekday: int
    at: time
    zone: str
    creator: str
    next_due: datetime | None = None
    trouble: str = ""

    def scheduled(self, now: datetime) -> Weekly:
        """The same with the first time after `now`, and without its trouble. Raises UnknownZoneError."""
        slot = Schedule(self.at, self.zone, frozenset([self.weekday])).next_slot(now)
        return replace(self, next_due=slot.due if slot else None, trouble="")
