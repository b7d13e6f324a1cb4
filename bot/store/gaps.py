"""The questions that were not answered well, and what people thought of the answers."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from bot.errors import StoreError
from bot.learning.gaps import LONGEST, Gap
from bot.store.database import Database
from bot.store.schema import feedback, gaps, replies
from bot.store.writer import Writer

logger = logging.getLogger(__name__)

# More are no longer looked through: the oldest of them are left out.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class EntryStats:
    """How often an entry was given, and found helpful or not; `reasons` are given ones with how often."""

    entry_id: str
    given: int
    helpful: int
    unhelpful: int
    reasons: tuple[tuple[str, int], ...] = ()


class Gaps:
    """The gaps of all teams in one database; with `questions` off, what was asked is not kept.

    With a `writer`, what nobody waits for is noted in its next transaction, with what else is written then.
    """

    def __init__(self, database: Database, *, questions: bool = True, writer: Writer | None = None) -> None:
        self._database = database
        self._writer = writer
        self.questions = questions

    def note(self, gap: Gap) -> None:
        """Keep a gap, in place of what its asker said before about the same message.

        A database that is away costs the gap and nothing else.
        """
        row = {
            "team": gap.team,
            "kind": gap.kind,
            "question": gap.question[:LONGEST] if self.questions else "",
            "surface": gap.surface,
            "near": [list(pair) for pair in gap.near],
            "asker": gap.asker,
            "asked_at": gap.asked_at,
            "about": gap.about,
            "reason": gap.reason,
        }
        try:
            if self._writer is not None and not gap.about:
                self._writer.submit(_insert_all, row).add_done_callback(_inserted)
                return
            # What somebody says of a message is there at once: they may go on and say why, or withdraw it.
            with self._database.begin() as connection:
                if gap.about:
                    connection.execute(delete(gaps).where(*_about(gap.team, gap.kind, gap.asker, gap.about)))
                connection.execute(insert(gaps).values(row))
        except StoreError as error:
            logger.warning("a gap was not kept: %s", error)

    def explain(self, team: str, kind: str, asker: str, about: str, reason: str) -> None:
        """Keep why somebody judged a message so. Raises StoreError."""
        with self._database.begin() as connection:
            connection.execute(update(gaps).where(*_about(team, kind, asker, about)).values(reason=reason))

    def withdraw(self, team: str, kind: str, asker: str, about: str) -> None:
        """Somebody judges a message otherwise by now. Raises StoreError."""
        with self._database.begin() as connection:
            connection.execute(delete(gaps).where(*_about(team, kind, asker, about)))

    def dismiss(self, team: str, numbers: Collection[int], when: datetime | None) -> bool:
        """Leave out what asks the same as these gaps, from `when` on; None shows it again. Whether any is there.

        Raises StoreError.
        """
        here = (gaps.c.team == team, gaps.c.id.in_(numbers))
        with self._database.begin() as connection:
            return connection.execute(update(gaps).where(*here).values(dismissed_at=when)).rowcount > 0

    def since(self, when: datetime, team: str | None = None) -> list[Gap]:
        """The gaps since then, of one team or of all, oldest first; only the latest MOST. Raises StoreError."""
        where = [gaps.c.asked_at >= when, *([gaps.c.team == team] if team else [])]
        latest = select(gaps).where(*where).order_by(gaps.c.asked_at.desc(), gaps.c.id.desc()).limit(MOST)
        with self._database.read() as connection:
            rows = connection.execute(latest).all()
        return [_gap(row) for row in reversed(rows)]

    def state(self, team: str) -> tuple[object, ...]:
        """What changes whenever a team's gaps do. Raises StoreError."""
        counted = select(func.count(), func.max(gaps.c.id), func.count(gaps.c.dismissed_at), func.max(gaps.c.reason))
        with self._database.read() as connection:
            return tuple(connection.execute(counted.where(gaps.c.team == team)).one())

    def asked(self, team: str, number: int) -> str | None:
        """What was asked in one gap; None where it is gone, or not kept. Raises StoreError."""
        here = (gaps.c.team == team, gaps.c.id == number)
        with self._database.read() as connection:
            return connection.execute(select(gaps.c.question).where(*here)).scalar() or None

    def entries(self, when: datetime, team: str | None = None) -> list[EntryStats]:
        """How the entries fared since then, most given first. Raises StoreError."""
        told = [replies.c.replied_at >= when, *([replies.c.team == team] if team else [])]
        given = select(replies.c.entry_id, func.count()).where(*told).group_by(replies.c.entry_id)
        where = [feedback.c.given_at >= when, *([feedback.c.team == team] if team else [])]
        judged = (feedback.c.entry_id, feedback.c.good, feedback.c.reason)
        rated = select(*judged, func.count()).where(*where).group_by(*judged)
        with self._database.read() as connection:
            counts = {entry: int(count) for entry, count in connection.execute(given) if entry}
            opinions: dict[str, list[tuple[bool, str, int]]] = {}
            for entry, good, reason, count in connection.execute(rated):
                opinions.setdefault(entry, []).append((good, reason, int(count)))
        stats = [_stats(entry, counts.get(entry, 0), opinions.get(entry, ())) for entry in counts.keys() | opinions]
        return sorted(stats, key=lambda one: (-one.given, one.entry_id))


def _stats(entry: str, given: int, opinions: Iterable[tuple[bool, str, int]]) -> EntryStats:
    helpful = unhelpful = 0
    reasons: Counter[str] = Counter()
    for good, reason, count in opinions:
        helpful, unhelpful = helpful + count * good, unhelpful + count * (not good)
        if reason and not good:
            reasons[reason] += count
    return EntryStats(entry, given, helpful, unhelpful, tuple(reasons.most_common()))


def _gap(row: Row[Any]) -> Gap:
    return Gap(
        row.team,
        row.kind,
        row.question,
        row.surface,
        tuple((str(entry), float(score)) for entry, score in row.near),
        row.asker,
        row.asked_at,
        row.about,
        row.reason,
        row.dismissed_at is not None,
        row.id,
    )


_NEW = insert(gaps)


def _insert_all(connection: Connection, rows: Sequence[dict[str, Any]]) -> Sequence[None]:
    connection.execute(_NEW, list(rows))
    return [None] * len(rows)


def _inserted(noted: Future[None]) -> None:
    if error := noted.exception():
        logger.warning("a gap was not kept: %s", error)


def _about(team: str, kind: str, asker: str, about: str) -> tuple[ColumnElement[bool], ...]:
    """What a person said of one message."""
    return gaps.c.team == team, gaps.c.kind == kind, gaps.c.asker == asker, gaps.c.about == about
