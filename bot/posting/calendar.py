"""When a post is due: wall time in a zone, as instants. Days are local dates, instants are UTC."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))

# How late a post may be after downtime, as long as it is still the same local day.
GRACE = timedelta(hours=4)

# Channels that share a minute are spread over it, so that Slack sees a stream and not a wall.
JITTER_SECONDS = 60

# Every slot stays open for two ticks of the planner (15 s each) and a moment more, whatever comes first:
# its grace or the end of its day.
OPEN_AT_LEAST = timedelta(seconds=35)

# How far ahead a slot is looked for: a year of skip dates is a subscription that should be stopped.
HORIZON_DAYS = 400


@dataclass(frozen=True, slots=True)
class Slot:
    """One post that is due: its local day, its instant, and the instant from which it is too late."""

    day: date
    due: datetime
    deadline: datetime

    def open_at(self, now: datetime) -> bool:
        """Whether the post may still go out."""
        return self.due <= now < self.deadline


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a channel wants its post.

    `at` is wall time in the IANA zone `zone`; `weekdays` counts from Monday as 0; `skip` are local
    dates without a post.
    """

    at: time
    zone: str
    weekdays: frozenset[int] = WORKDAYS
    skip: frozenset[date] = frozenset()

    def slot_on(self, day: date, *, jitter: timedelta = timedelta(0), grace: timedelta = GRACE) -> Slot | None:
        """The slot of a local day; None on other weekdays, skip dates and days that the zone left out."""
        if day.weekday() not in self.weekdays or day in self.skip:
            return None
        due = first_instant(day, self.at, self.zone)
        if due.astimezone(zone_of(self.zone)).date() != day:
            return None
        midnight = first_instant(day + timedelta(days=1), time(0), self.zone)
        # Just before midnight the minute over which channels are spread is a shorter one.
        due = max(due, min(due + jitter, midnight - OPEN_AT_LEAST))
        return Slot(day, due, min(due + grace, midnight))

    def slot_now(self, now: datetime, *, grace: timedelta = GRACE) -> Slot:
        """Today's post, due at once. Asked for in a day's last seconds, it may come in the next day's first."""
        day = self.today(now)
        midnight = first_instant(day + timedelta(days=1), time(0), self.zone)
        return Slot(day, now, max(now + OPEN_AT_LEAST, min(now + grace, midnight)))

    def today(self, now: datetime) -> date:
        """The local day of an instant."""
        return now.astimezone(zone_of(self.zone)).date()

    def without_past(self, now: datetime) -> Schedule:
        """The same, less the skip dates that are over."""
        today = self.today(now)
        return replace(self, skip=frozenset(day for day in self.skip if day >= today))

    def next_slot(
        self, after: datetime, *, jitter: timedelta = timedelta(0), posted: date | None = None
    ) -> Slot | None:
        """The first slot due after an instant, of a day after `posted`; None if none comes within 400 days."""
        today = self.today(after)
        for ahead in range(HORIZON_DAYS):
            slot = self.slot_on(today + timedelta(days=ahead), jitter=jitter)
            if slot is not None and slot.due > after and (posted is None or slot.day > posted):
                return slot
        return None


class UnknownZoneError(ValueError):
    """A zone that this machine's time zone data do not have: misspelt, withdrawn, or too new."""


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UnknownZoneError for any other text."""
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError) as error:  # malformed; not there; the name of a folder
        raise UnknownZoneError(f'the time zone "{name}" is not known here') from error


@lru_cache(maxsize=1)
def _every_zone() -> frozenset[str]:
    """Every IANA name; finding them takes a walk through the file system."""
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a zone."""
    return name in _every_zone()


@lru_cache(maxsize=8192)  # a tick plans thousands of channels that share a few zones and times
def first_instant(day: date, at: time, zone: str) -> datetime:
    """The first instant, in UTC, at which a local clock shows `day` and `at`, or has gone past it.

    In an autumn fold the first of the two; in a spring gap the first valid instant after it.
    """
    local = datetime.combine(day, at, tzinfo=zone_of(zone))  # fold=0: the first of two
    instant = local.astimezone(UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _end_of_gap(local)


def _end_of_gap(local: datetime) -> datetime:
    """The instant at which the clock jumps over `local`, to the second."""
    zone = local.tzinfo
    naive = local.replace(tzinfo=None, fold=0)
    before, after = (local.replace(fold=fold).utcoffset() or timedelta(0) for fold in (0, 1))
    low, high = (naive - after).replace(tzinfo=UTC), (naive - before).replace(tzinfo=UTC)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def jitter(team: str, channel: str) -> timedelta:
    """A channel's own offset within the minute, always the same."""
    digest = hashlib.sha256(f"{team}.{channel}".encode()).digest()
    return timedelta(seconds=int.from_bytes(digest[:4]) % JITTER_SECONDS)
