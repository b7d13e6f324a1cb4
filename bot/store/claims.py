"""Who works on what: a claim is taken once, is done once, and is free again when its taker died.

A primary key on (team, key) keeps the promise; several replicas may ask at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, select, update

from bot.store.database import Database
from bot.store.schema import claims

PENDING, DONE = "pending", "done"

# A reply takes well under a second; the longest legal one waits for one Retry-After and two time-outs of 10 s.
# Slack's later retries come after about one and five minutes: both find a dead claim free.
LEASE = timedelta(seconds=55)

# Slack stops retrying after some minutes; a day covers every delayed delivery.
LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Claim:
    """One piece of work: an event's delivery, or a message that gets a reply."""

    team: str
    key: str

    @classmethod
    def on_event(cls, team: str, event_id: str) -> Claim:
        """The claim on one delivery of an event, however often it is retried."""
        return cls(team, f"event:{event_id}")

    @classmethod
    def on_message(cls, team: str, channel: str, ts: str) -> Claim:
        """The claim on answering one message, whichever events it arrives as."""
        return cls(team, f"message:{channel}:{ts}")


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a claim; `owner` tells this taker from an earlier one that was given up.

    `again`: there was an earlier one, who may have done part of the work, or all of it.
    """

    claim: Claim
    owner: str
    again: bool = False


class Refusal(Enum):
    """Why a claim was not given."""

    PENDING = PENDING
    DONE = DONE


class Claims:
    """The claims of all teams in one database."""

    def __init__(self, database: Database, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease

    def take(self, claim: Claim, *, now: datetime) -> Lease | Refusal:
        """Take `claim` if nobody has it, or if its taker has been silent for the lease; one taker wins."""
        owner = uuid4().hex
        fresh = {"state": PENDING, "owner": owner, "claimed_at": now}
        abandoned = (claims.c.state == PENDING) & (claims.c.claimed_at <= now - self._lease)
        expired = claims.c.claimed_at <= now - LIFE
        statement = (
            self._database.insert(claims)
            .values(team=claim.team, key=claim.key, takes=1, **fresh)
            .on_conflict_do_update(
                index_elements=["team", "key"],
                set_=fresh | {"takes": claims.c.takes + 1},
                where=abandoned | expired,
            )
            .returning(claims.c.takes)
        )
        with self._database.begin() as connection:
            takes = connection.execute(statement).scalar()
            if takes is not None:
                return Lease(claim, owner, again=takes > 1)
            held = connection.execute(select(claims.c.state).where(*_is(claim))).scalar()
        return Refusal.DONE if held == DONE else Refusal.PENDING

    def renew(self, lease: Lease, *, now: datetime) -> bool:
        """Begin the lease anew, for work that had to wait; False when another taker has it by now."""
        mine = (*_is(lease.claim), claims.c.owner == lease.owner, claims.c.state == PENDING)
        with self._database.begin() as connection:
            return connection.execute(update(claims).where(*mine).values(claimed_at=now)).rowcount == 1

    def finish(self, lease: Lease) -> bool:
        """Mark the work as done; False when another taker has it by now."""
        mine = (*_is(lease.claim), claims.c.owner == lease.owner)
        with self._database.begin() as connection:
            return connection.execute(update(claims).where(*mine).values(state=DONE)).rowcount == 1

    def release(self, lease: Lease) -> bool:
        """Give the claim back, for a retry to take at once; False when another taker has it or it is done."""
        mine = (*_is(lease.claim), claims.c.owner == lease.owner, claims.c.state == PENDING)
        with self._database.begin() as connection:
            return connection.execute(delete(claims).where(*mine)).rowcount == 1


def _is(claim: Claim) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return claims.c.team == claim.team, claims.c.key == claim.key
