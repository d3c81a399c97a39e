"""Deliveries leave the house: one job each, in order within a partition, repeated until they arrive or a human must act."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy import Connection

from bot.handoff.backoff import GiveUp, after_failure
from bot.handoff.causes import noted
from bot.handoff.outbound import encode_event
from bot.handoff.protocol import PARCEL_TYPES, Parcel, Refused, Target, Unreachable
from bot.handoff.webhook import WebhookTarget
from bot.jobs.protocol import Again, Job
from bot.runtime import agent_events, happening
from bot.runtime.carrying import lane_of
from bot.runtime.parts import ORIGIN, Parts
from bot.store import delivery_rows
from bot.store.delivery_rows import Delivery
from bot.store.errors import StoreError, Unknown

log = structlog.get_logger(__name__)

_CONFLICT = frozenset({409})


class Courier(Protocol):
    """Carries deliveries to one target: a hand-off target or a channel."""

    def carry(self, delivery: Delivery) -> None:
        """Hands it over; returning means that it arrived.

        Raises:
            Unreachable: not now; try again.
            Refused: never, as things stand.
        """
        ...


class Handing:
    """Carries cases to a hand-off target.

    Args:
        target: where to.
    """

    def __init__(self, target: Target) -> None:
        self._target = target

    def carry(self, delivery: Delivery) -> None:
        """See Courier."""
        assert delivery.type in PARCEL_TYPES, delivery.type
        self._target.send(
            Parcel(delivery.id, delivery.type, delivery.code, delivery.created_at, delivery.body)
        )


class Telling:
    """Carries agents' acts on another installation's cases back to it.

    Args:
        target: that installation's address for acts.
    """

    def __init__(self, target: WebhookTarget) -> None:
        self._target = target

    def carry(self, delivery: Delivery) -> None:
        """See Courier. A conflict is an answer: somebody there was first, and a repeat would come later still."""
        self._target.post(delivery.id, encode_event(delivery.body), never=_CONFLICT)


def deliver(
    parts: Parts, couriers: Mapping[str, Courier], job: Job, *, chance: Callable[[], float] = random.random
) -> None:
    """One attempt at a delivery.

    Args:
        couriers: by target.
        chance: gives 0 to 1, for the jitter.

    Raises:
        Again: it did not arrive; come again later.
    """
    delivery = _find(parts, str(job.payload["delivery"]))
    if delivery is None or delivery.done_at is not None:
        return
    courier = couriers.get(delivery.target)
    try:
        if courier is None:
            raise Unreachable(f"{delivery.target} is not set up", cause="connection")
        courier.carry(delivery)
    except Unreachable as error:
        _put_off(parts, delivery, error, chance())
    except Refused as error:
        log.error("delivery_refused", delivery=delivery.id, target=delivery.target, cause=error.cause)
        _lost(parts, delivery, "failed", noted(error))
    except Exception:
        # Whatever broke in a courier of ours must not end the attempts: nothing would come back to the delivery.
        log.exception("courier_broken", delivery=delivery.id, target=delivery.target)
        _put_off(parts, delivery, Unreachable("our own fault", cause="fault", sent=True), chance())
    else:
        _arrived(parts, delivery)


def send_again(parts: Parts, id: str) -> bool:
    """Has a delivery tried anew that was refused or given up; it carries the id that it always had.

    Returns:
        False where there is nothing to do: it has arrived, or it is being tried anyway.

    Raises:
        Unknown: there is no such delivery.
    """
    with parts.store.writing() as connection:
        delivery = delivery_rows.get(connection, id)
        if delivery is None:
            raise Unknown("there is no such delivery")
        if not delivery_rows.reopen(connection, id):
            return False
        # The job that gave up keeps its name for ever, so this one needs another.
        job, partition = f"d-{id}-{parts.draw_bytes(6).hex()}", f"{delivery.target}:{delivery.partition}"
        lane = lane_of(parts, delivery.target)
        if lane in parts.lanes:
            parts.jobs.enqueue(connection, lane, job, partition=partition, payload={"delivery": id})
    log.info("delivery_again", delivery=id, target=delivery.target)
    return True


def _find(parts: Parts, id: str) -> Delivery | None:
    with parts.store.reading() as connection:
        return delivery_rows.get(connection, id)


def _arrived(parts: Parts, delivery: Delivery) -> None:
    write = _settling(parts, delivery, "sent", "")
    if delivery.told:
        _say(parts, delivery, write, lambda: happening.delivered(parts, delivery.conversation, delivery.code, write))
        return
    with parts.store.writing() as connection:
        write(connection)


def _settling(parts: Parts, delivery: Delivery, outcome: delivery_rows.Outcome, error: str) -> happening.Also:
    """Writes what became of a delivery in the end."""

    def write(connection: Connection) -> None:
        delivery_rows.settle(connection, delivery.id, outcome, parts.clock.now(), error)
        parts.metrics.deliveries.labels(delivery.target, outcome).inc()

    return write


def _say(parts: Parts, delivery: Delivery, write: happening.Also, say: Callable[[], None]) -> None:
    """Tells the customer and writes that down, both or neither; should telling break, it is written all the same."""
    try:
        say()
    except StoreError:
        raise
    except Exception:
        log.exception("telling_broken", delivery=delivery.id, conversation=delivery.conversation)
        with parts.store.writing() as connection:
            write(connection)


def _put_off(parts: Parts, delivery: Delivery, error: Unreachable, chance: float) -> None:
    now = parts.clock.now()
    elapsed = (now - delivery.created_at).total_seconds()
    step = after_failure(delivery.attempts + 1, elapsed, chance, error.retry_after)
    may_have_arrived = error.sent or delivery.outcome == "unknown"
    if isinstance(step, GiveUp):
        # What may have arrived is not called failed: a person has to look there before sending it again by hand.
        log.error("delivery_given_up", delivery=delivery.id, target=delivery.target, attempts=delivery.attempts + 1)
        _lost(parts, delivery, "unknown" if may_have_arrived else "failed", noted(error))
        return
    with parts.store.writing() as connection:
        outcome: delivery_rows.Outcome = "unknown" if may_have_arrived else "waiting"
        next_at = now + timedelta(seconds=step.after)
        delivery_rows.put_off(connection, delivery.id, next_at, noted(error), outcome=outcome)
    parts.metrics.deliveries.labels(delivery.target, "put_off").inc()
    log.warning("delivery_put_off", delivery=delivery.id, target=delivery.target, cause=error.cause, after=step.after)
    if step.tell and _is_to_be_told(delivery):
        _tell(parts, delivery)
    raise Again(step.after)


def _lost(parts: Parts, delivery: Delivery, outcome: delivery_rows.Outcome, error: str) -> None:
    """It will not arrive by itself: the customer hears of a case, colleagues of an act."""
    write = _settling(parts, delivery, outcome, error)
    if delivery.target == ORIGIN:
        agent_events.refused(parts, delivery, write)
    elif _is_to_be_told(delivery):
        _tell(parts, delivery, write)
    else:
        with parts.store.writing() as connection:
            write(connection)


def _is_to_be_told(delivery: Delivery) -> bool:
    """The customer hears once that a hand-off has not arrived; the case stands at the desk all the while."""
    return not delivery.told and delivery.type == "case.opened"


def _tell(parts: Parts, delivery: Delivery, also: happening.Also | None = None) -> None:
    def write(connection: Connection) -> None:
        delivery_rows.tell(connection, delivery.id)
        if also is not None:
            also(connection)

    def say() -> None:
        happening.failed(parts, delivery.conversation, delivery.code, "hand_off", write)

    _say(parts, delivery, write, say)
