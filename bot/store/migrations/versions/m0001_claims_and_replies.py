"""Claims, replies and feedback."""

import sqlalchemy as sa
from alembic import op

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables that answering in Slack needs."""
    op.create_table(
        "claims",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("takes", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "key", name="pk_claims"),
    )
    op.create_index("ix_claims_claimed_at", "claims", ["claimed_at"])
    op.create_table(
        "replies",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("reply_ts", sa.String(32), nullable=False),
        sa.Column("question_ts", sa.String(32)),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("entry_id", sa.String(255)),
        sa.Column("replied_at", INSTANT, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "reply_ts", name="pk_replies"),
    )
    op.create_index("ix_replies_team_channel_question_ts", "replies", ["team", "channel", "question_ts"])
    op.create_index("ix_replies_replied_at", "replies", ["replied_at"])
    op.create_table(
        "feedback",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("reply_ts", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("entry_id", sa.String(255), nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "reply_ts", "person", name="pk_feedback"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("feedback", "replies", "claims"):
        op.drop_table(table)
