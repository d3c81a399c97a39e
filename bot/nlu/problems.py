"""What a message asks for: the intent of the whole, and each problem where it holds several; pure, no spaCy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.message import FALLBACK, Intent
from bot.nlu.linear import Evidence, LinearModel
from bot.text import Text

_WORDS_SHOWN = 3
_PROBLEMS = 4
"""So many problems of one message are told apart at most."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """When a message is taken to hold two problems.

    Attributes:
        needs: the probability that both parts must have, by strength of the place: anywhere, a weak sign, a strong one.
        minor: intents that are no problem of their own beside another: greetings, thanks, bare data.
        words: a part has at least so many words.
    """

    needs: tuple[float, float, float] = (0.8, 0.65, 0.55)
    minor: frozenset[str] = frozenset()
    words: int = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks for.

    Attributes:
        chances: the probability of each intent for the whole message; empty where nothing can be said.
        intents: one entry for each problem, in the order told; at least one.
    """

    chances: dict[str, float]
    intents: tuple[Intent, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of words: from `start` to before `end`."""

    start: int
    end: int


def asked(text: Text, cuts: Iterable[Sequence[int]], model: LinearModel, cutting: Cutting) -> Asked:
    """What a message asks for.

    Args:
        text: the message.
        cuts: where a clause may begin, as bot.nlu.clauses.cuts gives them.
        model: the trained weights.
        cutting: when a message is taken to hold two problems.
    """
    evidence = model.evidence(text.normal)
    if not model.labels or not evidence.spans:
        return Asked({}, (Intent(FALLBACK, 0.0, 0, len(text.raw)),))
    whole = _Part(0, len(evidence.spans))
    chances = _chances(model, evidence, [whole])[0]
    parts = _problems(_Reading(text, evidence, model, cutting), _strengths(text, evidence, cuts), whole, chances)
    intents = tuple(_intent(text, evidence, model, part, chance) for part, chance in parts)
    return Asked(dict(zip(model.labels, chances.tolist(), strict=True)), intents)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One message under one model."""

    text: Text
    evidence: Evidence
    model: LinearModel
    cutting: Cutting

    def chances(self, parts: Sequence[_Part]) -> Any:
        return _chances(self.model, self.evidence, parts)

    def minor(self, chances: Any) -> Any:
        """For each row whether its best guess is no problem of its own."""
        minor = np.array([label in self.cutting.minor for label in self.model.labels])
        return minor[chances.argmax(axis=1)]


def _problems(
    reading: _Reading, strengths: dict[int, int], whole: _Part, chances: Any
) -> list[tuple[_Part, Any]]:
    """The message's parts, one for each problem, with the probabilities of each."""
    merged: list[tuple[_Part, Any]] = []
    for part, chance in _cut(reading, strengths, whole, depth=2):
        if merged and merged[-1][1].argmax() == chance.argmax():
            joined = _Part(merged[-1][0].start, part.end)
            merged[-1] = (joined, reading.chances([joined])[0])
        else:
            merged.append((part, chance))
    if len({int(chance.argmax()) for _, chance in merged}) < 2:
        return [(whole, chances)]
    return merged[:_PROBLEMS]


def _cut(reading: _Reading, strengths: dict[int, int], part: _Part, depth: int) -> list[tuple[_Part, Any]]:
    """The best way to cut a part in two, and its halves likewise; the part itself where no cut is good enough."""
    cutting = reading.cutting
    places = [at for at in strengths if part.start + cutting.words <= at <= part.end - cutting.words]
    if not depth or not places:
        return [(part, reading.chances([part])[0])]
    left = reading.chances([_Part(part.start, at) for at in places])
    right = reading.chances([_Part(at, part.end) for at in places])
    needs = np.array([cutting.needs[strengths[at]] for at in places])
    lowest = np.minimum(left.max(axis=1), right.max(axis=1))
    good = (lowest >= needs) & (left.argmax(axis=1) != right.argmax(axis=1))
    good &= ~reading.minor(left) & ~reading.minor(right)
    if not good.any():
        return [(part, reading.chances([part])[0])]
    worth = (lowest - needs) + 0.2 * (left.max(axis=1) + right.max(axis=1))
    at = places[int(np.argmax(np.where(good, worth, -1)))]
    before, after = _Part(part.start, at), _Part(at, part.end)
    return [*_cut(reading, strengths, before, depth - 1), *_cut(reading, strengths, after, depth - 1)]


def _intent(text: Text, evidence: Evidence, model: LinearModel, part: _Part, chances: Any) -> Intent:
    """The guess for one part, with the words that decided it."""
    best = int(chances.argmax())
    start, _ = text.normal.raw_span(*evidence.spans[part.start])
    _, end = text.normal.raw_span(*evidence.spans[part.end - 1])
    name = model.labels[best] if chances[best] >= model.threshold else FALLBACK
    return Intent(name, round(float(chances[best]), 6), start, end, _because(text, evidence, part, best))


def _chances(model: LinearModel, evidence: Evidence, parts: Sequence[_Part]) -> Any:
    """Calibrated probabilities of each part."""
    starts = np.array([part.start for part in parts])
    ends = np.array([part.end for part in parts])
    total = np.maximum(evidence.total[ends] - evidence.total[starts], 1)
    known = (evidence.known[ends] - evidence.known[starts]) / total
    return model.probabilities(model.score(evidence, starts, ends), known)


def _strengths(text: Text, evidence: Evidence, cuts: Iterable[Sequence[int]]) -> dict[int, int]:
    """For each word at which a part may begin how strong the sign is; words of one short form stay together."""
    begins = [text.normal.raw_span(*span)[0] for span in evidence.spans]
    inside = {at for at in range(1, len(begins)) if begins[at] == begins[at - 1]}
    strengths = {at: 0 for at in range(1, len(begins)) if at not in inside}
    at = 0
    for offset, strength in cuts:
        while at < len(begins) and begins[at] < offset:
            at += 1
        if at in strengths:
            strengths[at] = max(strengths[at], strength)
    return strengths


def _because(text: Text, evidence: Evidence, part: _Part, label: int) -> tuple[str, ...]:
    """The words of a part that speak most for an intent, strongest first, as the customer wrote them."""
    weight = np.zeros(part.end - part.start, np.float32)
    for sums, masses in zip(evidence.scores, evidence.masses, strict=True):
        length = np.sqrt(max(float(masses[part.end] - masses[part.start]), 1e-9))
        weight += np.diff(sums[part.start : part.end + 1, label]) / length
    shown: list[str] = []
    for at in np.argsort(-weight)[: 2 * _WORDS_SHOWN]:
        start, end = text.normal.raw_span(*evidence.spans[part.start + int(at)])
        word = text.raw[start:end]
        if weight[at] > 0 and word not in shown and any(char.isalnum() for char in word):
            shown.append(word)
    return tuple(shown[:_WORDS_SHOWN])


CUTTING = "cutting.json"
"""The file of a model folder that holds the settings."""


def cutting_json(cutting: Cutting) -> dict[str, Any]:
    """The settings as JSON takes them."""
    return {"needs": list(cutting.needs), "minor": sorted(cutting.minor), "words": cutting.words}


def read_cutting(data: dict[str, Any]) -> Cutting:
    """Reads what `cutting_json` gave."""
    anywhere, weak, strong = data["needs"]
    return Cutting((anywhere, weak, strong), frozenset(data["minor"]), int(data["words"]))


def cutting_from(folder: Path) -> Cutting:
    """Reads the settings from a model folder."""
    return read_cutting(json.loads((folder / CUTTING).read_text(encoding="utf-8")))
