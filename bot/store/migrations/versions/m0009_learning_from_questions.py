"""What is learned from questions: their words for a day, their counts, and why an answer did not help."""

import sqlalchemy as sa
from alembic import op

revision = "m0009"
down_revision = "m0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of questions and of counts; let gaps and feedback say more."""
    op.create_table(
        "asked",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("reply_ts", sa.String(32), nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("entry_id", sa.String(255)),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "reply_ts", name="pk_asked"),
    )
    op.create_index("ix_asked_team_asker_asked_at", "asked", ["team", "asker", "asked_at"])
    op.create_index("ix_asked_asked_at", "asked", ["asked_at"])
    op.create_table(
        "tallies",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("day", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "day", "outcome", name="pk_tallies"),
    )
    op.create_index("ix_tallies_day", "tallies", ["day"])
    op.add_column("gaps", sa.Column("about", sa.String(64), nullable=False, server_default=""))
    op.add_column("gaps", sa.Column("reason", sa.String(16), nullable=False, server_default=""))
    op.add_column("gaps", sa.Column("dismissed_at", sa.DateTime(timezone=True)))
    op.add_column("feedback", sa.Column("reason", sa.String(16), nullable=False, server_default=""))
