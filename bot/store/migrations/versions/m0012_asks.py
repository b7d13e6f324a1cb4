"""Questions that people put to the team, and the answers."""

import sqlalchemy as sa
from alembic import op

revision = "m0012"
down_revision = "m0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "asks",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("near", sa.JSON, nullable=False),
        sa.Column("origin_channel", sa.String(32), nullable=False),
        sa.Column("origin_thread", sa.String(32), nullable=False),
        sa.Column("origin_reply", sa.String(32), nullable=False),
        sa.Column("origin_question", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("team", "id", name="pk_asks"),
    )
    op.create_index("ix_asks_team_channel_ts", "asks", ["team", "channel", "ts"])
    op.create_index(
        "ix_asks_team_origin_channel_origin_question", "asks", ["team", "origin_channel", "origin_question"]
    )
    op.create_index("ix_asks_team_asker_asked_at", "asks", ["team", "asker", "asked_at"])
    op.create_index("ix_asks_state_asked_at", "asks", ["state", "asked_at"])
    op.create_index("ix_asks_asked_at", "asks", ["asked_at"])
    op.create_table(
        "ask_answers",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("ask", sa.String(32), nullable=False),
        sa.Column("expert", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("reply_ts", sa.String(32), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "key", name="pk_ask_answers"),
    )
    op.create_index("ix_ask_answers_team_ask", "ask_answers", ["team", "ask"])
    op.create_index("ix_ask_answers_given_at", "ask_answers", ["given_at"])
