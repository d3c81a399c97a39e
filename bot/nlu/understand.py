"""Understanding a message: the same steps as the spaCy pipeline, called directly, so that nothing else need be loaded."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from bot.errors import ModelError
from bot.message import FALLBACK, Entity, Intent, Masked, Parse
from bot.nlu.clauses import cuts, stretches
from bot.nlu.entities import incident_time
from bot.nlu.entities.recognise import Grammars, recognise
from bot.nlu.linear import LinearModel
from bot.nlu.neutral import neutral
from bot.nlu.problems import Asked, Cutting, asked, cutting_from
from bot.text import read, sound
from bot.text.language import language
from bot.text.masking import mask

COMPONENTS = ("tiepnhan_entities", "tiepnhan_clauses", "tiepnhan_intents")
"""The pipeline that this module is equal to; a model with other components is read through spaCy."""

RANKED = 10
"""So many intents a ranking holds, as Rasa's does; doc.cats has them all."""

META = "tiepnhan"
"""Key of the model's meta.json under which our own facts stand."""


class Understander:
    """A trained model that reads messages; it may be called from any number of threads.

    Attributes:
        grammars: which entities are looked for.
        model: the weights of the intents.
        cutting: when a message is taken to hold two problems.
        facts: what the training run wrote down: package, data_hash, labels_hash, messages, held_out.
    """

    def __init__(
        self, grammars: Grammars, model: LinearModel, cutting: Cutting, facts: dict[str, object] | None = None
    ) -> None:
        self.grammars = grammars
        self.model = model
        self.cutting = cutting
        self.facts = facts or {}

    @classmethod
    def load(cls, folder: Path, *, threshold: float | None = None) -> Understander:
        """Loads a trained model.

        Args:
            folder: where `tiepnhan train` put it.
            threshold: another threshold than the model's own.

        Raises:
            ModelError: there is none, it cannot be read, or it has components that only spaCy can run.
        """
        if not (folder / "meta.json").is_file():
            raise ModelError(f"there is no model in {folder}: run `tiepnhan train --model {folder}`")
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            if tuple(meta["pipeline"]) != COMPONENTS:
                raise ModelError(f"the model in {folder} has other components ({meta['pipeline']}): use spacy.load")
            grammars = Grammars.from_json(json.loads((folder / "tokenizer").read_text(encoding="utf-8")))
            model = LinearModel.from_disk(folder / COMPONENTS[2]).with_threshold(threshold)
            return cls(grammars, model, cutting_from(folder / COMPONENTS[2]), meta.get(META, {}))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the model in {folder} cannot be read ({error}): train it again") from error

    def parse(self, text: str, now: datetime, masked: tuple[Masked, ...] = ()) -> Parse:
        """What a message says.

        Args:
            text: the message; secrets in it are masked first.
            now: the time against which "tối qua" is read; aware.
            masked: stretches that were dots already when the message came.
        """
        hidden, found = mask(sound(text))
        hidden_parts = tuple(sorted({*masked, *found}, key=lambda each: each.start))
        entities = recognise(hidden, self.grammars, hidden_parts)
        message = read(neutral(hidden, entities))
        named = [(entity.kind, entity.start, entity.end) for entity in entities]
        places = cuts(message, stretches(hidden, named))
        return assemble(hidden, asked(message, places, self.model, self.cutting), entities, now)


def assemble(text: str, found: Asked, entities: tuple[Entity, ...], now: datetime) -> Parse:
    """The parts of the understanding as one value; times are resolved against now."""
    ranked = sorted(found.chances.items(), key=lambda item: -item[1])[:RANKED]
    return Parse(
        text=text,
        intent=_best(found, len(text)),
        ranking=tuple(Intent(name, round(chance, 6), 0, len(text)) for name, chance in ranked),
        intents=found.intents,
        entities=tuple(_at(entity, now) for entity in entities),
        language=language(read(text)),
    )


def _best(found: Asked, size: int) -> Intent:
    """The one intent of the whole message: what it was taken for, or the surest of its problems."""
    if not found.intents:
        return Intent(FALLBACK, 0.0, 0, size)
    return found.intents[0] if len(found.intents) == 1 else max(found.intents, key=lambda intent: intent.confidence)


def _at(entity: Entity, now: datetime) -> Entity:
    """An incident time as it lies before now; other entities as they are."""
    if entity.kind != "incident_time" or entity.value is None:
        return entity
    detail = {**entity.detail, "expression": entity.value}
    value = incident_time.resolve(entity.value, now)
    return Entity(entity.kind, entity.start, entity.end, value, entity.raw, detail)
