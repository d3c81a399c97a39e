"""The spaCy pipeline: builds it, and turns its Docs into Parses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.errors import ModelError
from bot.message import Entity, Intent, Parse
from bot.nlu import clause_component, entity_component, intent_component
from bot.nlu.entities.recognise import Grammars
from bot.nlu.intent_component import FOUND, Intents
from bot.nlu.linear import LinearModel
from bot.nlu.problems import Asked, Cutting
from bot.nlu.tokenizer import Tokenizer
from bot.nlu.understand import COMPONENTS, assemble

_TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "tiepnhan.Tokenizer.v1"}}}
_MODULES = (clause_component, entity_component, intent_component)
"""Imported for their factories: spaCy knows them by entry point only once the package is installed."""

if not Doc.has_extension("now"):
    Doc.set_extension("now", default=None)


def build(grammars: Grammars, model: LinearModel, cutting: Cutting) -> Language:
    """A pipeline around a trained model.

    Args:
        grammars: which entities are looked for.
        model: the intent model.
        cutting: when a message is taken to hold two problems.
    """
    nlp = spacy.blank("vi", config=_TOKENIZER)
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise ModelError("spaCy made another tokenizer than ours: is an entry point of the same name installed?")
    tokenizer.grammars = grammars
    for name in COMPONENTS:
        nlp.add_pipe(name)
    component = nlp.get_pipe("tiepnhan_intents")
    if not isinstance(component, Intents):
        raise ModelError("spaCy made another intent component than ours")
    component.model, component.cutting = model, cutting
    return nlp


def to_parse(doc: Doc, now: datetime) -> Parse:
    """A Doc of the pipeline as a plain value; times are resolved against now, or against `doc._.now` where it is set."""
    stated = doc._.now
    moment = datetime.fromisoformat(stated) if isinstance(stated, str) else stated or now
    found = Asked(doc.cats, tuple(_intent(each) for each in doc.user_data.get(FOUND, ())))
    return assemble(doc.text, found, tuple(_entity(doc, index) for index in range(len(doc.ents))), moment)


def _intent(data: Mapping[str, Any]) -> Intent:
    return Intent(data["name"], data["confidence"], data["start"], data["end"], tuple(data["because"]))


def _entity(doc: Doc, index: int) -> Entity:
    span = doc.ents[index]
    start, end = span.start_char, span.end_char
    return Entity(span.label_, start, end, span._.value, doc.text[start:end], dict(span._.detail or {}))
