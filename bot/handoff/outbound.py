"""An agent's act as it is told to the installation that sent the case: what `inbound` reads there; it sends nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import assert_never

from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Verified
from bot.message import Json


def event_to_json(event: AgentEvent) -> dict[str, Json]:
    """The event on the wire: `{"id", "type", "timestamp", "data"}`."""
    act: dict[str, Json] = {"code": event.code, "agent": event.agent}
    return {"id": event.id, "type": type_of(event), "timestamp": event.at.isoformat(), "data": act | _own(event)}


def type_of(event: AgentEvent) -> str:
    """agent.took, agent.replied, …"""
    match event:
        case Took():
            return "agent.took"
        case Replied():
            return "agent.replied"
        case Asks():
            return "agent.asks"
        case HandedBack():
            return "agent.handed_back"
        case Resolved():
            return "agent.resolved"
        case Verified():
            return "agent.verified"
        case Noted():
            return "agent.note"
        case _:
            assert_never(event)


def encode_event(event: Mapping[str, Json]) -> bytes:
    """The bytes that are signed and sent: UTF-8 JSON, the same for every repeat."""
    text = json.dumps(event, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", errors="replace")


def _own(event: AgentEvent) -> dict[str, Json]:
    match event:
        case Replied() | Noted():
            return {"text": event.text}
        case Asks():
            return {"slot": event.slot}
        case _:
            return {}
