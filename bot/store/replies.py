"""What was replied to whom: for edits and deletions of a question, and for the asker's delete button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select

from bot.store.database import Database
from bot.store.schema import feedback, replies


@dataclass(frozen=True, slots=True)
class Posted:
    """One reply as posted. `question_ts` is None when no message was answered; `shared`: under its sharer's name."""

    team: str
    channel: str
    reply_ts: str
    question_ts: str | None
    asker: str
    entry_id: str | None
    replied_at: datetime
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's feedback on one reply; the last one counts."""

    team: str
    channel: str
    reply_ts: str
    person: str
    entry_id: str
    good: bool
    given_at: datetime


class Replies:
    """The replies of all teams in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, reply: Posted) -> None:
        """Keep `reply`; the same reply again (after an edit) replaces what was kept."""
        with self._database.begin() as connection:
            keep_replies(self._database, connection, [reply])

    def at(self, team: str, channel: str, reply_ts: str) -> Posted | None:
        """The reply that was posted there."""
        return self._first(replies.c.team == team, replies.c.channel == channel, replies.c.reply_ts == reply_ts)

    def to_question(self, team: str, channel: str, question_ts: str) -> Posted | None:
        """The first reply to that message."""
        return self._first(replies.c.team == team, replies.c.channel == channel, replies.c.question_ts == question_ts)

    def forget(self, reply: Posted) -> None:
        """Drop a reply that is no longer in Slack."""
        here = (
            replies.c.team == reply.team,
            replies.c.channel == reply.channel,
            replies.c.reply_ts == reply.reply_ts,
        )
        with self._database.begin() as connection:
            connection.execute(delete(replies).where(*here))

    def rate(self, opinion: Opinion) -> None:
        """Keep one person's feedback; their next one on the same reply replaces it."""
        values = asdict(opinion)
        statement = self._database.insert(feedback).values(**values)
        with self._database.begin() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["team", "channel", "reply_ts", "person"], set_=values)
            )

    def opinions(self, team: str) -> tuple[Opinion, ...]:
        """Every feedback a team gave, oldest first."""
        with self._database.begin() as connection:
            rows = connection.execute(
                select(feedback).where(feedback.c.team == team).order_by(feedback.c.given_at)
            ).mappings()
            return tuple(Opinion(**row) for row in rows)

    def _first(self, *where: ColumnElement[bool]) -> Posted | None:
        with self._database.read() as connection:
            row = connection.execute(select(replies).where(*where).order_by(replies.c.replied_at).limit(1)).mappings()
            found = row.first()
            return Posted(**found) if found else None


def keep_replies(database: Database, connection: Connection, kept: Sequence[Posted]) -> None:
    """Keep replies in the caller's transaction; one that is kept already is replaced."""
    statement = database.insert(replies)
    names = [column.name for column in replies.columns if not column.primary_key]
    replacing = {name: statement.excluded[name] for name in names}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["team", "channel", "reply_ts"], set_=replacing),
        # `asdict` would copy every instant deeply, which costs more than the statement.
        [{column.name: getattr(reply, column.name) for column in replies.columns} for reply in kept],
    )
