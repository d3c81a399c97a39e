"""What a message asks for: the intent of the whole, and each problem where it holds several; pure, no spaCy."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from bot.message import FALLBACK, Intent
from bot.nlu.clauses import Cuts, inside
from bot.nlu.linear import DAMPING, Evidence, LinearModel
from bot.text import Text
from bot.text.secret_values import DOT, LEAST_DOTS

_WORDS_SHOWN = 3
_PROBLEMS = 4
"""So many problems of one message are told apart at most."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """When a message is taken to hold two problems: a logistic curve over the best place to cut it.

    Attributes:
        margin: weight of how much more each part speaks for its own problem than for the other's, the lesser of the two,
            measured against the evidence of the whole message.
        weak: weight of a weak sign at the place (a comma, "còn").
        strong: weight of a strong one (a line break, "với lại").
        length: weight of the logarithm of the number of words.
        least: weight of the lesser probability of the two parts.
        bias: what is added.
        needed: the probability from which on the message is cut.
        minor: intents that are no problem of their own beside another: greetings, thanks, bare data.
    """

    margin: float = 5.5
    weak: float = 0.2
    strong: float = 3.7
    length: float = 2.3
    least: float = 2.0
    bias: float = -12.8
    needed: float = 0.6
    minor: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """The settings as JSON takes them."""
        return {**{name: getattr(self, name) for name in _CURVE}, "minor": sorted(self.minor)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Cutting:
        """Reads what `to_json` gave."""
        return cls(**{name: float(data[name]) for name in _CURVE}, minor=frozenset(data["minor"]))


_CURVE = ("margin", "weak", "strong", "length", "least", "bias", "needed")


@dataclass(frozen=True, slots=True)
class Place:
    """The best place to cut a stretch of words in two.

    Attributes:
        at: number of the word where the second part begins.
        first: number of the first part's intent among the model's labels.
        second: likewise of the second part's.
        facts: margin, weak, strong, length and least, as Cutting weighs them.
    """

    at: int
    first: int
    second: int
    facts: tuple[float, float, float, float, float]


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


def asked(text: Text, where: Cuts, model: LinearModel, cutting: Cutting) -> Asked:
    """What a message asks for.

    Args:
        text: the message.
        where: where a clause may begin.
        model: the trained weights.
        cutting: when a message is taken to hold two problems.
    """
    reading = reading_of(text, where, model, cutting.minor)
    if reading is None:
        return _unclear(text)
    whole = _Part(0, len(reading.evidence.spans))
    chances = reading.chances([whole])[0]
    if int(chances.argmax()) not in reading.minor and not any(map(str.isalnum, text.raw)):
        return _unclear(text)  # signs alone may nod or thank; they tell no problem
    parts = [(whole, chances)]
    found = _split(reading, cutting, whole, depth=2)
    if len(found) > 1:
        cut = list(zip(found, reading.chances(found), strict=True))
        # Where two problems are told, the whole is most like one of them. Parts that are both something else were torn.
        if chances.max() < model.threshold or int(chances.argmax()) in {int(chance.argmax()) for _, chance in cut}:
            parts = cut
    elif int(chances.argmax()) in reading.minor:
        parts = _beside_hidden(text, where, reading) or parts
    intents = tuple(_intent(text, reading.evidence, model, part, chance) for part, chance in parts[:_PROBLEMS])
    return Asked(dict(zip(model.labels, chances.tolist(), strict=True)), intents)


def _unclear(text: Text) -> Asked:
    return Asked({}, (Intent(FALLBACK, 0.0, 0, len(text.raw)),))


@dataclass(frozen=True, slots=True)
class Reading:
    """One message under one model.

    Attributes:
        evidence: what each word says.
        model: the weights.
        strengths: for each word at which a part may begin how strong the sign is.
        sums: array (words + 1, intents): what the words before each place say, measured against the whole message.
        minor: numbers of the intents that are no problem of their own.
        free: how many words before each place belong to no entity.
    """

    evidence: Evidence
    model: LinearModel
    strengths: dict[int, int]
    sums: Any
    minor: tuple[int, ...]
    free: list[int]

    def chances(self, parts: Sequence[_Part]) -> Any:
        """Calibrated probabilities of each part."""
        return _chances(self.model, self.evidence, parts)


def reading_of(text: Text, where: Cuts, model: LinearModel, minor: Iterable[str]) -> Reading | None:
    """A message under a model; None where there is no word, or the model knows no intent."""
    evidence = model.evidence(text.normal)
    count = len(evidence.spans)
    if not model.labels or not count:
        return None
    lengths = np.sqrt(evidence.masses[:, count] + DAMPING)
    sums = (evidence.scores / lengths[:, None, None]).sum(axis=0)
    sums += np.arange(count + 1)[:, None] / count * model.bias
    small = frozenset(minor)
    numbers = tuple(number for number, label in enumerate(model.labels) if label in small)
    begins = [text.normal.raw_span(*span)[0] for span in evidence.spans]
    held = [any(start <= begin < end for start, end in where.whole) for begin in begins]
    free = [0, *accumulate(not each for each in held)]
    return Reading(evidence, model, _strengths(begins, where), sums, numbers, free)


def best_place(reading: Reading, start: int, end: int, cutting: Cutting | None = None) -> Place | None:
    """Where the words from start to before end are cut best; None where they cannot be.

    With a cutting also None where even parts that are sure of themselves would not be cut, which saves scoring them.
    """
    free = reading.free
    places = [
        at
        for at in reading.strengths
        if start < at < end and min(free[at] - free[start], free[end] - free[at]) >= _LEAST_WORDS
    ]
    if not places or len(reading.model.labels) - len(reading.minor) < 2:
        return None
    before = reading.sums[places] - reading.sums[start]
    after = reading.sums[end] - reading.sums[places]
    first, second = _best_major(before, reading.minor), _best_major(after, reading.minor)
    rows = np.arange(len(places))
    margins = np.minimum(before[rows, first] - before[rows, second], after[rows, second] - after[rows, first])
    margins[first == second] = -1
    strengths = np.array([reading.strengths[at] for at in places])
    best = int(np.argmax(margins + _PREFERENCE[strengths]))
    at, strength = places[best], int(strengths[best])
    seen = (float(margins[best]), float(strength == 1), float(strength == 2), math.log(end - start))
    surest = Place(at, int(first[best]), int(second[best]), (*seen, 1.0))
    if cutting is not None and (seen[0] <= 0 or _likely(cutting, surest) < cutting.needed):
        return None
    left, right = reading.chances([_Part(start, at), _Part(at, end)])
    return replace(surest, facts=(*seen, min(float(left[surest.first]), float(right[surest.second]))))


_LEAST_WORDS = 2
_PREFERENCE = np.array([-0.1, 0.05, 0.1])
"""Of places whose margins are alike the one with a sign is taken; by strength."""


def _best_major(scores: Any, minor: Sequence[int]) -> Any:
    """For each row the best intent that is a problem of its own."""
    masked = scores.copy()
    masked[:, list(minor)] = -9
    return masked.argmax(axis=1)


def _split(reading: Reading, cutting: Cutting, part: _Part, depth: int) -> list[_Part]:
    """A part cut at its best place, and its halves likewise; the part itself where no cut is likely enough."""
    place = best_place(reading, part.start, part.end, cutting) if depth else None
    if place is None or place.facts[0] <= 0 or _likely(cutting, place) < cutting.needed:
        return [part]
    first = _split(reading, cutting, _Part(part.start, place.at), depth - 1)
    second = _split(reading, cutting, _Part(place.at, part.end), depth - 1)
    return [*first, *second]


_LEAST_BESIDE = 3
"""So many words beside a masked stretch may tell a problem; fewer are the rest of what announces it."""

_HIDDEN_CUE = re.compile(
    r"(?:(?:tài khoản|tai khoan|tk|acc)?\W{0,3}(?:mật khẩu|mat khau|mk|pass|mã|ma|số|so|căn cước|can cuoc)"
    r"(?: (?:otp|pin|xác nhận|xac nhan|xác thực|xac thuc|thẻ|the|cccd|cmnd))?|otp|pin|cccd|cmnd)\W{0,3}\Z",
    re.IGNORECASE,
)


def _beside_hidden(text: Text, where: Cuts, reading: Reading) -> list[tuple[_Part, Any]]:
    """The problems told before and behind what was masked: "mã otp của em là •••••• mà không đăng nhập được".

    That a secret or a card was sent says nothing of what is wrong, but drowns the few words that do.
    """
    begins = [text.normal.raw_span(*span)[0] for span in reading.evidence.spans]
    edges = [0]
    for start, end in where.whole:
        if DOT * LEAST_DOTS in text.raw[start:end]:
            cue = _HIDDEN_CUE.search(text.raw[max(0, start - 30) : start])
            edges += [bisect_left(begins, start - len(cue[0]) if cue else start), bisect_left(begins, end)]
    edges.append(len(begins))
    parts = [_Part(*each) for each in zip(edges[::2], edges[1::2], strict=True) if each[1] - each[0] >= _LEAST_BESIDE]
    if len(edges) == 2 or not parts:
        return []
    told = zip(parts, reading.chances(parts), strict=True)
    return [
        (part, chances)
        for part, chances in told
        if int(chances.argmax()) not in reading.minor and chances.max() >= reading.model.threshold
    ]


def _likely(cutting: Cutting, place: Place) -> float:
    weights = (cutting.margin, cutting.weak, cutting.strong, cutting.length, cutting.least)
    logit = cutting.bias + sum(weight * fact for weight, fact in zip(weights, place.facts, strict=True))
    return 1 / (1 + math.exp(-min(30.0, max(-30.0, logit))))


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


def _strengths(begins: list[int], where: Cuts) -> dict[int, int]:
    """For each word at which a part may begin how strong the sign is; words of one short form stay together."""
    strengths = {
        at: 0 for at in range(1, len(begins)) if begins[at] != begins[at - 1] and not inside(begins[at], where.whole)
    }
    at = 0
    for offset, strength in where.places:
        while at < len(begins) and begins[at] < offset:
            at += 1
        if at in strengths:
            strengths[at] = max(strengths[at], strength)
    return strengths


def _because(text: Text, evidence: Evidence, part: _Part, label: int) -> tuple[str, ...]:
    """The words of a part that speak most for an intent, strongest first, as the customer wrote them."""
    lengths = np.sqrt(evidence.masses[:, part.end] - evidence.masses[:, part.start] + DAMPING)
    sums = (evidence.scores[:, part.start : part.end + 1, label] / lengths[:, None]).sum(axis=0)
    weight = sums[1:] - sums[:-1]
    shown: list[str] = []
    for at in np.argsort(-weight)[: 2 * _WORDS_SHOWN]:
        start, end = text.normal.raw_span(*evidence.spans[part.start + int(at)])
        word = text.raw[start:end]
        if weight[at] > 0 and word not in shown and any(char.isalnum() for char in word):
            shown.append(word)
    return tuple(shown[:_WORDS_SHOWN])


CUTTING = "cutting.json"
"""The file of a model folder that holds the settings."""


def cutting_from(folder: Path) -> Cutting:
    """Reads the settings from a model folder."""
    return Cutting.from_json(json.loads((folder / CUTTING).read_text(encoding="utf-8")))
