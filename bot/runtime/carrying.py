"""Effects of a decision become rows, deliveries and timers, all in the turn's own transaction; nothing leaves the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from bot.case import Case
from bot.jobs.protocol import Json
from bot.runtime.bell import DESK
from bot.runtime.context import Context
from bot.runtime.parcels import closed_body, message_body, opened_body, rated_body, updated_body
from bot.runtime.parts import ORIGIN, Parts
from bot.store import button_rows, case_rows, delivery_rows, evidence_rows, messages
from bot.store.inserting import insert_once
from bot.store.tables import notices_given
from bot.triage import (
    AddToCase,
    CloseCase,
    DeleteMessage,
    Effect,
    HandOff,
    NoticeGiven,
    OpenCase,
    RateCase,
    Reply,
    StartTimer,
    UpdateCase,
    render,
)

WEB = frozenset({"web", "terminal", "hotline"})
"""Channels whose replies are rows and nothing else."""




def carry(context: Context, effects: Iterable[Effect]) -> None:
    """Carries effects out, in their order; cases are written first, since the others speak of them."""
    wanted = tuple(effect for effect in effects if not _is_anothers(context, effect))
    for effect in wanted:
        if isinstance(effect, OpenCase | UpdateCase):
            _keep(context, effect.case, new=isinstance(effect, OpenCase))
    for effect in wanted:
        _carry(context, effect)
    handed = {effect.code for effect in wanted if isinstance(effect, HandOff | CloseCase)}
    for effect in wanted:
        if isinstance(effect, UpdateCase) and effect.case.is_with_humans and effect.case.code not in handed:
            _post(context, "case.updated", effect.case.code, f"v{context.turn}", updated_body(context, effect.case))


def _is_anothers(context: Context, effect: Effect) -> bool:
    """Whether it would change a case that this conversation only joined by its link: it adds to it, and no more."""
    match effect:
        case OpenCase() | UpdateCase():
            return effect.case.code == context.row.linked_code
        case HandOff() | CloseCase() | RateCase():
            return effect.code == context.row.linked_code
        case _:
            return False


def _carry(context: Context, effect: Effect) -> None:
    match effect:
        case OpenCase() | UpdateCase():
            pass
        case Reply():
            _reply(context, effect)
        case HandOff():
            _hand_off(context, effect)
        case AddToCase():
            _add(context, effect)
        case CloseCase():
            _post(context, "case.closed", effect.code, f"x{context.turn}", closed_body(context, effect.code))
        case RateCase():
            case_rows.rate(context.connection, effect.code, effect.rating, context.now)
            _post(context, "case.rated", effect.code, f"r{context.turn}", rated_body(effect.code, effect.rating))
        case StartTimer():
            _start(context, effect)
        case DeleteMessage():
            _delete(context, effect.message_id)
        case NoticeGiven():
            values = {"conversation": context.row.id, "version": effect.version}
            insert_once(
                context.connection, notices_given, {**values, "at": context.now, "message": effect.message_id}
            )
        case _:
            assert_never(effect)


def _keep(context: Context, case: Case, *, new: bool) -> None:
    before = context.before.get(case.code)
    case_rows.save(context.connection, context.row.id, case, before, actor=context.actor)
    known = before.evidence if before is not None else ()
    refs = [each.ref for each in case.evidence if each not in known]
    if refs:
        evidence_rows.belong(context.connection, refs, case.code)
    if new:
        context.parts.metrics.cases.labels(case.kind).inc()


def _reply(context: Context, effect: Reply) -> None:
    said = render(context.parts.domain, effect)
    buttons = []
    for button in said.buttons:
        id = context.parts.buttons.make(context.parts.draw_bytes(12), context.row.id)
        key = context.parts.buttons.read(id, context.row.id)
        button_rows.add(context.connection, context.row.id, key, button, context.now)
        buttons.append({"id": id, "title": button.title})
    row, seq = messages.add(
        context.connection,
        context.row.id,
        "assistant",
        said.text,
        context.now,
        buttons=buttons,
        response=said.response,
        case_code=effect.code or None,
        turn=context.turn,
    )
    if context.row.channel not in WEB:
        body = {"seq": seq, "text": said.text, "buttons": buttons, "lang": said.language}
        send(context, f"m{row}", target=context.row.channel, type="reply", code=effect.code, body=body)


def _hand_off(context: Context, effect: HandOff) -> None:
    case_rows.hand_over(context.connection, effect.code, effect.not_agents)
    context.parts.metrics.handed_over.labels(effect.reason).inc()
    context.topics.add(DESK)
    _post(context, "case.opened", effect.code, f"o{context.turn}", opened_body(context, effect))


def _add(context: Context, effect: AddToCase) -> None:
    case_rows.count_unread(context.connection, effect.code, len(effect.message_ids) or 1)
    if effect.evidence:
        evidence_rows.belong(context.connection, [each.ref for each in effect.evidence], effect.code)
    context.topics.add(DESK)
    _post(context, "case.message", effect.code, f"a{context.turn}", message_body(context, effect))


def _post(context: Context, type: str, code: str, name: str, body: object) -> None:
    """A parcel for every hand-off target beside the desk, which reads the same rows."""
    for target in context.parts.targets:
        id = f"{target}-{code}-{name}"
        _send(context, id, target=target, partition=code, type=type, code=code, body=body)


def send(context: Context, id: str, *, target: str, type: str, code: str, body: object) -> None:
    """Something for the customer's own channel, in order within the conversation."""
    _send(context, id, target=target, partition=context.row.id, type=type, code=code, body=body)


def _send(context: Context, id: str, *, target: str, partition: str, type: str, code: str, body: object) -> None:
    new = delivery_rows.add(
        context.connection,
        id,
        target=target,
        partition=partition,
        conversation=context.row.id,
        type=type,
        code=code,
        body=body,  # type: ignore[arg-type]
        at=context.now,
    )
    lane = lane_of(context.parts, target)
    if new and lane in context.parts.lanes:
        context.parts.jobs.enqueue(
            context.connection,
            lane,
            f"d-{id}",
            partition=f"{target}:{partition}",
            payload={"delivery": id},
        )


def lane_of(parts: Parts, target: str) -> str:
    """The lane of deliveries to a target: hand-offs, and agents' acts on their way back, have one of their own."""
    return "handoff" if target == ORIGIN or target in parts.targets else "out"


def _start(context: Context, effect: StartTimer) -> None:
    payload: dict[str, Json] = {"conversation": context.row.id, "kind": effect.kind, "version": effect.version}
    id = f"t-{context.row.id}-{effect.version}-{effect.kind}"
    context.parts.jobs.enqueue(context.connection, "later", id, delay=effect.seconds, payload=payload)


def _delete(context: Context, message_id: str) -> None:
    messages.remove(context.connection, context.row.id, message_id, context.now)
    if context.row.channel not in WEB:
        body = {"message": message_id}
        send(context, f"x{context.turn}", target=context.row.channel, type="delete", code="", body=body)
