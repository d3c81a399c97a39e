"""After a restore: timers and deliveries, which no backup holds, are started again from states and rows."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.runtime.carrying import lane_of
from bot.runtime.parts import Parts
from bot.store import delivery_rows, people_rows
from bot.store.tables import conversations

_MARK = '%"timers":[%'


def resume_deliveries(parts: Parts) -> int:
    """Enqueues deliveries that have not arrived; those whose job is still there are silently one with it.

    Returns:
        How many have not arrived.
    """
    with parts.store.writing() as connection:
        waiting = delivery_rows.open_ones(connection)
        for each in waiting:
            lane, partition = lane_of(parts, each.target), f"{each.target}:{each.partition}"
            if lane in parts.lanes:
                parts.jobs.enqueue(connection, lane, f"d-{each.id}", partition=partition, payload={"delivery": each.id})
    return len(waiting)


def resume_timers(parts: Parts) -> int:
    """Starts the timers of all states anew, if a restore has asked for it.

    Returns:
        How many.
    """
    with parts.store.writing() as connection:
        if not people_rows.timers_wanted(connection):
            return 0
        found = connection.execute(
            select(conversations.c.id, conversations.c.state, conversations.c.updated_at).where(
                conversations.c.state.like(_MARK)
            )
        )
        started = sum(_start(parts, connection, row.id, row.state, row.updated_at) for row in found.all())
        people_rows.timers_given(connection)
    return started


def _start(parts: Parts, connection: Connection, conversation: str, state: str, since: datetime) -> int:
    timers = json.loads(state)["talk"].get("timers", [])
    for timer in timers:
        due = since + timedelta(seconds=_seconds(parts, timer["kind"]))
        payload = {"conversation": conversation, "kind": timer["kind"], "version": timer["version"]}
        id = f"t-{conversation}-{timer['version']}-{timer['kind']}"
        delay = max(0.0, (due - parts.clock.now()).total_seconds())
        parts.jobs.enqueue(connection, "later", id, delay=delay, payload=payload)
    return len(timers)


def _seconds(parts: Parts, kind: str) -> float:
    """How long a timer of a kind runs from the turn that started it."""
    return float(getattr(parts.domain.triage.timers, kind))
