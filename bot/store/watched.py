"""The channels that are watched, and the questions overheard there until it is time to answer them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update

from bot.store.database import Database
from bot.store.schema import overheard, watched

# Whoever took a question and died has it taken from them after so long.
LEASE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Overheard:
    """A question that nobody asked us, `text` as it was said."""

    team: str
    channel: str
    ts: str
    person: str
    text: str


class Watched:
    """The watched channels of all workspaces in one database; every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, team: str, channel: str, person: str, *, now: datetime) -> bool:
        """Watch a channel, for `person`; False where it is watched already."""
        row = {"team": team, "channel": channel, "creator": person, "since": now}
        with self._database.begin() as connection:
            here = select(watched.c.team).where(watched.c.team == team, watched.c.channel == channel)
            if connection.execute(here).first() is not None:
                return False
            connection.execute(insert(watched).values(row))
            return True

    def end(self, team: str, channel: str) -> bool:
        """Watch it no more, and forget what was overheard there; False where it was not watched."""
        with self._database.begin() as connection:
            connection.execute(delete(overheard).where(overheard.c.team == team, overheard.c.channel == channel))
            gone = delete(watched).where(watched.c.team == team, watched.c.channel == channel)
            return connection.execute(gone).rowcount > 0

    def channels(self) -> frozenset[tuple[str, str]]:
        """Every watched channel, each with its workspace before it."""
        with self._database.read() as connection:
            return frozenset((row.team, row.channel) for row in connection.execute(select(watched)))

    def of_person(self, team: str, person: str) -> tuple[str, ...]:
        """The channels that a person had watched."""
        theirs = (watched.c.team == team, watched.c.creator == person)
        with self._database.read() as connection:
            rows = connection.execute(select(watched.c.channel).where(*theirs).order_by(watched.c.channel))
            return tuple(row.channel for row in rows)

    def keep(self, one: Overheard, *, due: datetime) -> bool:
        """Keep a question until it is due; False where it is kept already."""
        with self._database.begin() as connection:
            if connection.execute(select(overheard.c.ts).where(*_is(one.team, one.channel, one.ts))).first():
                return False
            connection.execute(insert(overheard).values(**asdict(one), due=due, answered=False))
            return True

    def drop(self, team: str, channel: str, ts: str) -> None:
        """Forget a question that is not answered: people answered it, or it was changed or deleted."""
        with self._database.begin() as connection:
            here = (*_is(team, channel, ts), overheard.c.answered.is_(False))
            connection.execute(delete(overheard).where(*here))

    def take_due(self, now: datetime, *, limit: int = 20) -> list[Overheard]:
        """Questions that are due, for the caller alone until LEASE is over; the oldest first."""
        taken = []
        waiting = (overheard.c.due <= now, overheard.c.answered.is_(False))
        with self._database.begin() as connection:
            due = select(overheard).where(*waiting).order_by(overheard.c.due).limit(limit)
            for row in connection.execute(due).mappings().all():
                mine = (*_is(row["team"], row["channel"], row["ts"]), *waiting)
                if connection.execute(update(overheard).where(*mine).values(due=now + LEASE)).rowcount:
                    taken.append(Overheard(*(row[name] for name in ("team", "channel", "ts", "person", "text"))))
        return taken

    def answer(self, one: Overheard) -> None:
        """Note that it is being answered; its words are forgotten here."""
        with self._database.begin() as connection:
            here = _is(one.team, one.channel, one.ts)
            connection.execute(update(overheard).where(*here).values(answered=True, text="", person=""))

    def answered(self, team: str, channel: str, ts: str) -> bool:
        """Whether this message was answered although nobody asked us."""
        here = (*_is(team, channel, ts), overheard.c.answered.is_(True))
        with self._database.read() as connection:
            return connection.execute(select(overheard.c.ts).where(*here)).first() is not None


def _is(team: str, channel: str, ts: str) -> tuple[ColumnElement[bool], ...]:
    return overheard.c.team == team, overheard.c.channel == channel, overheard.c.ts == ts
