"""The tables that migrations answer for: the store's own and those of the job layer; DBOS makes its own by itself."""

from __future__ import annotations

from sqlalchemy import MetaData

from bot.jobs import tables as jobs
from bot.store import tables as store

DECLARED: list[MetaData] = [store.metadata, jobs.metadata]
"""All metadata, for comparing."""
