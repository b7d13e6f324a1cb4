"""One row for everything that is to be answered, in the place of claims: with what it takes to answer it."""

import sqlalchemy as sa
from alembic import op

revision = "m0005"
down_revision = "m0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the inbox and the list of living processes; what was answered stays answered."""
    op.create_table(
        "inbox",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("takes", sa.Integer, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("worth_until", INSTANT, nullable=False),
        sa.Column("task", sa.Text),
        sa.Column("change", sa.Text),
        sa.Column("changed_at", sa.String(32)),
        sa.PrimaryKeyConstraint("team", "key", name="pk_inbox"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
    pending = sa.text("state = 'pending'")
    op.create_index("ix_inbox_pending", "inbox", ["received_at"], sqlite_where=pending, postgresql_where=pending)
    op.create_table(
        "processes",
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_processes"),
    )
    op.execute(
        "INSERT INTO inbox (team, key, state, owner, takes, received_at, worth_until) "
        "SELECT team, key, 'done', owner, takes, claimed_at, claimed_at FROM claims WHERE key NOT LIKE 'event:%'"
    )
    op.drop_table("claims")


def downgrade() -> None:
    """Go back to claims, without what is pending."""
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
    op.execute(
        "INSERT INTO claims (team, key, state, owner, claimed_at, takes) "
        "SELECT team, key, 'done', owner, received_at, takes FROM inbox WHERE state = 'done'"
    )
    op.drop_table("processes")
    op.drop_table("inbox")
