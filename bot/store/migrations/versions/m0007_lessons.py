"""What workspaces were taught."""

import sqlalchemy as sa
from alembic import op

revision = "m0007"
down_revision = "m0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of lessons and of their versions."""
    op.create_table(
        "lessons",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("wordings", sa.JSON, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("target", sa.String(255), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_id", sa.String(32), nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("teacher", sa.String(32), nullable=False),
        sa.Column("taught_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("editor", sa.String(32), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "number", name="pk_lessons"),
    )
    op.create_index("ix_lessons_removed_at", "lessons", ["removed_at"])
    op.create_table(
        "lesson_versions",
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_lesson_versions"),
    )
