"""Fitting when a message is cut in two: from calibration messages with one problem and with two; needs scipy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from bot.nlu.clauses import cuts, stretches
from bot.nlu.entities.recognise import Grammars, recognise
from bot.nlu.fitting import logistic
from bot.nlu.linear import LinearModel
from bot.nlu.neutral import neutral
from bot.nlu.problems import Cutting, best_place, reading_of
from bot.nlu.rasa_yaml import Example
from bot.text import read
from bot.text.masking import mask

_ENOUGH = 20
"""With fewer messages of either kind the settings that the package brings are kept."""

_WEIGHT = 4.0
"""A missed second problem is so many times as dear as a cut too many, which costs the customer one offer."""


def fit_cutting(model: LinearModel, examples: Iterable[Example], grammars: Grammars, minor: Iterable[str]) -> Cutting:
    """The curve that tells messages with two problems from the others.

    Args:
        model: the trained weights.
        examples: calibration messages; two problems are labelled "a+b".
        grammars: the entities, which are never cut.
        minor: intents that are no problem of their own.
    """
    cutting = Cutting(minor=frozenset(minor))
    facts, two = [], []
    for example in examples:
        hidden, masked = mask(example.text)
        entities = recognise(hidden, grammars, masked)
        text = read(neutral(hidden, entities))
        named = [(entity.kind, entity.start, entity.end) for entity in entities]
        reading = reading_of(text, cuts(text, stretches(hidden, named)), model, cutting.minor)
        place = best_place(reading, 0, len(reading.evidence.spans)) if reading else None
        if place is not None:
            facts.append((*place.facts, 1.0))
            two.append("+" in example.intent)
    if min(sum(two), len(two) - sum(two)) < _ENOUGH:
        return cutting
    rows, right = np.array(facts), np.array(two, float)
    heavy = np.repeat(np.arange(len(two)), np.where(right > 0, int(_WEIGHT), 1))
    bounds = [(0, 20), (0, 5), (0, 8), (0, 8), (0, 8), (-40, 0)]
    margin, weak, strong, length, least, bias = logistic(rows[heavy], right[heavy], bounds)
    return replace(
        cutting, margin=float(margin), weak=float(weak), strong=float(strong), length=float(length), least=float(least),
        bias=float(bias),
    )  # fmt: skip
