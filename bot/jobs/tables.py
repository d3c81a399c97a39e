"""The tables of the job layer that are our own; those of DBOS are made by DBOS and belong to it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, Integer, MetaData, Table, Text

metadata = MetaData()

replicas = Table(
    "replicas",
    metadata,
    Column("executor_id", Text, primary_key=True),
    # Drawn anew by each process, so that a successor of the same name is told from the one before.
    Column("incarnation", Text, nullable=False),
    # Counts up while the process lives: others judge by its change, never by comparing two machines' clocks.
    Column("beats", BigInteger, nullable=False),
    # Seconds since 1970, for people to read.
    Column("seen_at", Double, nullable=False),
)
"""Processes that run jobs, one row each while they live."""

job_attempts = Table(
    "job_attempts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    # Seconds since 1970, and the seconds waited in all: whichever ends sooner, should the clock have jumped.
    Column("due_at", Double, nullable=False),
    Column("wait", Double, nullable=False),
)
"""Jobs that were run and did not end with it: which run is next, and when. A job that succeeds at once has no row."""
