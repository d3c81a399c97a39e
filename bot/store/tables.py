"""The tables, as SQLAlchemy Core knows them; migrations bring a database to this shape, no code here touches one.

Names that DBOS uses in the same SQLite file (workflow_status, notifications, queues, streams, operation_outputs, …) are
avoided.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.columns import JsonText, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts rows up by itself for INTEGER PRIMARY KEY only."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("sender", String(200), nullable=False, comment="the channel's id of the person; on the web the visitor id"),
    Column("site", String(64), nullable=False, server_default=""),
    Column("state", Text, comment="JSON of the triage state; NULL before the first turn"),
    Column("state_name", String(16), nullable=False, server_default="listening"),
    Column("asking", Boolean, nullable=False, server_default=text("false"), comment="a single slot is asked for"),
    Column("seq", Integer, nullable=False, server_default="0", comment="number of the newest message"),
    Column("turns", Integer, nullable=False, server_default="0"),
    Column("typing_at", Moment, comment="when the customer was last seen typing"),
    Column("linked_code", String(20), comment="the case that a case link joined; its sender is unverified"),
    Column("identified", String(100), comment="the user name that the operator's own site vouches for"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("channel", "sender"),
    Index(None, "updated_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False, comment="1, 2, 3, … within the conversation; the id of stream events"),
    Column("author", String(12), nullable=False, comment="customer, assistant or agent"),
    Column("name", String(80), nullable=False, server_default="", comment="the agent's name"),
    Column("client_id", String(128), comment="the channel's id of a customer's message"),
    Column("text", Text, nullable=False, comment="masked"),
    Column("masked", JsonText, nullable=False, comment="[{kind, start, end}]"),
    Column("attachments", JsonText, nullable=False, comment="[{kind, ref, name}]"),
    Column("buttons", JsonText, nullable=False, comment="[{id, title}] of a reply"),
    Column("press", JsonText, comment="{intent, values} of a button that the customer pressed"),
    Column("response", String(80), nullable=False, server_default=""),
    Column("case_code", String(20)),
    Column("parse", JsonText, comment="what was understood of a customer's message"),
    Column("turn", _Number, comment="the turn that consumed or wrote it"),
    Column("at", Moment, nullable=False),
    Column("removed_at", Moment, comment="when it was taken out of the chat: it held a secret"),
    UniqueConstraint("conversation", "seq"),
    UniqueConstraint("conversation", "client_id"),
    Index(None, "turn"),
    Index(None, "at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("message", _Number, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("conversation", String(32), nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("quiet", Float, nullable=False, comment="seconds of quiet after it before it is answered"),
    Column("tries", Integer, nullable=False, server_default="0", comment="turns over it that broke"),
    Index(None, "conversation"),
    Index(None, "arrived_at"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("event", String(24), nullable=False),
    Column("because", JsonText, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("conversation", "number"),
    Index(None, "at"),
)

buttons = Table(
    "buttons",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("title", String(80), nullable=False),
    Column("intent", String(80), nullable=False),
    Column("slot_values", JsonText, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("pressed_at", Moment),
    Index(None, "conversation"),
    Index(None, "created_at"),
)

cases = Table(
    "cases",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("conversation", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("kind", String(80), nullable=False),
    Column("status", String(16), nullable=False),
    Column("priority", String(12), nullable=False),
    Column("rank", Integer, nullable=False, comment="0 urgent, 1 important, 2 info"),
    Column("department", String(40), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("agent", String(80), nullable=False, server_default=""),
    Column("not_agents", JsonText, nullable=False, comment="who may not take it: a second review is somebody else's"),
    Column("username", String(100), nullable=False, server_default="", comment="folded, for search"),
    Column("words", Text, nullable=False, server_default="", comment="accent-free words of title and customer"),
    Column("unconfirmed", Boolean, nullable=False, server_default=text("false")),
    Column("incomplete", Boolean, nullable=False, server_default=text("false")),
    Column("unread", Integer, nullable=False, server_default="0", comment="messages since an agent last looked"),
    Column("rating", Integer),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("handed_over_at", Moment),
    Column("due_at", Moment),
    Column("ended_at", Moment),
    Column("data", Text, nullable=False, comment="JSON of bot.case.Case"),
    Column("version", Integer, nullable=False, server_default="1"),
    Index(None, "conversation"),
    Index(None, "status", "rank", "due_at"),
    Index(None, "username"),
    Index(None, "ended_at"),
)

case_changes = Table(
    "case_changes",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("code", String(20), ForeignKey("cases.code", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False, comment="customer, assistant, or an agent's name"),
    Column("what", String(40), nullable=False, comment="a slot, or kind, status, priority, note, …"),
    Column("before", Text, nullable=False, server_default=""),
    Column("after", Text, nullable=False, server_default=""),
    Index(None, "code"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("client_id", String(128), comment="the client's id of the upload"),
    Column("case_code", String(20)),
    Column("kind", String(12), nullable=False, comment="image, file, voice or video"),
    Column("media_type", String(80), nullable=False),
    Column("name", String(200), nullable=False),
    Column("size", Integer, nullable=False, comment="bytes kept"),
    Column("width", Integer),
    Column("height", Integer),
    Column("key", String(100), nullable=False, comment="where the vault has it"),
    Column("thumbnail", String(100), comment="where the vault has its small picture"),
    Column("sha256", String(64), nullable=False, comment="of what is kept"),
    Column("original_sha256", String(64), nullable=False),
    Column("traces", JsonText, nullable=False, comment="software and dates that the original's EXIF named"),
    Column("fingerprint", Text, comment="perceptual hash of a picture"),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("conversation", "client_id"),
    Index(None, "original_sha256"),
    Index(None, "sha256"),
    Index(None, "case_code"),
    Index(None, "created_at"),
)

evidence_bands = Table(
    "evidence_bands",
    metadata,
    Column("band", String(40), primary_key=True),
    Column("evidence", String(32), ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True, comment="the order within a partition"),
    Column("id", String(64), nullable=False, unique=True, comment="the same for every repetition"),
    Column("target", String(20), nullable=False),
    Column("partition", String(64), nullable=False, comment="deliveries of one partition go out in their order"),
    Column("conversation", String(32), nullable=False),
    Column("type", String(24), nullable=False),
    Column("code", String(20), nullable=False, server_default=""),
    Column("body", JsonText, nullable=False),
    Column("outcome", String(8), nullable=False, server_default="waiting", comment="waiting, sent, failed or unknown"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment),
    Column("told", Boolean, nullable=False, server_default=text("false"), comment="the customer knows of the delay"),
    Column("error", String(300), nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index(None, "target", "partition", "outcome"),
    Index(None, "outcome", "next_at"),
    Index(None, "conversation"),
)

agents = Table(
    "agents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(80), nullable=False, unique=True, comment="what customers and colleagues read"),
    Column("password", String(200), nullable=False, comment="argon2 hash"),
    Column("role", String(8), nullable=False, comment="agent, lead or admin"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("totp", String(64)),
    Column("totp_used", BigInteger, comment="the last time step whose code was used"),
    Column("present", Boolean, nullable=False, server_default=text("false")),
    Column("seen_at", Moment),
    Column("created_at", Moment, nullable=False),
)

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("agent", String(32), ForeignKey("agents.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index(None, "agent"),
)

setup_links = Table(
    "setup_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False, comment="a case code, evidence id, agent id"),
    Column("detail", JsonText, nullable=False),
    Index(None, "subject"),
    Index(None, "at"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("conversation", String(32), nullable=False),
    Column("kind", String(80), nullable=False),
    Column("department", String(40), nullable=False),
    Column("agent", String(80), nullable=False),
    Column("rating", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

notices_given = Table(
    "notices_given",
    metadata,
    Column("conversation", String(32), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("version", String(40), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("message", String(128), nullable=False, comment="the customer's message before which it stood"),
)

requests = Table(
    "requests",
    metadata,
    Column("source", String(40), primary_key=True, comment="who sent it: desk:<agent>, webhook, telegram, …"),
    Column("id", String(128), primary_key=True),
    Column("result", JsonText, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("text_vi", String(500), nullable=False),
    Column("text_en", String(500), nullable=False, server_default=""),
    Column("kinds", JsonText, nullable=False, comment="case intents that it concerns; [] for all"),
    Column("banks", JsonText, nullable=False, comment="banks that it concerns; [] for all"),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False, comment="when it is expected to be over"),
    Column("opened_by", String(80), nullable=False),
    Column("ended_at", Moment, comment="when somebody ended it"),
    Column("ended_by", String(80), nullable=False, server_default=""),
    Column("ending", String(500), nullable=False, server_default="", comment="what those concerned were told"),
    Index(None, "ended_at", "ends_at"),
)

published_figures = Table(
    "published_figures",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("data", JsonText, nullable=False, comment="the figures as they stood when they were published"),
    Column("published_by", String(80), nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    UniqueConstraint("since", "until"),
)
