"""Subscriptions to a daily principle, and the ledger of their deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the two tables that the daily post needs."""
    op.create_table(
        "subscriptions",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("weekdays", sa.String(7), nullable=False),
        sa.Column("skip", sa.JSON, nullable=False),
        sa.Column("packs", sa.JSON, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("creator", sa.String(32), nullable=False),
        sa.Column("standing", sa.String(8), nullable=False),
        sa.Column("trouble", sa.String(64)),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("next_day", sa.Date),
        sa.Column("next_due", INSTANT),
        sa.Column("next_deadline", INSTANT),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("last", sa.String(8)),
        sa.PrimaryKeyConstraint("team", "channel", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_next_due", "subscriptions", ["next_due"])
    op.create_table(
        "deliveries",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("card_id", sa.String(255)),
        sa.Column("due", INSTANT, nullable=False),
        sa.Column("deadline", INSTANT, nullable=False),
        sa.Column("ready", INSTANT, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("first_intent", INSTANT),
        sa.Column("touched_at", INSTANT, nullable=False),
        sa.Column("ts", sa.String(32)),
        sa.Column("error", sa.String(64)),
        sa.PrimaryKeyConstraint("team", "channel", "day", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_state_touched_at", "deliveries", ["state", "touched_at"])
    op.create_index("ix_deliveries_due", "deliveries", ["due"])


def downgrade() -> None:
    """Drop them."""
    for table in ("deliveries", "subscriptions"):
        op.drop_table(table)
