"""What may be enqueued and who handles it: checks shared by every version of Jobs; it stores nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from bot.jobs.protocol import Handler, JobsError, Json, Lane


def accept(
    lanes: Mapping[str, Lane], kind: str, id: str, partition: str, delay: float, payload: Mapping[str, Json]
) -> tuple[Lane, dict[str, Json]]:
    """Checks a job that is to be enqueued.

    Returns:
        its lane and its payload as JSON gives it back.

    Raises:
        JobsError: see `Jobs.enqueue`.
    """
    lane = lanes.get(kind)
    if lane is None:
        raise JobsError(f"no lane for jobs of kind {kind!r}; there are {', '.join(sorted(lanes)) or 'none'}")
    if not id.strip():
        raise JobsError(f"a job of kind {kind!r} needs an id")
    if lane.partitioned and not partition:
        raise JobsError(f"job {id!r}: lane {kind!r} is partitioned, so a partition is needed")
    if not lane.partitioned and partition:
        raise JobsError(f"job {id!r}: lane {kind!r} has no partitions, but {partition!r} was given")
    if lane.partitioned and delay > 0:
        raise JobsError(f"job {id!r}: lane {kind!r} keeps an order, so its jobs take no delay")
    if not 0 <= delay < float("inf"):
        raise JobsError(f"job {id!r}: a delay is a number of seconds, 0 or more, not {delay}")
    return lane, _as_json(id, payload)


def by_kind(lanes: Iterable[Lane]) -> dict[str, Lane]:
    """Lanes under their kinds.

    Raises:
        JobsError: two lanes of one kind, or a lane in which nothing can run.
    """
    found: dict[str, Lane] = {}
    for lane in lanes:
        if lane.kind in found:
            raise JobsError(f"two lanes of kind {lane.kind!r}")
        if not lane.kind.strip() or lane.kind.startswith("_"):
            raise JobsError(f"a lane cannot be called {lane.kind!r}")
        if lane.concurrency < 1 or lane.in_hand < 1 or lane.poll <= 0 or lane.retry.attempts < 1:
            raise JobsError(f"nothing can run in lane {lane.kind!r}: {lane}")
        found[lane.kind] = lane
    return found


def match_handlers(lanes: Mapping[str, Lane], handlers: Mapping[str, Handler]) -> None:
    """Checks that every lane has a handler and every handler a lane.

    Raises:
        JobsError: one has not.
    """
    if missing := sorted(set(lanes) - set(handlers)):
        raise JobsError(f"no handler for jobs of kind {', '.join(missing)}")
    if unknown := sorted(set(handlers) - set(lanes)):
        raise JobsError(f"a handler for {', '.join(unknown)}, but no such lane")


def _as_json(id: str, payload: Mapping[str, Json]) -> dict[str, Json]:
    try:
        read: dict[str, Json] = json.loads(json.dumps(dict(payload), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        # The payload may hold what a customer wrote: the message of the JSON library names types only.
        raise JobsError(f"the payload of job {id!r} is not JSON: {error}") from None
    return read
