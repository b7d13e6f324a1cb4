"""What is kept for how long: one list of all tables, and the one purge that keeps to it.

docs/operate.md, section "What is kept, and for how long", says the same to people; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Table, delete

from bot.store import schema
from bot.store.database import Database
from bot.store.inbox import LIFE as INBOX_LIFE
from bot.store.workspaces import Workspaces

# Long enough to delete, edit or rate an old reply, and longer than any question about a past post; short enough
# not to keep who asked for ever. The last days of the ledger are what keeps a day from being posted twice.
QUARTER = timedelta(days=90)

# What a teacher removed can be brought back for so long, and what was offered can be accepted.
LESSON_LIFE = timedelta(days=30)


# Who does not like an answer says so within hours.
ASKED_LIFE = timedelta(days=1)

# A year, so that a week can be compared with the same one of the year before.
TALLY_LIFE = timedelta(days=400)


# A question to the team is closed after a week; after a month nobody comes back to its answer to keep it.
ASKS_LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """One table's rows: how long they live after the instant in the column `since`; None: until a person ends it."""

    table: Table
    since: str
    life: timedelta | None


KEPT = (
    Kept(schema.inbox, "received_at", INBOX_LIFE),
    Kept(schema.processes, "seen_at", INBOX_LIFE),
    Kept(schema.replies, "replied_at", QUARTER),
    Kept(schema.asked, "asked_at", ASKED_LIFE),
    Kept(schema.tallies, "day", TALLY_LIFE),
    Kept(schema.gaps, "asked_at", QUARTER),
    Kept(schema.lessons, "removed_at", LESSON_LIFE),
    Kept(schema.documents, "idle_since", LESSON_LIFE),
    Kept(schema.lesson_versions, "changed_at", None),
    Kept(schema.asks, "asked_at", ASKS_LIFE),
    Kept(schema.ask_answers, "given_at", ASKS_LIFE),
    Kept(schema.experts_channels, "chosen_at", None),
    Kept(schema.feedback, "given_at", QUARTER),
    Kept(schema.deliveries, "due", QUARTER),
    Kept(schema.subscriptions, "next_due", None),
    Kept(schema.digests, "next_due", None),
    Kept(schema.watched, "since", None),
    Kept(schema.overheard, "due", ASKED_LIFE),
    Kept(schema.workspaces, "seen_at", None),
    Kept(schema.slack_bots, "installed_at", None),
    Kept(schema.slack_oauth_states, "expire_at", timedelta(days=1)),
)


def purge(database: Database, *, now: datetime) -> dict[str, int]:
    """Delete what is past its life, and everything of the workspaces that removed the app; how many rows of each table.

    Raises StoreError.
    """
    gone = {"workspaces": Workspaces(database).purge(now=now)}
    for kept in KEPT:
        if kept.life is not None:
            with database.begin() as connection:
                old = delete(kept.table).where(kept.table.c[kept.since] <= now - kept.life)
                gone[kept.table.name] = connection.execute(old).rowcount
    return gone
