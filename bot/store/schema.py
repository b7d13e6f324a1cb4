"""The tables, as SQLAlchemy sees them; the migrations make them, and a contract test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.store.ask_tables import ask_answers as ask_answers
from bot.store.ask_tables import asks as asks
from bot.store.ask_tables import experts_channels as experts_channels
from bot.store.columns import Instant
from bot.store.columns import metadata as metadata
from bot.store.slack_tables import slack_bots as slack_bots
from bot.store.slack_tables import slack_oauth_states as slack_oauth_states

inbox = Table(
    "inbox",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("takes", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("worth_until", Instant, nullable=False),
    Column("task", Text),  # JSON; erased when the work is done
    Column("change", Text),  # JSON; likewise
    Column("changed_at", String(32)),
    Index(None, "received_at"),
    # Few rows are pending at a time, and only those are looked for.
    Index(
        "ix_inbox_pending",
        "received_at",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

processes = Table(
    "processes",
    metadata,
    Column("owner", String(32), primary_key=True),
    Column("seen_at", Instant, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("reply_ts", String(32), primary_key=True),
    Column("question_ts", String(32)),
    Column("asker", String(32), nullable=False),
    Column("entry_id", String(255)),
    Column("replied_at", Instant, nullable=False),
    Column("shared", Boolean, nullable=False),
    Index(None, "team", "channel", "question_ts"),
    Index(None, "replied_at"),
)

# The words that a reply answers, while its asker may still say that it does not.
asked = Table(
    "asked",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("reply_ts", String(32), primary_key=True),
    Column("asker", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("entry_id", String(255)),
    Column("asked_at", Instant, nullable=False),
    Index(None, "team", "asker", "asked_at"),
    Index(None, "asked_at"),
)

# How many questions of a day (in UTC) were answered, asked back, not answered: nobody's words, nobody's name.
tallies = Table(
    "tallies",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("day", Instant, primary_key=True),
    Column("outcome", String(12), primary_key=True),
    Column("count", Integer, nullable=False),
    Index(None, "day"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("reply_ts", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("entry_id", String(255), nullable=False),
    Column("good", Boolean, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("reason", String(16), nullable=False),  # why it was not helpful; or empty
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("at", String(5), nullable=False),  # wall time, HH:MM
    Column("zone", String(64), nullable=False),
    Column("weekdays", String(7), nullable=False),  # digits, Monday is 0
    Column("skip", JSON, nullable=False),  # ISO dates
    Column("packs", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("creator", String(32), nullable=False),
    Column("standing", String(8), nullable=False),
    Column("trouble", String(64)),
    Column("told", Boolean, nullable=False),
    Column("next_day", Date),
    Column("next_due", Instant),
    Column("next_deadline", Instant),
    Column("round", Integer, nullable=False),
    Column("shown", Text, nullable=False),  # marks of eight characters, parted by spaces
    Column("last", String(8)),
    Index(None, "next_due"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("card_id", String(255)),
    Column("due", Instant, nullable=False),
    Column("deadline", Instant, nullable=False),
    Column("ready", Instant, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("first_intent", Instant),
    Column("touched_at", Instant, nullable=False),
    Column("ts", String(32)),
    Column("error", String(64)),
    Index(None, "state", "ready"),
    Index(None, "due"),
)

digests = Table(
    "digests",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("weekday", Integer, nullable=False),  # Monday is 0
    Column("at", String(5), nullable=False),  # wall time, HH:MM
    Column("zone", String(64), nullable=False),
    Column("creator", String(32), nullable=False),
    Column("next_due", Instant),
    Column("trouble", String(64), nullable=False),
    Index(None, "next_due"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("question", Text, nullable=False),  # empty where questions are not kept
    Column("surface", String(16), nullable=False),
    Column("near", JSON, nullable=False),  # pairs of an entry's id and its score
    Column("asker", String(16), nullable=False),  # hashed
    Column("asked_at", Instant, nullable=False),
    Column("about", String(64), nullable=False),  # the message that a person can judge again; or empty
    Column("reason", String(16), nullable=False),
    Column("dismissed_at", Instant),
    Index(None, "team", "asked_at"),
    Index(None, "asked_at"),
)

lessons = Table(
    "lessons",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(80), nullable=False),
    Column("question", Text, nullable=False),
    Column("wordings", JSON, nullable=False),
    Column("answer", Text, nullable=False),  # Markdown
    Column("target", String(255), nullable=False),
    Column("author", Text, nullable=False),
    Column("author_id", String(32), nullable=False),
    Column("link", Text, nullable=False),
    Column("origin", String(64), nullable=False),
    Column("teacher", String(32), nullable=False),
    Column("taught_at", Instant, nullable=False),
    Column("editor", String(32), nullable=False),
    Column("edited_at", Instant),
    Column("removed_at", Instant),
    Column("revision", Integer, nullable=False),
    Index(None, "removed_at"),
)

documents = Table(
    "documents",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("pack", String(80), nullable=False),
    Column("file", Text, nullable=False),
    Column("text", Text, nullable=False),  # YAML
    Column("entries", Integer, nullable=False),
    Column("doubtful", Integer, nullable=False),
    Column("person", String(32), nullable=False),
    Column("uploaded_at", Instant, nullable=False),
    Column("idle_since", Instant),
    Index(None, "idle_since"),
)

# Grows with every change of a workspace's lessons or documents. An instant, so that a workspace whose data was
# deleted does not begin again where a process has seen it.
lesson_versions = Table(
    "lesson_versions",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("changed_at", Instant, nullable=False),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("enterprise", String(32)),
    Column("seen_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index(None, "enterprise"),
    Index(None, "removed_at"),
)

watched = Table(
    "watched",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("creator", String(32), nullable=False),
    Column("since", Instant, nullable=False),
)

# Questions that nobody asked us: kept until it is time to answer them, then without their words.
overheard = Table(
    "overheard",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("ts", String(32), primary_key=True),
    Column("person", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("due", Instant, nullable=False),
    Column("answered", Boolean, nullable=False),
    Index(None, "due"),
)
