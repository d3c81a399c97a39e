"""domain.yml's text as vocabulary, with a finding for each mistake; it knows nothing of triage.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain_values import PLACEHOLDER, Button, Slot, Variation
from bot.domain_yaml import Field, Record, did_you_mean
from bot.message import Json

RASA_KEYS = (
    "version", "intents", "entities", "slots", "responses", "forms", "actions", "session_config", "config",
    "e2e_actions",
)
SLOT_TYPES = ("text", "any", "list", "float", "bool", "categorical")
MAPPING_TYPES = ("from_entity", "from_text", "from_intent", "from_trigger_intent", "custom")
MAPPING_KEYS = ("entity", "intent", "not_intent", "value", "role", "group", "conditions", "action")
SLOT_KEYS = ("initial_value", "influence_conversation", "values", "min_value", "max_value")
VARIATION_KEYS = ("buttons", "channel", "condition", "metadata", "id", "image")
NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
PAYLOAD = re.compile(r"/([a-z][a-z0-9_]{0,60})(\{.{0,300}\})?", re.DOTALL)
BRACES = re.compile(r"\{\{|\}\}|\{[^{}]{0,80}\}|[{}]")
TITLE_LENGTH = 64
DEFAULT_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Form:
    """A form as domain.yml has it: the slots that it asks for, each with its place."""

    place: Field
    asks: tuple[tuple[str, Field], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What domain.yml says; the places are kept for the checks that need both files."""

    top: Field
    intents: Mapping[str, Field]
    entities: Mapping[str, Field]
    slots: Mapping[str, Slot]
    slot_places: Mapping[str, Field]
    forms: Mapping[str, Form]
    responses: Mapping[str, tuple[Variation, ...]]
    response_places: Mapping[str, Field]


def read_vocabulary(top: Field) -> Vocabulary:
    """The vocabulary in a domain.yml; mistakes go to the field's findings."""
    record = top.record(("version", "intents", "entities", "slots", "forms", "responses"), RASA_KEYS)
    intents = _declared(record, "intents")
    entities = _declared(record, "entities")
    slot_places = record.mapping("slots")
    slots = {name: _slot(name, place, entities) for name, place in slot_places.items()}
    response_places = record.mapping("responses")
    return Vocabulary(
        top=top,
        intents=intents,
        entities=entities,
        slots=slots,
        slot_places=slot_places,
        forms={name: _form(place, slots) for name, place in record.mapping("forms").items()},
        responses={name: _variations(name, place, intents, slots) for name, place in response_places.items()},
        response_places=response_places,
    )


def _declared(record: Record, key: str) -> dict[str, Field]:
    """Names of a list, each plain or with Rasa's options behind it (`- greet: {use_entities: []}`)."""
    declared: dict[str, Field] = {}
    for item in record.items(key):
        options = item.mapping() if item.has_names() else {item.text(): item}
        for name, entry in options.items():
            if name in declared:
                entry.fault(f"{name} stands twice", f"remove one; the first is in line {declared[name].line}")
            elif NAME.fullmatch(name):
                declared[name] = entry
            elif name:
                entry.fault(f"{name!r} is no name", "use small letters, digits and _: slow_withdrawal")
    return declared


def _slot(name: str, place: Field, entities: Mapping[str, Field]) -> Slot:
    record = place.record(("type", "mappings"), SLOT_KEYS)
    kind = record.text("type")
    if kind and kind not in SLOT_TYPES:
        record.at("type").fault(f"{kind} is no slot type of Rasa", did_you_mean(kind, SLOT_TYPES, "use text or any"))
    sources = [_mapping(mapping, entities) for mapping in record.items("mappings")]
    initial = record.at("initial_value").value() if record.get("initial_value") else None
    if name.startswith("fact_"):
        _check_fact(record, kind, initial)
    return Slot(name, kind, tuple(filter(None, sources)), initial, {}, place.line)


def _mapping(place: Field, entities: Mapping[str, Field]) -> str:
    """The entity that a slot mapping takes, or ""."""
    record = place.record(("type",), MAPPING_KEYS)
    kind = record.text("type")
    if kind and kind not in MAPPING_TYPES:
        record.at("type").fault(f"{kind} is no slot mapping of Rasa", did_you_mean(kind, MAPPING_TYPES, "use custom"))
    if kind != "from_entity":
        return ""
    entity = record.text("entity")
    if not record.get("entity"):
        place.fault("entity is missing", "add `entity: <name>`")
    elif entity and entity not in entities:
        mend = did_you_mean(entity, entities, "add it to entities")
        record.at("entity").fault(f"entity {entity} is not declared", mend)
    return entity


def _check_fact(record: Record, kind: str, initial: Json) -> None:
    if kind and kind != "text":
        record.at("type").fault("a fact is a text", "write `type: text`")
    if not isinstance(initial, str) or not initial.strip():
        record.at("initial_value").fault(
            "a fact needs its words", 'write `initial_value: "…"`, or "[WORDS IN BRACKETS]" as a placeholder')
    if not record.get("influence_conversation") or record.flag("influence_conversation"):
        record.at("influence_conversation").fault(
            "a fact must not steer Rasa's dialogue", "write `influence_conversation: false`")


def _form(place: Field, slots: Mapping[str, Slot]) -> Form:
    asks: dict[str, Field] = {}
    for item in place.record(("required_slots",), ("ignored_intents",)).items("required_slots"):
        name = item.text()
        if name in asks:
            item.fault(f"slot {name} stands twice", "remove one")
        elif name and name not in slots:
            item.fault(f"slot {name} is not declared", did_you_mean(name, slots, "add it to slots"))
        elif name:
            asks[name] = item
    return Form(place, tuple(asks.items()))


def _variations(
    name: str, place: Field, intents: Mapping[str, Field], slots: Mapping[str, Slot]
) -> tuple[Variation, ...]:
    if not name.startswith("utter_"):
        place.fault("a response begins with utter_", f"rename it utter_{name}")
    variations = tuple(_variation(item, intents, slots) for item in place.items())
    if not variations and place.is_list():
        place.fault("has no variation", "write at least one `- text: …`")
    return variations


def _variation(place: Field, intents: Mapping[str, Field], slots: Mapping[str, Slot]) -> Variation:
    record = place.record(("text",), VARIATION_KEYS)
    text = record.text("text")
    _check_placeholders(record.at("text"), text, slots)
    return Variation(
        text=text,
        language=_language(record.items("condition")),
        channel=record.text("channel"),
        buttons=tuple(_button(button, intents, slots) for button in record.items("buttons")),
        line=place.line,
    )


def _check_placeholders(place: Field, text: str, slots: Mapping[str, Slot]) -> None:
    for match in BRACES.finditer(text):
        found = match[0]
        if found in ("{{", "}}"):
            continue
        name = PLACEHOLDER.fullmatch(found)
        if name is None:
            place.fault(f"{found} is no placeholder", "write {slot} without blanks; a brace itself is written {{ or }}")
        elif name[1] not in slots:
            place.fault(f"placeholder {found} names no slot", did_you_mean(name[1], slots, "declare it under slots"))


def _language(conditions: Iterable[Field]) -> str:
    """The language that the conditions ask for: the only condition that is understood."""
    language = DEFAULT_LANGUAGE
    for condition in conditions:
        record = condition.record(("type", "name", "value"))
        if record.get("type") and record.text("type") != "slot":
            record.at("type").fault("only conditions on a slot are understood", "write `type: slot`")
        if record.get("name") and record.text("name") != "language":
            record.at("name").fault("only the slot language is understood here", "write `name: language`")
        language = record.text("value") or language
    return language


def _button(place: Field, intents: Mapping[str, Field], slots: Mapping[str, Slot]) -> Button:
    record = place.record(("title", "payload"), ("type",))
    title = record.text("title")
    if len(title) > TITLE_LENGTH:
        record.at("title").fault(f"{len(title)} characters on a button", f"use at most {TITLE_LENGTH}")
    payload = record.text("payload")
    match = PAYLOAD.fullmatch(payload)
    if match is None:
        if payload:
            record.at("payload").fault("is no payload", 'write /intent or \'/intent{{"slot": "value"}}\'')
        return Button(title, "")
    if match[1] not in intents:
        record.at("payload").fault(
            f"intent {match[1]} is not declared", did_you_mean(match[1], intents, "add it to intents"))
    return Button(title, match[1], _payload_values(record.at("payload"), match[2] or "", slots))


def _payload_values(place: Field, written: str, slots: Mapping[str, Slot]) -> Mapping[str, Json]:
    """The slots that a payload sets; Rasa wants literal braces doubled."""
    if not written:
        return {}
    inner = written[1:-1] if written.startswith("{{") and written.endswith("}}") else ""
    try:
        values = json.loads(inner) if inner else None
    except ValueError:
        values = None
    if not isinstance(values, dict):
        place.fault(f"{written} does not set slots", 'write doubled braces around JSON: \'/inform{{"rating": 5}}\'')
        return {}
    for name in values:
        if name not in slots:
            place.fault(f"slot {name} is not declared", did_you_mean(name, slots, "add it to slots"))
    return values
