"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "v0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """To this shape."""
    op.create_table(
        "agents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False, comment="what customers and colleagues read"),
        sa.Column("password", sa.String(length=200), nullable=False, comment="argon2 hash"),
        sa.Column("role", sa.String(length=8), nullable=False, comment="agent, lead or admin"),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("totp", sa.String(length=64), nullable=True),
        sa.Column("totp_used", sa.BigInteger(), nullable=True, comment="the last time step whose code was used"),
        sa.Column("present", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agents")),
        sa.UniqueConstraint("login", name=op.f("uq_agents_login")),
        sa.UniqueConstraint("name", name=op.f("uq_agents_name")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False, comment="a case code, evidence id, agent id"),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_subject"), ["subject"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column(
            "sender",
            sa.String(length=200),
            nullable=False,
            comment="the channel's id of the person; on the web the visitor id",
        ),
        sa.Column("site", sa.String(length=64), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=True, comment="JSON of the triage state; NULL before the first turn"),
        sa.Column("state_name", sa.String(length=16), server_default="listening", nullable=False),
        sa.Column(
            "asking",
            sa.Boolean(),
            server_default=sa.text("(false)"),
            nullable=False,
            comment="a single slot is asked for",
        ),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False, comment="number of the newest message"),
        sa.Column("turns", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "typing_at", sa.DateTime(timezone=True), nullable=True, comment="when the customer was last seen typing"
        ),
        sa.Column(
            "linked_code",
            sa.String(length=20),
            nullable=True,
            comment="the case that a case link joined; its sender is unverified",
        ),
        sa.Column(
            "identified",
            sa.String(length=100),
            nullable=True,
            comment="the user name that the operator's own site vouches for",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("channel", "sender", name=op.f("uq_conversations_channel_sender")),
    )
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversations_updated_at"), ["updated_at"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
            comment="the order within a partition",
        ),
        sa.Column("id", sa.String(length=64), nullable=False, comment="the same for every repetition"),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column(
            "partition",
            sa.String(length=64),
            nullable=False,
            comment="deliveries of one partition go out in their order",
        ),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("code", sa.String(length=20), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.String(length=8),
            server_default="waiting",
            nullable=False,
            comment="waiting, sent, failed or unknown",
        ),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "told",
            sa.Boolean(),
            server_default=sa.text("(false)"),
            nullable=False,
            comment="the customer knows of the delay",
        ),
        sa.Column("error", sa.String(length=300), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("id", name=op.f("uq_deliveries_id")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_conversation"), ["conversation"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_outcome_next_at"), ["outcome", "next_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliveries_target_partition_outcome"), ["target", "partition", "outcome"], unique=False
        )

    op.create_table(
        "ratings",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("agent", sa.String(length=80), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ratings")),
    )
    with op.batch_alter_table("ratings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ratings_at"), ["at"], unique=False)

    op.create_table(
        "requests",
        sa.Column(
            "source", sa.String(length=40), nullable=False, comment="who sent it: desk:<agent>, webhook, telegram, …"
        ),
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "id", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_at"), ["at"], unique=False)

    op.create_table(
        "setup_links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_setup_links")),
    )
    op.create_table(
        "agent_sessions",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent"], ["agents.id"], name=op.f("fk_agent_sessions_agent"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_agent_sessions")),
    )
    with op.batch_alter_table("agent_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agent_sessions_agent"), ["agent"], unique=False)

    op.create_table(
        "buttons",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=False),
        sa.Column("slot_values", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name=op.f("fk_buttons_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_buttons")),
    )
    with op.batch_alter_table("buttons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_buttons_conversation"), ["conversation"], unique=False)
        batch_op.create_index(batch_op.f("ix_buttons_created_at"), ["created_at"], unique=False)

    op.create_table(
        "cases",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.String(length=12), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False, comment="0 urgent, 1 important, 2 info"),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("agent", sa.String(length=80), server_default="", nullable=False),
        sa.Column(
            "not_agents", sa.Text(), nullable=False, comment="who may not take it: a second review is somebody else's"
        ),
        sa.Column("username", sa.String(length=100), server_default="", nullable=False, comment="folded, for search"),
        sa.Column(
            "words", sa.Text(), server_default="", nullable=False, comment="accent-free words of title and customer"
        ),
        sa.Column("unconfirmed", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("incomplete", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column(
            "unread", sa.Integer(), server_default="0", nullable=False, comment="messages since an agent last looked"
        ),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("data", sa.Text(), nullable=False, comment="JSON of bot.case.Case"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["conversation"], ["conversations.id"], name=op.f("fk_cases_conversation")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_cases")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_conversation"), ["conversation"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_status_rank_due_at"), ["status", "rank", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_username"), ["username"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=128), nullable=True, comment="the client's id of the upload"),
        sa.Column("case_code", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="image, file, voice or video"),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes kept"),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=100), nullable=False, comment="where the vault has it"),
        sa.Column("thumbnail", sa.String(length=100), nullable=True, comment="where the vault has its small picture"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="of what is kept"),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("traces", sa.Text(), nullable=False, comment="software and dates that the original's EXIF named"),
        sa.Column("fingerprint", sa.Text(), nullable=True, comment="perceptual hash of a picture"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name=op.f("fk_evidence_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("conversation", "client_id", name=op.f("uq_evidence_conversation_client_id")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_case_code"), ["case_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_original_sha256"), ["original_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_sha256"), ["sha256"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column(
            "seq", sa.Integer(), nullable=False, comment="1, 2, 3, … within the conversation; the id of stream events"
        ),
        sa.Column("author", sa.String(length=12), nullable=False, comment="customer, assistant or agent"),
        sa.Column("name", sa.String(length=80), server_default="", nullable=False, comment="the agent's name"),
        sa.Column(
            "client_id", sa.String(length=128), nullable=True, comment="the channel's id of a customer's message"
        ),
        sa.Column("text", sa.Text(), nullable=False, comment="masked"),
        sa.Column("masked", sa.Text(), nullable=False, comment="[{kind, start, end}]"),
        sa.Column("attachments", sa.Text(), nullable=False, comment="[{kind, ref, name}]"),
        sa.Column("buttons", sa.Text(), nullable=False, comment="[{id, title}] of a reply"),
        sa.Column("press", sa.Text(), nullable=True, comment="{intent, values} of a button that the customer pressed"),
        sa.Column("response", sa.String(length=80), server_default="", nullable=False),
        sa.Column("case_code", sa.String(length=20), nullable=True),
        sa.Column("parse", sa.Text(), nullable=True, comment="what was understood of a customer's message"),
        sa.Column(
            "turn",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the turn that consumed or wrote it",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "removed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when it was taken out of the chat: it held a secret",
        ),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name=op.f("fk_messages_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("conversation", "client_id", name=op.f("uq_messages_conversation_client_id")),
        sa.UniqueConstraint("conversation", "seq", name=op.f("uq_messages_conversation_seq")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_messages_turn"), ["turn"], unique=False)

    op.create_table(
        "notices_given",
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "message", sa.String(length=128), nullable=False, comment="the customer's message before which it stood"
        ),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name=op.f("fk_notices_given_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation", "version", name=op.f("pk_notices_given")),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id"], name=op.f("fk_turns_conversation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("conversation", "number", name=op.f("uq_turns_conversation_number")),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turns_at"), ["at"], unique=False)

    op.create_table(
        "case_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False, comment="customer, assistant, or an agent's name"),
        sa.Column("what", sa.String(length=40), nullable=False, comment="a slot, or kind, status, priority, note, …"),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.Column("after", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["code"], ["cases.code"], name=op.f("fk_case_changes_code"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_changes")),
    )
    with op.batch_alter_table("case_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_changes_code"), ["code"], unique=False)

    op.create_table(
        "evidence_bands",
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence"], ["evidence.id"], name=op.f("fk_evidence_bands_evidence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "evidence", name=op.f("pk_evidence_bands")),
    )
    op.create_table(
        "inbox",
        sa.Column("message", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quiet", sa.Float(), nullable=False, comment="seconds of quiet after it before it is answered"),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False, comment="turns over it that broke"),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name=op.f("fk_inbox_message"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_arrived_at"), ["arrived_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inbox_conversation"), ["conversation"], unique=False)

    op.create_table(
        "job_attempts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=False),
        sa.Column("wait", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "replicas",
        sa.Column("executor_id", sa.Text(), nullable=False),
        sa.Column("incarnation", sa.Text(), nullable=False),
        sa.Column("beats", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("executor_id"),
    )
