"""Notices of disturbances that a lead opens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "v0002"
down_revision: str | None = "v0001"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """To this shape."""
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("text_vi", sa.String(length=500), nullable=False),
        sa.Column("text_en", sa.String(length=500), server_default="", nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False, comment="case intents that it concerns; [] for all"),
        sa.Column("banks", sa.Text(), nullable=False, comment="banks that it concerns; [] for all"),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False, comment="when it is expected to be over"),
        sa.Column("opened_by", sa.String(length=80), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True, comment="when somebody ended it"),
        sa.Column("ended_by", sa.String(length=80), server_default="", nullable=False),
        sa.Column(
            "ending", sa.String(length=500), server_default="", nullable=False, comment="what those concerned were told"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_ended_at_ends_at"), ["ended_at", "ends_at"], unique=False)
