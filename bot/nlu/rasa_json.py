"""A Parse as JSON: the shape of Rasa's /model/parse, with every problem of the message and whole entities added."""

from __future__ import annotations

from typing import Any

from bot.message import Entity, Intent, Parse


def to_json(parse: Parse) -> dict[str, Any]:
    """The parse as a JSON-like dictionary.

    Returns:
        Rasa's keys `text`, `intent`, `intent_ranking`, `entities`; ours are `intents` (one for each problem, with the
        stretch that tells it), `language`, and in each entity `raw` and what else is known of it.
    """
    return {
        "text": parse.text,
        "intent": {
            "name": parse.intent.name,
            "confidence": parse.intent.confidence,
            "because": list(parse.intent.because),
        },
        "intent_ranking": [{"name": each.name, "confidence": each.confidence} for each in parse.ranking],
        "intents": [_intent(each) for each in parse.intents],
        "entities": [_entity(each) for each in parse.entities],
        "language": parse.language,
    }


def _intent(intent: Intent) -> dict[str, Any]:
    return {
        "name": intent.name,
        "confidence": intent.confidence,
        "start": intent.start,
        "end": intent.end,
        "because": list(intent.because),
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "entity": entity.kind,
        "start": entity.start,
        "end": entity.end,
        "value": entity.value,
        "raw": entity.raw,
        "extractor": "tiepnhan",
        **{name: fact for name, fact in entity.detail.items() if name != "expression"},
    }
