"""What was replied to whom: for edits and deletions of a question, and for the asker's delete button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, Connection, Insert, Table, delete, func, select, update

from bot.learning.gaps import LONGEST
from bot.learning.rephrasing import Earlier
from bot.store.database import Database
from bot.store.schema import asked, feedback, replies

# Who asks in so busy a workspace is looked at no further back.
MOST_ASKED = 2_000


@dataclass(frozen=True, slots=True)
class Posted:
    """One reply as posted. `question_ts` is None when no message was answered; `shared`: under its sharer's name.

    `question` is what was asked, to be kept for a day; empty where it is not to be kept, or was kept before.
    """

    team: str
    channel: str
    reply_ts: str
    question_ts: str | None
    asker: str
    entry_id: str | None
    replied_at: datetime
    shared: bool = False
    question: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's feedback on one reply; the last one counts. `reason` is one of REASONS, or empty."""

    team: str
    channel: str
    reply_ts: str
    person: str
    entry_id: str
    good: bool
    given_at: datetime
    reason: str = ""


COLUMNS = tuple(column.name for column in replies.columns)


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

    def last_direct(self, team: str) -> datetime | None:
        """When a direct message was answered last; None where none is known (any more). Raises StoreError."""
        direct = (replies.c.team == team, replies.c.channel.startswith("D"))
        with self._database.read() as connection:
            return connection.execute(select(func.max(replies.c.replied_at)).where(*direct)).scalar()

    def forget(self, reply: Posted) -> None:
        """Drop a reply that is no longer in Slack."""
        here = (
            replies.c.team == reply.team,
            replies.c.channel == reply.channel,
            replies.c.reply_ts == reply.reply_ts,
        )
        words = (asked.c.team == reply.team, asked.c.channel == reply.channel, asked.c.reply_ts == reply.reply_ts)
        with self._database.begin() as connection:
            connection.execute(delete(replies).where(*here))
            connection.execute(delete(asked).where(*words))

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

    def explain(self, team: str, channel: str, reply_ts: str, person: str, reason: str) -> str | None:
        """Keep why a reply did not help that person; the entry that it showed, or None where they did not say so."""
        theirs = (
            feedback.c.team == team,
            feedback.c.channel == channel,
            feedback.c.reply_ts == reply_ts,
            feedback.c.person == person,
            feedback.c.good.is_(False),
        )
        with self._database.begin() as connection:
            connection.execute(update(feedback).where(*theirs).values(reason=reason))
            return connection.execute(select(feedback.c.entry_id).where(*theirs)).scalar()

    def question_at(self, team: str, channel: str, reply_ts: str) -> str:
        """What was asked that is answered there; empty where it is not known (any more)."""
        here = (asked.c.team == team, asked.c.channel == channel, asked.c.reply_ts == reply_ts)
        with self._database.read() as connection:
            return connection.execute(select(asked.c.question).where(*here)).scalar() or ""

    def asked_since(self, team: str, since: datetime) -> dict[str, Earlier]:
        """What each person of a workspace asked last, if that was after `since`, and which entry answered.

        Of the latest MOST_ASKED questions. Raises StoreError.
        """
        columns = (asked.c.asker, asked.c.question, asked.c.entry_id, asked.c.asked_at)
        lately = select(*columns).where(asked.c.team == team, asked.c.asked_at > since)
        with self._database.read() as connection:
            rows = connection.execute(lately.order_by(asked.c.asked_at.desc()).limit(MOST_ASKED)).all()
        return {row.asker: Earlier(row.question, row.entry_id or "", row.asked_at) for row in reversed(rows)}

    def _first(self, *where: ColumnElement[bool]) -> Posted | None:
        with self._database.read() as connection:
            row = connection.execute(select(replies).where(*where).order_by(replies.c.replied_at).limit(1)).mappings()
            found = row.first()
            return Posted(**found) if found else None


def keep_replies(database: Database, connection: Connection, kept: Sequence[Posted]) -> None:
    """Keep replies in the caller's transaction; one that is kept already is replaced."""
    # `asdict` would copy every instant deeply, which costs more than the statement.
    connection.execute(
        database.statement(_REPLACE_REPLIES), [{name: getattr(reply, name) for name in COLUMNS} for reply in kept]
    )
    words = [_words(reply) for reply in kept if reply.question]
    if words:
        connection.execute(database.statement(_REPLACE_WORDS), words)


def _words(reply: Posted) -> dict[str, object]:
    """What was asked, as a row."""
    return {
        "team": reply.team,
        "channel": reply.channel,
        "reply_ts": reply.reply_ts,
        "asker": reply.asker,
        "question": reply.question[:LONGEST],
        "entry_id": reply.entry_id,
        "asked_at": reply.replied_at,
    }


def _replacing(table: Table, database: Database) -> Insert:
    """Inserts rows, in the place of those with the same key."""
    statement = database.insert(table)
    replacing = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(index_elements=keys, set_=replacing)


_REPLACE_REPLIES, _REPLACE_WORDS = partial(_replacing, replies), partial(_replacing, asked)
