"""The composition root: the only place where store, jobs, understanding, channels and web are put together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, FastAPI

from bot import files
from bot.assistant import check_fit
from bot.clock import Clock, SystemClock
from bot.domain import Domain
from bot.evidence.intake import Intake
from bot.evidence.vault import Vault, open_vault
from bot.gate.addresses import read_proxies
from bot.gate.buttons import Buttons
from bot.gate.keys import Keys, read_keys
from bot.gate.limits import Limiter
from bot.gate.origins import read_origins
from bot.gate.secret_key import load_keys
from bot.gate.tokens import VisitorTokens
from bot.handoff.signing import Secrets
from bot.handoff.transport import make_client
from bot.handoff.webhook import WebhookTarget
from bot.jobs.durable import DurableJobs, Pulse
from bot.jobs.protocol import HANDOFF, LATER, OUT, Lane
from bot.nlu.understand import Understander
from bot.runtime.bell import LocalBell
from bot.runtime.bell_postgres import PostgresBell
from bot.runtime.delivering import Courier, Handing, Telling
from bot.runtime.metrics import Metrics
from bot.runtime.nightly import Nightly
from bot.runtime.parts import ORIGIN, Parts
from bot.runtime.runtime import Runtime
from bot.server import desk, pages, plain
from bot.server.app import make_app
from bot.server.house import House
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.lock import ServingLock
from bot.store.upgrade import prepare

BEATS = 6
"""Signs of life of this process within the silence after which others take its jobs."""

STOP = 15.0
"""Seconds that turns and deliveries in hand get when the server is told to stop."""


@dataclass(frozen=True, slots=True)
class Server:
    """Everything that runs, and the application around it.

    Attributes:
        app: for uvicorn.
        house: what handlers use.
        domain: vocabulary and settings.
        close: lets go of everything that was opened, whether or not it was started.
    """

    app: FastAPI
    house: House
    domain: Domain
    close: Callable[[], None]


def build(
    settings: Settings,
    *,
    domain: Path | None = None,
    model: Path | None = None,
    clock: Clock | None = None,
) -> Server:
    """Puts a server together; nothing runs yet.

    Args:
        settings: as the environment has them.
        domain: a domain.yml with its triage.yml beside it; the project's or the shipped one by default.
        model: a model folder; likewise.
        clock: what time it is.

    Raises:
        TiepNhanError: something that the operator can mend; the text says what.
    """
    with ExitStack() as opened:
        server = _build(settings, domain, model, clock or SystemClock(), opened)
        rest = opened.pop_all()
    return Server(server.app, server.house, server.domain, rest.close)


def _build(settings: Settings, domain: Path | None, model: Path | None, clock: Clock, opened: ExitStack) -> Server:
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    vocabulary = files.find_domain(domain)
    understander = Understander.load(files.find_model(model), threshold=vocabulary.triage.threshold)
    check_fit(understander, vocabulary)
    keys = load_keys(settings.secret_key, settings.data_folder)
    if settings.database_file is not None:
        opened.enter_context(ServingLock(settings.database_file))
    store = Store(settings.database_url)
    opened.callback(store.close)
    prepare(store)
    pulse = Pulse(settings.silence / BEATS, settings.silence)
    couriers, secrets = _couriers(settings, clock, opened)
    targets = tuple(name for name in couriers if name != ORIGIN)
    lanes = _lanes(couriers, targets)
    jobs = DurableJobs(store.url, executor_id=settings.replica, lanes=lanes, pulse=pulse, clock=clock)
    opened.callback(jobs.close)
    bell = LocalBell() if store.is_sqlite else opened.enter_context(PostgresBell(store))
    parts = Parts(
        store, vocabulary, understander, jobs, clock, bell, Buttons(keys), _vault(settings), Metrics(),
        targets=targets, lanes=frozenset(lane.kind for lane in lanes), settle=settings.settle,
        public_url=settings.public_url,
    )  # fmt: skip
    runtime = Runtime(parts, couriers, workers=2 if store.is_sqlite else 8)
    house, nightly = _house(settings, runtime, keys, opened), Nightly(parts, jobs)
    app = make_app(
        house,
        kept=jobs,
        handoff_secrets=secrets,
        start=lambda: asyncio.to_thread(_start, house, jobs, nightly),
        stop=lambda: asyncio.to_thread(_stop, house, jobs, nightly),
        routers=_routers(),
    )
    return Server(app, house, vocabulary, lambda: None)


def _house(settings: Settings, runtime: Runtime, keys: Keys, opened: ExitStack) -> House:
    intake = Intake()
    opened.callback(intake.close)
    pool = ThreadPoolExecutor(4 if runtime.parts.store.is_sqlite else 8, thread_name_prefix="store")
    opened.callback(pool.shutdown)
    return House(
        settings=settings,
        runtime=runtime,
        intake=intake,
        tokens=VisitorTokens(keys),
        keys=keys,
        identity_keys=read_keys(settings.identity_key) if settings.identity_key else None,
        limiter=Limiter(),
        proxies=read_proxies(",".join(settings.proxies)),
        origins=read_origins(settings.origins),
        pool=pool,
        closing=asyncio.Event(),
    )


def _couriers(settings: Settings, clock: Clock, opened: ExitStack) -> tuple[Mapping[str, Courier], Secrets | None]:
    """What carries cases to another helpdesk and agents' acts back to another installation; the secrets shared with both."""
    if not (settings.handoff_url or settings.handoff_origin_url):
        return {}, None
    secrets = Secrets.read(",".join(settings.handoff_secrets))
    client = make_client(authorities=settings.handoff_ca)
    opened.callback(client.close)
    couriers: dict[str, Courier] = {}
    if settings.handoff_url:
        target = WebhookTarget(settings.handoff_url, secrets, client, clock, allow_http=settings.handoff_http)
        couriers[target.name] = Handing(target)
    if settings.handoff_origin_url:
        origin = WebhookTarget(
            settings.handoff_origin_url, secrets, client, clock, name=ORIGIN, allow_http=settings.handoff_http
        )
        couriers[ORIGIN] = Telling(origin)
    return couriers, secrets


def _lanes(couriers: Mapping[str, Courier], targets: tuple[str, ...]) -> tuple[Lane, ...]:
    """The lanes that this installation has work for: each that is watched costs a few percent of a core."""
    handing = tuple(name for name in couriers if name == ORIGIN or name in targets)
    return (*((OUT,) if len(couriers) > len(handing) else ()), *((HANDOFF,) if handing else ()), LATER)


def _vault(settings: Settings) -> Vault:
    return open_vault(settings.evidence_url)


def _routers() -> tuple[APIRouter, ...]:
    return (pages.router, plain.router, desk.router)


def _start(house: House, jobs: DurableJobs, nightly: Nightly) -> None:
    jobs.start(house.runtime.handlers())
    house.runtime.start()
    house.intake.warm()
    nightly.start()


def _stop(house: House, jobs: DurableJobs, nightly: Nightly) -> None:
    house.runtime.stop(STOP)
    nightly.stop(1.0)
    jobs.stop(STOP)
