"""The published JSON schema of what goes to a helpdesk and what comes back; it describes and checks nothing itself."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.handoff.bodies import Delivery
from bot.handoff.inbound import ActSent, QuestionSent, WordsSent

DELIVERIES: tuple[type[BaseModel], ...] = get_args(Delivery)
EVENTS: tuple[type[BaseModel], ...] = (ActSent, WordsSent, QuestionSent)


def handoff_schema() -> dict[str, Any]:
    """A schema that any message in either direction fits; `$defs/Delivery` and `$defs/AgentEvent` are the two directions.

    It says exactly what this version writes and reads; a receiver should bear properties and types that it does not
    know, which later versions may add.
    """
    # Each direction as its writer writes it: what we send is serialized here, what we are sent is validated.
    out, shared = models_json_schema([(model, "serialization") for model in DELIVERIES])
    back, more = models_json_schema([(model, "validation") for model in EVENTS])
    defs = {**shared["$defs"], **more["$defs"]}
    defs["Delivery"] = {"title": "From Tiếp Nhận to the helpdesk", "oneOf": list(out.values())}
    defs["AgentEvent"] = {"title": "From the helpdesk to Tiếp Nhận", "oneOf": list(back.values())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Hand-off by signed webhook",
        "oneOf": [{"$ref": "#/$defs/Delivery"}, {"$ref": "#/$defs/AgentEvent"}],
        "$defs": dict(sorted(defs.items())),
    }
