"""Whether the server lives, whether it can work, and what it counts; nothing here tells of any customer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select, update
from starlette.datastructures import State

from bot.jobs.protocol import Kept
from bot.runtime.taking import MOST_TRIES
from bot.server.house import House, house_of
from bot.store import case_rows, delivery_rows, messages, people_rows
from bot.store.errors import StoreError
from bot.store.inserting import insert_once
from bot.store.tables import inbox, requests

log = structlog.get_logger(__name__)
router = APIRouter(tags=["health"])

FRESH = 0.5
"""Seconds for which a good answer is repeated: strangers who ask again and again must not have us write each time."""

PATIENCE = 3.0
"""Seconds for an answer: who asks whether we are ready does not wait half a minute for a lock."""

PRESENT = timedelta(minutes=5)
"""An agent who was not seen for longer is not there."""


@router.get("/healthz", summary="The process lives")
async def healthz() -> dict[str, str]:
    """Says nothing about database or deliveries: a restart would mend neither."""
    return {"status": "ok"}


@router.get("/readyz", summary="Messages can be accepted")
async def readyz(request: Request) -> JSONResponse:
    """The database can be written to; 503 where it cannot."""
    house = house_of(request)
    if house.closing.is_set():
        return JSONResponse({"status": "closing"}, status_code=503)
    state, now = request.app.state, house.clock.monotonic()
    if now - getattr(state, "ready_at", -FRESH) >= FRESH:
        try:
            state.waiting = await asyncio.wait_for(asyncio.shield(_probe(house, state)), PATIENCE)
        except (StoreError, TimeoutError) as error:
            return JSONResponse({"status": "unavailable", "error": type(error).__name__}, status_code=503)
        state.ready_at = now
    return JSONResponse({"status": "ready", "waiting": state.waiting})


@router.get("/metrics", summary="Counters for Prometheus", response_class=Response)
async def metrics(request: Request) -> Response:
    """In Prometheus's text format."""
    house = house_of(request)
    try:
        stored = await house.outside(lambda: _stored(house, request.app.state.kept))
    except StoreError:
        stored = b""
    return Response(generate_latest(house.metrics.registry) + stored, media_type="text/plain; version=0.0.4")


def _probe(house: House, state: State) -> asyncio.Task[int]:
    """One look at a time, whoever asks: those that wait for a locked database would take every thread."""
    if getattr(state, "probe", None) is None or state.probe.done():
        state.probe = asyncio.create_task(house.outside(lambda: _write_a_little(house)))
        state.probe.add_done_callback(lambda task: task.cancelled() or task.exception())
    probe: asyncio.Task[int] = state.probe
    return probe


def _write_a_little(house: House) -> int:
    """Writes a row, the same each time, since a full disk shows itself in nothing less; the number of messages that wait
    for their turn."""
    now, known = house.clock.now(), {"source": "readyz", "id": house.settings.replica}
    with house.store.writing() as connection:
        if not insert_once(connection, requests, {**known, "result": True, "at": now}):
            connection.execute(update(requests).where(requests.c.source == "readyz", requests.c.id == known["id"]).values(at=now))
        return int(connection.execute(select(func.count()).select_from(inbox)).scalar_one())


def _stored(house: House, kept: Kept) -> bytes:
    """Gauges that stand in the database, so that every process tells the same."""
    registry = CollectorRegistry()
    cases = Gauge("tiepnhan_cases_open", "Open cases", ["status"], registry=registry)
    deliveries = Gauge("tiepnhan_deliveries_stored", "Deliveries kept", ["target", "outcome"], registry=registry)
    waiting = Gauge("tiepnhan_inbox", "Messages that wait for their turn", registry=registry)
    stuck = Gauge("tiepnhan_conversations_stuck", "Conversations that only people can mend", registry=registry)
    present = Gauge("tiepnhan_agents_present", "Agents who are there", registry=registry)
    jobs = Gauge("tiepnhan_jobs", "Durable jobs", ["kind", "state"], registry=registry)
    with house.store.reading() as connection:
        for status, number in case_rows.counts(connection).items():
            cases.labels(status).set(number)
        for (target, outcome), number in delivery_rows.counts(connection).items():
            deliveries.labels(target, outcome).set(number)
        waiting.set(int(connection.execute(select(func.count()).select_from(inbox)).scalar_one()))
        stuck.set(len(messages.stuck(connection, MOST_TRIES)))
        present.set(people_rows.present_agents(connection, house.clock.now() - PRESENT))
    counts = kept.counts()
    for kind, number in counts.queued.items():
        jobs.labels(kind, "queued").set(number)
    for kind, number in counts.failed.items():
        jobs.labels(kind, "failed").set(number)
    return generate_latest(registry)
