"""The tables of questions that people put to their team, of the answers, and of where they are put."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, String, Table, Text

from bot.store.columns import Instant, metadata

asks = Table(
    "asks",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("asker", String(32), nullable=False),
    Column("named", Boolean, nullable=False),
    Column("question", Text, nullable=False),  # empty once nobody needs it
    Column("near", JSON, nullable=False),  # ids of entries
    Column("origin_channel", String(32), nullable=False),  # empty: a direct message
    Column("origin_thread", String(32), nullable=False),
    Column("origin_reply", String(32), nullable=False),
    Column("origin_question", String(32), nullable=False),
    Column("channel", String(32), nullable=False),  # the experts'
    Column("ts", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("reminded_at", Instant),
    Index(None, "team", "channel", "ts"),
    Index(None, "team", "origin_channel", "origin_question"),
    Index(None, "team", "asker", "asked_at"),
    Index(None, "state", "asked_at"),
    Index(None, "asked_at"),
)

ask_answers = Table(
    "ask_answers",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("ask", String(32), nullable=False),
    Column("expert", String(32), nullable=False),
    Column("text", Text, nullable=False),  # Markdown; empty once it was taken back
    Column("at", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("link", Text, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("reply_ts", String(32), nullable=False),
    Column("given_at", Instant, nullable=False),
    Index(None, "team", "ask"),
    Index(None, "given_at"),
)

# A workspace without a row asks where the settings say.
experts_channels = Table(
    "experts_channels",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),  # empty: nobody is asked
    Column("person", String(32), nullable=False),  # who chose it
    Column("chosen_at", Instant, nullable=False),
)
