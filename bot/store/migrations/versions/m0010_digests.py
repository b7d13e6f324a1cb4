"""The channels that want a weekly digest."""

import sqlalchemy as sa
from alembic import op

revision = "m0010"
down_revision = "m0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of digests."""
    op.create_table(
        "digests",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("creator", sa.String(32), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", name="pk_digests"),
    )
    op.create_index("ix_digests_next_due", "digests", ["next_due"])
