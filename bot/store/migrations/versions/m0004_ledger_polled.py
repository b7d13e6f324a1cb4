"""The ledger is polled for what is ready; the engine that counted runs is gone."""

import sqlalchemy as sa
from alembic import op

revision = "m0004"
down_revision = "m0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index for the poll in place of the engine's, and no count of its runs."""
    op.drop_index("ix_deliveries_state_touched_at", "deliveries")
    op.create_index("ix_deliveries_state_ready", "deliveries", ["state", "ready"])
    op.drop_column("deliveries", "run")


def downgrade() -> None:
    """Count runs again."""
    op.add_column("deliveries", sa.Column("run", sa.Integer, nullable=False, server_default="0"))
    op.drop_index("ix_deliveries_state_ready", "deliveries")
    op.create_index("ix_deliveries_state_touched_at", "deliveries", ["state", "touched_at"])
