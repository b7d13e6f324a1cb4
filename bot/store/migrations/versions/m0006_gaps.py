"""What went unanswered."""

import sqlalchemy as sa
from alembic import op

revision = "m0006"
down_revision = "m0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of gaps."""
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("surface", sa.String(16), nullable=False),
        sa.Column("near", sa.JSON, nullable=False),
        sa.Column("asker", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
    )
    op.create_index("ix_gaps_team_asked_at", "gaps", ["team", "asked_at"])
    op.create_index("ix_gaps_asked_at", "gaps", ["asked_at"])
