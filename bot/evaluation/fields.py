"""The fields of a CSV row or a JSON object -> a labelled message; the shapes that are read are told in docs/evaluation.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.evaluation.results_findings import Span
from bot.evaluation.samples import Sample
from bot.message import Masked

LABELS = ("corrected_intent", "intent", "label")
"""Keys that may hold the label, the surest first: in an export of conversations `corrected_intent` is what a person
said, `intent` may be what the model had guessed."""

_EXPORT = "conversation"
"""A key that only exports of conversations have; in those a message without corrected label is no test."""


class FieldError(ValueError):
    """A record that is no labelled message; the text says why and what would put it right."""


def sample_of(values: Mapping[str, Any], *, file: str, line: int, source: str) -> Sample | None:
    """A labelled message; None where it is an exported message that nobody has labelled.

    Raises:
        FieldError: it has no text, no label, or entities that do not fit the text.
    """
    text = text_of(values, "text")
    if not text.strip():
        raise FieldError("there is no text in it (fill the column `text`)")
    intent = _label(values)
    entities = _entities(values, text)
    if not intent and _EXPORT in values:
        return None
    if not intent and not entities:
        raise FieldError("there is no label in it (fill the column `intent`)")
    return Sample(
        text=text,
        intent=intent,
        entities=entities,
        masked=masked_of(values, text),
        channel=text_of(values, "channel").strip(),
        region=text_of(values, "region").strip(),
        lang=(text_of(values, "lang") or text_of(values, "language")).strip(),
        looks_like=_names(values.get("not")),
        source=source,
        file=file,
        line=line,
    )


def text_of(values: Mapping[str, Any], key: str) -> str:
    """The string under a key; "" where there is none.

    Raises:
        FieldError: something else stands there.
    """
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(f"`{key}` is no string but {_kind(value)} (write it in quotes)")
    return value


def _kind(value: Any) -> str:
    """What stands there, without its content: that may be a secret."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "something else")


def _label(values: Mapping[str, Any]) -> str:
    keys = LABELS[:1] if _EXPORT in values else LABELS
    for key in keys:
        value = values.get(key)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, list):
            value = "+".join(map(str, value))
        if value is not None and not isinstance(value, str):
            raise FieldError(f"`{key}` is no string but {_kind(value)} (write the intent's name)")
        if value and value.strip():
            return value.strip()
    return ""


def _entities(values: Mapping[str, Any], text: str) -> tuple[Span, ...] | None:
    """The labelled entities; None where the file says nothing of them, or its cell is empty."""
    stated = _listed(values.get("entities"), "entities")
    return None if stated is None else tuple(_span(each, text) for each in stated)


def _listed(value: Any, key: str) -> list[Any] | None:
    """A list, or its JSON in a cell."""
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            value = json.loads(value)
        except ValueError as error:
            raise FieldError(f"`{key}` is no JSON: {error} (write a list, [] for none)") from error
    if value is not None and not isinstance(value, list):
        raise FieldError(f"`{key}` is no list (write a list, [] for none)")
    return value


def _span(stated: Any, text: str) -> Span:
    mend = '(write {"entity": name, "start": first character, "end": behind the last})'
    if not isinstance(stated, Mapping):
        raise FieldError(f"an entity is no object {mend}")
    place = _place(stated, stated.get("entity", stated.get("kind")))
    if place is None:
        raise FieldError(f"an entity has no name, start or end {mend}")
    kind, start, end = place
    if not 0 <= start < end <= len(text):
        raise FieldError(
            f"the entity {kind} from {start} to {end} is outside the text of {len(text)} characters {mend}"
        )
    value = stated.get("value")
    said = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Span(kind, start, end, said)


def _place(stated: Mapping[str, Any], kind: Any) -> tuple[str, int, int] | None:
    """Name, start and end; None where one of them is missing or something else."""
    start, end = stated.get("start"), stated.get("end")
    whole = (
        isinstance(start, int) and isinstance(end, int) and not isinstance(start, bool) and not isinstance(end, bool)
    )
    return (kind, int(start), int(end)) if isinstance(kind, str) and whole else None  # type: ignore[arg-type]


def masked_of(values: Mapping[str, Any], text: str) -> tuple[Masked, ...]:
    """The stretches that were dots already.

    Raises:
        FieldError: they are written otherwise, or do not fit the text.
    """
    found = []
    for each in _listed(values.get("masked"), "masked") or ():
        place = _place(each, each.get("kind")) if isinstance(each, Mapping) else None
        if place is None:
            raise FieldError('`masked` holds something else (write {"kind": …, "start": …, "end": …})')
        kind, start, end = place
        if not 0 <= start < end <= len(text):
            raise FieldError(f"`masked` names characters {start} to {end} of a text of {len(text)}")
        found.append(Masked(kind, start, end))
    return tuple(sorted(found, key=lambda one: one.start))


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.replace(",", " ").split())
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
