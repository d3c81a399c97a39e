"""What is told of agents' acts is what the other side reads."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.codes import make
from bot.handoff.inbound import TYPES, read_event
from bot.handoff.outbound import encode_event, event_to_json, type_of
from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Verified

CODE = make(7)
AT = datetime(2026, 11, 14, 13, 30, tzinfo=UTC)
EVENTS: tuple[AgentEvent, ...] = (
    Took("act-1", CODE, "Lan", AT),
    Replied("act-2", CODE, "Lan", AT, "Em chào anh ạ\nEm kiểm tra ngay."),
    Asks("act-3", CODE, "Lan", AT, "transaction_id"),
    HandedBack("act-4", CODE, "Lan", AT),
    Resolved("act-5", CODE, "Lan", AT),
    Verified("act-6", CODE, "Lan", AT),
    Noted("act-7", CODE, "Lan", AT, "đã gọi ngân hàng"),
)


@pytest.mark.parametrize("event", EVENTS, ids=type_of)
def test_the_other_side_reads_what_is_told(event: AgentEvent) -> None:
    assert read_event(encode_event(event_to_json(event))) == event


def test_every_type_is_told() -> None:
    assert [type_of(each) for each in EVENTS] == list(TYPES)


def test_a_repeat_has_the_same_bytes() -> None:
    kept = json.loads(json.dumps(event_to_json(EVENTS[1])))
    assert encode_event(kept) == encode_event(event_to_json(EVENTS[1]))
