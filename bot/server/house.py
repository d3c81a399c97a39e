"""What request handlers are given: one value with everything that the composition root has put together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request

from bot.clock import Clock
from bot.domain import Domain
from bot.evidence.intake import Intake
from bot.evidence.vault import Vault
from bot.gate.addresses import Proxies
from bot.gate.keys import Keys
from bot.gate.limits import Limiter
from bot.gate.origins import Origins
from bot.gate.tokens import VisitorTokens
from bot.runtime.metrics import Metrics
from bot.runtime.parts import Parts
from bot.runtime.runtime import Runtime
from bot.settings import Settings
from bot.store.engine import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class House:
    """The server's parts.

    Attributes:
        settings: as the environment has them.
        runtime: the conversations.
        intake: takes files in.
        tokens: visitor tokens.
        keys: the secret keys.
        identity_keys: with which the operator's own site signs who somebody is, or None.
        limiter: how often somebody may do something.
        proxies: whose word on addresses is believed.
        origins: which pages of other origins may hold the widget.
        pool: threads for what waits for the database.
        closing: set when the server shuts down: streams end.
    """

    settings: Settings
    runtime: Runtime
    intake: Intake
    tokens: VisitorTokens
    keys: Keys
    identity_keys: Keys | None
    limiter: Limiter
    proxies: Proxies
    origins: Origins
    pool: ThreadPoolExecutor
    closing: asyncio.Event

    @property
    def parts(self) -> Parts:
        """What turns are made of."""
        return self.runtime.parts

    @property
    def store(self) -> Store:
        """The database."""
        return self.runtime.parts.store

    @property
    def domain(self) -> Domain:
        """Vocabulary and settings."""
        return self.runtime.parts.domain

    @property
    def clock(self) -> Clock:
        """What time it is."""
        return self.runtime.parts.clock

    @property
    def vault(self) -> Vault:
        """The files."""
        return self.runtime.parts.vault

    @property
    def metrics(self) -> Metrics:
        """What is counted."""
        return self.runtime.parts.metrics

    def wake_all(self) -> None:
        """Has every stream look up: the server is closing."""
        bell = self.parts.bell
        bell.ring_here(bell.everybody())

    async def outside(self, work: Callable[[], T]) -> T:
        """Does something that waits for the database or a disk, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    async def aside(self, work: Callable[[], T]) -> T:
        """Does something that may take seconds, as decoding a picture: in other threads, so that no message waits for it."""
        return await asyncio.to_thread(work)


def house_of(request: Request) -> House:
    """The server's parts, for a handler."""
    house: House = request.app.state.house
    return house
