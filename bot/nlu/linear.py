"""The intent model: one weight per n-gram and intent, added up; it is trained elsewhere and holds no words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.errors import ModelError
from bot.nlu.features import View, grams, pieces
from bot.text.aligned import Aligned

Floats = npt.NDArray[np.float32]

DAMPING = 300.0
"""Added to the squared length of each message in each view: some ten rare n-grams' worth. Without it two chance words
would weigh as much as a whole sentence, and a message of two words would be as sure of itself as one of twenty."""

_ARRAYS = ("vocabulary", "rarity", "weights", "bias")
_DEFAULT_VIEWS = (View(False, "char", 1, 4), View(False, "word", 1, 2), View(True, "word", 1, 2))


@dataclass(frozen=True, slots=True)
class Confidence:
    """How scores become a probability: a logistic curve over four facts of a message, fitted on messages held out.

    Attributes:
        sharpness: what the scores are multiplied with before the softmax that ranks the intents.
        best: weight of the best score.
        gap: weight of its distance to the second.
        known: weight of the share of the message whose n-grams were seen in training.
        bias: what is added.
    """

    sharpness: float = 4.0
    best: float = 1.0
    gap: float = 2.0
    known: float = 0.0
    bias: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one message shows, word by word.

    Attributes:
        spans: the words, offsets into the view that was scored.
        scores: array (views, words + 1, intents): sums over the words before each place.
        masses: array (views, words + 1): the squared lengths to divide by, summed likewise.
        known: array (words + 1): how much of that mass the model knows, over all views.
        total: array (words + 1): the mass itself, over all views.
    """

    spans: Sequence[tuple[int, int]]
    scores: Floats
    masses: npt.NDArray[np.float64]
    known: npt.NDArray[np.int64]
    total: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of intents over n-grams.

    Attributes:
        labels: the intents.
        views: how messages are cut.
        vocabulary: sorted hashes of the n-grams that are known.
        rarity: the inverse document frequency of each.
        weights: array (n-grams, intents).
        bias: array (intents).
        confidence: from scores to probabilities.
        threshold: below this probability the best guess is not taken.
    """

    labels: tuple[str, ...]
    views: tuple[View, ...]
    vocabulary: npt.NDArray[np.uint64]
    rarity: Floats
    weights: Floats
    bias: Floats
    confidence: Confidence = Confidence()
    threshold: float = 0.5

    def evidence(self, view: Aligned) -> Evidence:
        """What each word of a message says for each intent."""
        spans = pieces(view.text)
        count, kinds = len(spans) + 1, len(self.views)
        hashes, places = _places(_cut(view, spans, self.views), count)
        at, seen = find(self.vocabulary, hashes)
        size = kinds * count
        total = np.bincount(places, minlength=size).reshape(kinds, count).sum(axis=0)
        at, places = at[seen], places[seen]
        order = places.argsort(kind="stable")
        at, places = at[order], places[order]
        value = self.rarity[at]
        known = np.bincount(places, minlength=size).reshape(kinds, count).sum(axis=0)
        masses = np.bincount(places, weights=value * value, minlength=size).reshape(kinds, count)
        rows = np.zeros((size, len(self.labels)), np.float32)
        if len(at):
            said = self.weights[at]
            said *= value[:, None]
            first = np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1])))
            rows[places[first]] = np.add.reduceat(said, first, axis=0)
        sums = rows.reshape(kinds, count, len(self.labels)).cumsum(axis=1)
        return Evidence(spans, sums, masses.cumsum(axis=1), known.cumsum(), total.cumsum())

    def score(self, evidence: Evidence, starts: npt.ArrayLike, ends: npt.ArrayLike) -> Floats:
        """Scores of stretches of words: array (stretches, intents).

        Args:
            evidence: of the message.
            starts: number of the first word of each stretch.
            ends: number of the word behind its last.
        """
        low, high = np.asarray(starts), np.asarray(ends)
        lengths = np.sqrt(evidence.masses[:, high] - evidence.masses[:, low] + DAMPING)
        parts = (evidence.scores[:, high] - evidence.scores[:, low]) / lengths[:, :, None]
        result: Floats = parts.sum(axis=0, dtype=np.float32) + self.bias
        return result

    def probabilities(self, scores: Floats, known: Floats) -> Floats:
        """Calibrated probabilities: array (stretches, intents), each row adding up to 1.

        Args:
            scores: as `score` gives them.
            known: for each stretch the share of its n-grams that the model knows, 0 to 1.
        """
        curve = self.confidence
        rows = np.arange(len(scores))
        first = scores.argmax(axis=1)
        best = scores[rows, first]
        others = scores.copy()
        others[rows, first] = -np.inf
        second = others.max(axis=1) if scores.shape[1] > 1 else best - 1
        logit = curve.best * best + curve.gap * (best - second) + curve.known * known + curve.bias
        top = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
        rest = np.exp(curve.sharpness * (scores - best[:, None]))
        rest[rows, first] = 0
        share = rest / np.maximum(rest.sum(axis=1, keepdims=True), 1e-9)
        highest_rest = share.max(axis=1)
        top = np.maximum(top, highest_rest / (1 + highest_rest) + 1e-6)
        if scores.shape[1] == 1:
            top = np.ones_like(top)
        result = share * (1 - top)[:, None]
        result[rows, first] = top
        chances: Floats = result.astype(np.float32)
        return chances

    def to_disk(self, folder: Path) -> None:
        """Writes arrays and JSON into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)
        (folder / "intents.json").write_text(json.dumps(self._facts(), ensure_ascii=False, indent=1), encoding="utf-8")

    def _facts(self) -> dict[str, Any]:
        return {
            "labels": list(self.labels),
            "views": [asdict(view) for view in self.views],
            "confidence": asdict(self.confidence),
            "threshold": self.threshold,
        }

    @classmethod
    def from_disk(cls, folder: Path) -> LinearModel:
        """Reads what `to_disk` wrote; the arrays stay on disk until they are used.

        Raises:
            ModelError: a file is missing or not what it should be.
        """
        try:
            facts = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
            arrays = {
                name: np.asarray(np.load(folder / f"{name}.npy", allow_pickle=False, mmap_mode="r")) for name in _ARRAYS
            }
            model = _assemble(facts, arrays)
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise ModelError(f"{folder} holds no intent model that can be read ({error}): train it again") from error
        return model

    def to_bytes(self) -> bytes:
        """The model as one string of bytes: a JSON line with the sizes, then the arrays."""
        arrays = {name: np.ascontiguousarray(getattr(self, name)) for name in _ARRAYS}
        shapes = {name: [str(array.dtype), list(array.shape)] for name, array in arrays.items()}
        head = json.dumps({**self._facts(), "arrays": shapes}, ensure_ascii=False).encode()
        return head + b"\n" + b"".join(arrays[name].tobytes() for name in _ARRAYS)

    @classmethod
    def from_bytes(cls, data: bytes) -> LinearModel:
        """Reads what `to_bytes` wrote.

        Raises:
            ModelError: these are other bytes.
        """
        try:
            head, _, body = data.partition(b"\n")
            facts = json.loads(head)
            arrays, at = {}, 0
            for name in _ARRAYS:
                dtype, shape = np.dtype(facts["arrays"][name][0]), facts["arrays"][name][1]
                size = dtype.itemsize * int(np.prod(shape))
                arrays[name] = np.frombuffer(body[at : at + size], dtype).reshape(shape)
                at += size
            return _assemble(facts, arrays)
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"these bytes are no intent model ({error})") from error

    def with_threshold(self, threshold: float | None) -> LinearModel:
        """The same model with another threshold; None leaves its own."""
        return self if threshold is None else replace(self, threshold=threshold)


def untrained() -> LinearModel:
    """A model that knows no intent: every message is a fallback."""
    none = np.zeros(0, np.float32)
    return LinearModel((), _DEFAULT_VIEWS, np.zeros(0, np.uint64), none, np.zeros((0, 0), np.float32), none)


def _assemble(facts: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> LinearModel:
    model = LinearModel(
        labels=tuple(facts["labels"]),
        views=tuple(View(**view) for view in facts["views"]),
        confidence=Confidence(**facts["confidence"]),
        threshold=float(facts["threshold"]),
        **arrays,
    )
    wanted = (len(model.vocabulary), len(model.labels))
    if model.weights.shape != wanted or model.rarity.shape != wanted[:1] or model.bias.shape != wanted[1:]:
        raise ValueError("the arrays do not fit one another")
    return model


def _cut(
    view: Aligned, spans: list[tuple[int, int]], views: tuple[View, ...]
) -> list[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]]:
    """The n-grams of a message for each view, salted so that views share no n-gram."""
    found: dict[int, tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]] = {}
    for accents in {each.accents for each in views}:
        numbers = [number for number, each in enumerate(views) if each.accents == accents]
        text = view.text if accents else view.plain
        for number, cut in zip(numbers, grams(text, spans, tuple(views[n] for n in numbers)), strict=True):
            found[number] = (cut.hashes ^ np.uint64((number + 1) * 0x1000193 * 2**32), cut.words)
    return [found[number] for number in range(len(views))]


def _places(
    cuts: list[tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]], count: int
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """All n-grams of all views, and for each the row (view, word) that it belongs to, flattened; word 0 is kept free."""
    hashes = np.concatenate([hashes for hashes, _ in cuts])
    places = np.concatenate([words + (number * count + 1) for number, (_, words) in enumerate(cuts)])
    return hashes, places


def find(
    vocabulary: npt.NDArray[np.uint64], hashes: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Where each hash stands in the sorted vocabulary, and whether it stands there at all."""
    if not len(vocabulary):
        return np.zeros(len(hashes), np.int64), np.zeros(len(hashes), np.bool_)
    at = np.searchsorted(vocabulary, hashes)
    at[at == len(vocabulary)] = 0
    return at, vocabulary[at] == hashes


def cut(view: Aligned, views: tuple[View, ...]) -> list[npt.NDArray[np.uint64]]:
    """The n-grams of a message for each view, as training needs them."""
    return [hashes for hashes, _ in _cut(view, pieces(view.text), views)]
