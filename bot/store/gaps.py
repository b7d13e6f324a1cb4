"""The questions that were not answered well, and what people thought of the answers."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, insert, select

from bot.errors import StoreError
from bot.learning.gaps import LONGEST, Gap
from bot.store.database import Database
from bot.store.schema import feedback, gaps, replies

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EntryStats:
    """How often an entry was given, and found helpful or not."""

    entry_id: str
    given: int
    helpful: int
    unhelpful: int


class Gaps:
    """The gaps of all teams in one database; with `questions` off, what was asked is not kept."""

    def __init__(self, database: Database, *, questions: bool = True) -> None:
        self._database = database
        self._questions = questions

    def note(self, gap: Gap) -> None:
        """Keep a gap; a database that is away costs the gap and nothing else."""
        row = {
            "team": gap.team,
            "kind": gap.kind,
            "question": gap.question[:LONGEST] if self._questions else "",
            "surface": gap.surface,
            "near": [list(pair) for pair in gap.near],
            "asker": gap.asker,
            "asked_at": gap.asked_at,
        }
        try:
            with self._database.begin() as connection:
                connection.execute(insert(gaps).values(row))
        except StoreError as error:
            logger.warning("a gap was not kept: %s", error)

    def since(self, when: datetime, team: str | None = None) -> list[Gap]:
        """The gaps since then, of one team or of all, oldest first. Raises StoreError."""
        where = [gaps.c.asked_at >= when, *([gaps.c.team == team] if team else [])]
        with self._database.begin() as connection:
            rows = connection.execute(select(gaps).where(*where).order_by(gaps.c.asked_at, gaps.c.id)).mappings().all()
        return [
            Gap(
                row["team"],
                row["kind"],
                row["question"],
                row["surface"],
                tuple((str(entry), float(score)) for entry, score in row["near"]),
                row["asker"],
                row["asked_at"],
            )
            for row in rows
        ]

    def asked(self, team: str, number: int) -> str | None:
        """What was asked in one gap; None where it is gone, or not kept. Raises StoreError."""
        here = (gaps.c.team == team, gaps.c.id == number)
        with self._database.read() as connection:
            return connection.execute(select(gaps.c.question).where(*here)).scalar() or None

    def entries(self, when: datetime, team: str | None = None) -> list[EntryStats]:
        """How the entries fared since then, most given first. Raises StoreError."""
        told = [replies.c.replied_at >= when, *([replies.c.team == team] if team else [])]
        given = select(replies.c.entry_id, func.count()).where(*told).group_by(replies.c.entry_id)
        good = func.sum(case((feedback.c.good, 1), else_=0))
        where = [feedback.c.given_at >= when, *([feedback.c.team == team] if team else [])]
        rated = select(feedback.c.entry_id, good, func.count()).where(*where).group_by(feedback.c.entry_id)
        with self._database.begin() as connection:
            counts = {entry: int(count) for entry, count in connection.execute(given) if entry}
            opinions = {entry: (int(liked), int(all_)) for entry, liked, all_ in connection.execute(rated)}
        stats = [
            EntryStats(entry, counts.get(entry, 0), liked, all_ - liked)
            for entry in counts.keys() | opinions.keys()
            for liked, all_ in [opinions.get(entry, (0, 0))]
        ]
        return sorted(stats, key=lambda one: (-one.given, one.entry_id))
