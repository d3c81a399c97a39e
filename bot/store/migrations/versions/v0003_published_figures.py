"""Figures that an operator publishes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "v0003"
down_revision: str | None = "v0002"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """To this shape."""
    op.create_table(
        "published_figures",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.Text(), nullable=False, comment="the figures as they stood when they were published"),
        sa.Column("published_by", sa.String(length=80), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figures")),
        sa.UniqueConstraint("since", "until", name=op.f("uq_published_figures_since_until")),
    )
