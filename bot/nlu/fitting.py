"""Fitting the intent model: labelled messages -> weights, confidence curve and threshold; needs scikit-learn."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.errors import MissingExtra, TrainingDataError
from bot.nlu.calibration import calibration_error
from bot.nlu.features import View
from bot.nlu.linear import DAMPING, Confidence, LinearModel, cut, find
from bot.nlu.noise import noisy
from bot.text import fold as folded
from bot.text import read

try:
    import scipy.sparse as sparse
    from scipy.optimize import minimize
    from sklearn.svm import LinearSVC
except ImportError as missing:
    raise MissingExtra("training needs scikit-learn: pip install 'tiepnhan[train]'") from missing

Progress = Callable[[str, float], None]
"""Called with the name of a step and the share of the work that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is fitted.

    Attributes:
        views: how messages are cut into n-grams.
        costs: values to choose the support vector machine's C from, by what the folds show.
        seen: an n-gram counts when so many messages hold it.
        folds: parts of the data, each held out once, from which the confidence curve is fitted.
        accepted_right: share of right guesses that the threshold aims at among those that it accepts.
        noisy_copies: copies of each message with slips and short forms that are learnt beside it; None is one where the
            messages are informal themselves, and none where they are written as in a book.
        seed: of the folds and the copies.
    """

    views: tuple[View, ...] = (View(False, "char", 1, 4), View(False, "word", 1, 2), View(True, "word", 1, 2))
    costs: tuple[float, ...] = (0.3, 1.0, 3.0)
    seen: int = 2
    folds: int = 3
    accepted_right: float = 0.983
    noisy_copies: int | None = None
    seed: int = 20261


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model showed on messages that it had not seen: calibration messages, or the folds of its own data.

    Attributes:
        messages: how many they were.
        accuracy: share of right best guesses.
        accepted: share of messages over the threshold.
        accepted_right: share of right guesses among those.
        calibration_error: expected calibration error of the best guess, 10 bins of equal mass.
    """

    messages: int
    accuracy: float
    accepted: float
    accepted_right: float
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with the figures that it earned on held-out folds."""

    model: LinearModel
    held_out: HeldOut


def fit(
    texts: Sequence[str],
    intents: Sequence[str],
    *,
    calibration: Sequence[tuple[str, str]] = (),
    recipe: Recipe = Recipe(),
    progress: Progress = lambda step, share: None,
) -> Fitted:
    """Fits an intent model.

    Each message is learnt without its accents too, and as a sloppier typist would send it: many customers do.

    Args:
        texts: the messages.
        intents: the intent of each.
        calibration: messages with their intents that stay out of training; the confidence curve and the threshold are
            fitted on them, or on the folds where there are none.
        recipe: how.
        progress: told how far it is.

    Raises:
        TrainingDataError: messages of fewer than two intents.
    """
    if len(set(intents)) < 2:
        raise TrainingDataError(
            "training needs messages of at least two intents", mend="add messages of another intent"
        )
    progress("reading", 0.0)
    copies = _copies(texts, recipe)
    owners = np.array([*range(len(texts)), *(owner for owner, _ in copies)])
    table = _count([*texts, *(text for _, text in copies)], recipe.views)
    labels = tuple(sorted(set(intents)))
    number = {label: index for index, label in enumerate(labels)}
    target = np.array([number[intents[owner]] for owner in owners])
    progress("reading", 0.2)
    work = _Work(table, target, owners, _folds(texts, target[: len(texts)], recipe), labels, recipe)
    cost, first = _best_cost(work, progress)
    judged = [(text, number[intent]) for text, intent in calibration if intent in number]
    shown = None if judged else _all_folds(work, cost, first, progress)
    model = _fit_rows(work, np.arange(len(owners)), cost)
    progress("fitting", 0.95)
    if shown is None:
        rows = np.arange(len(judged))
        shown = _Judged(rows, *_apply(model, _count([text for text, _ in judged], recipe.views), rows))
        return _calibrate(model, shown, np.array([label for _, label in judged]), recipe)
    return _calibrate(model, shown, target[: len(texts)], recipe)


def _copies(texts: Sequence[str], recipe: Recipe) -> list[tuple[int, str]]:
    """Other ways in which the messages may be typed, each with its message's number: unaccented, and in a hurry."""
    copies = [(owner, folded(text).plain) for owner, text in enumerate(texts) if not text.isascii()]
    draw = random.Random(recipe.seed)
    count = recipe.noisy_copies if recipe.noisy_copies is not None else int(_is_informal(texts))
    for _ in range(count):
        copies += [(owner, noisy(text, draw)) for owner, text in enumerate(texts)]
    return copies


def _is_informal(texts: Sequence[str]) -> bool:
    """Whether people typed these messages in a hurry: one in twenty or more is read otherwise than it stands there."""
    views = [read(text) for text in texts]
    return sum(view.normal.text != view.folded.text for view in views) >= _INFORMAL * len(texts)


_INFORMAL = 0.05


@dataclass(frozen=True, slots=True)
class _Table:
    """How often each n-gram stands in each message: one sparse matrix per view, and the hashes of its columns."""

    counts: tuple[Any, ...]
    hashes: tuple[npt.NDArray[np.uint64], ...]


def _count(texts: Sequence[str], views: tuple[View, ...]) -> _Table:
    rows: list[list[npt.NDArray[np.uint64]]] = [[] for _ in views]
    for text in texts:
        for into, hashes in zip(rows, cut(read(text).normal, views), strict=True):
            into.append(hashes)
    counts, columns = [], []
    for view in rows:
        every = np.concatenate(view) if view else np.zeros(0, np.uint64)
        distinct, where = np.unique(every, return_inverse=True)
        starts = np.concatenate([[0], np.cumsum([len(row) for row in view])])
        matrix = sparse.csr_matrix((np.ones(len(where), np.float32), where, starts), (len(view), len(distinct)))
        matrix.sum_duplicates()
        counts.append(matrix)
        columns.append(distinct)
    return _Table(tuple(counts), tuple(columns))


def _folds(texts: Sequence[str], target: npt.NDArray[Any], recipe: Recipe) -> npt.NDArray[np.int64]:
    """A fold for each message; intents are spread evenly, and messages that read alike stay together."""
    keys = ["".join("0" if char.isdecimal() else char for char in read(text).normal.plain) for text in texts]
    order = np.random.default_rng(recipe.seed).permutation(len(texts))
    fold_of: dict[str, int] = {}
    sizes = np.zeros((int(target.max()) + 1, recipe.folds))
    for index in order:
        if keys[index] not in fold_of:
            fold_of[keys[index]] = int(np.argmin(sizes[target[index]] + 1e-6 * sizes.sum(axis=0)))
        sizes[target[index], fold_of[keys[index]]] += 1
    return np.array([fold_of[key] for key in keys])


@dataclass(frozen=True, slots=True)
class _Judged:
    """Messages under a model that had not seen them: their numbers, scores and known shares."""

    rows: npt.NDArray[Any]
    scores: npt.NDArray[Any]
    known: npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Work:
    """All that fitting looks at: the table, each row's label and message, each message's fold."""

    table: _Table
    target: npt.NDArray[Any]
    owners: npt.NDArray[Any]
    folds: npt.NDArray[np.int64]
    labels: tuple[str, ...]
    recipe: Recipe


def _best_cost(work: _Work, progress: Progress) -> tuple[float, _Judged]:
    """The cost under which most messages of the first fold come out right, and what that fold showed with it."""
    tried = []
    for number, cost in enumerate(work.recipe.costs):
        tried.append((cost, _held_out(work, 0, cost)))
        progress("fitting", 0.2 + 0.3 * (number + 1) / len(work.recipe.costs))
    if not tried:
        raise ValueError("a recipe needs at least one cost")
    return max(tried, key=lambda each: float(np.mean(each[1].scores.argmax(axis=1) == work.target[each[1].rows])))


def _held_out(work: _Work, fold: int, cost: float) -> _Judged:
    """The messages of one fold under a model of the others; copies are left out, for time's sake."""
    seen, mine = np.flatnonzero(work.folds != fold), np.flatnonzero(work.folds == fold)
    return _Judged(mine, *_apply(_fit_rows(work, seen, cost), work.table, mine))


def _all_folds(work: _Work, cost: float, first: _Judged, progress: Progress) -> _Judged:
    """Every message under a model that had not seen it."""
    parts = [first]
    for fold in range(1, work.recipe.folds):
        parts.append(_held_out(work, fold, cost))
        progress("fitting", 0.5 + 0.25 * fold / work.recipe.folds)
    rows = np.concatenate([part.rows for part in parts])
    order = np.argsort(rows)
    scores = np.concatenate([part.scores for part in parts])[order]
    return _Judged(rows[order], scores, np.concatenate([part.known for part in parts])[order])


def _fit_rows(work: _Work, rows: npt.NDArray[Any], cost: float) -> LinearModel:
    """A model without confidence curve from some rows of the table."""
    table, labels, recipe = work.table, work.labels, work.recipe
    kept, rarities, parts = [], [], []
    least = recipe.seen if len(rows) >= 200 else 1
    for counts in table.counts:
        mine = counts[rows]
        holders = np.bincount(mine.indices, minlength=mine.shape[1])
        keep = np.flatnonzero(holders >= least)
        rarity = (np.log((1 + len(rows)) / (1 + holders[keep])) + 1).astype(np.float32)
        kept.append(keep)
        rarities.append(rarity)
        parts.append(_unit_rows(mine[:, keep], rarity))
    features = sparse.hstack(parts).tocsr()
    present, codes = np.unique(work.target[rows], return_inverse=True)
    weights = np.zeros((features.shape[1], len(labels)), np.float32)
    bias = np.full(len(labels), -1.5, np.float32)
    if len(present) < 2 or not features.shape[1]:
        bias[present] = 1
    else:
        machine = LinearSVC(C=cost, random_state=recipe.seed, max_iter=2000, tol=1e-3).fit(features, codes)
        sides = np.vstack([-machine.coef_, machine.coef_]) if len(present) == 2 else machine.coef_
        offset = np.array([-machine.intercept_[0], machine.intercept_[0]]) if len(present) == 2 else machine.intercept_
        weights[:, present], bias[present] = sides.T, offset
    return _as_model(table, kept, rarities, weights, bias, labels, recipe)


def _unit_rows(counts: Any, rarity: npt.NDArray[Any]) -> Any:
    """Rows weighed by rarity and divided by their damped length; a repeated n-gram counts as often as it stands."""
    mass = np.sqrt(counts @ (rarity**2) + DAMPING)
    return sparse.diags(1 / mass) @ counts @ sparse.diags(rarity)


def _as_model(
    table: _Table,
    kept: list[npt.NDArray[Any]],
    rarities: list[npt.NDArray[Any]],
    weights: npt.NDArray[Any],
    bias: npt.NDArray[Any],
    labels: tuple[str, ...],
    recipe: Recipe,
) -> LinearModel:
    hashes = np.concatenate([column[keep] for column, keep in zip(table.hashes, kept, strict=True)])
    order = np.argsort(hashes)
    return LinearModel(
        labels=labels,
        views=recipe.views,
        vocabulary=hashes[order],
        rarity=np.concatenate(rarities)[order],
        weights=np.ascontiguousarray(weights[order]),
        bias=bias,
    )


def _apply(model: LinearModel, table: _Table, rows: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Scores and known share of some rows, as the model itself would give them for the messages."""
    scores = np.repeat(model.bias[None, :], len(rows), axis=0)
    seen, total = np.zeros(len(rows)), np.zeros(len(rows))
    for counts, hashes in zip(table.counts, table.hashes, strict=True):
        at, seen_before = find(model.vocabulary, hashes)
        there = np.flatnonzero(seen_before)
        mine = counts[rows]
        part = mine[:, there]
        scores = scores + _unit_rows(part, model.rarity[at[there]]) @ model.weights[at[there]]
        seen += np.asarray(part.sum(axis=1)).ravel()
        total += np.asarray(mine.sum(axis=1)).ravel()
    return scores, seen / np.maximum(total, 1)


def _calibrate(model: LinearModel, shown: _Judged, target: npt.NDArray[Any], recipe: Recipe) -> Fitted:
    """The model with its confidence curve and threshold, and the figures that it earned."""
    scores, known = shown.scores, shown.known
    ordered = np.sort(scores, axis=1)
    best, gap = ordered[:, -1], ordered[:, -1] - ordered[:, -2]
    right = (np.argmax(scores, axis=1) == target).astype(float)
    facts = np.column_stack([best, gap, known, np.ones(len(best))])
    curve = logistic(facts, right, [(0, 20), (0, 20), (0, 8), (-20, 20)])
    sharpness = _sharpness(scores, target)
    model = replace(model, confidence=Confidence(sharpness, *(float(value) for value in curve)))
    chance = model.probabilities(scores.astype(np.float32), known.astype(np.float32)).max(axis=1)
    threshold = _threshold(chance, right, recipe.accepted_right)
    over = chance >= threshold
    return Fitted(
        replace(model, threshold=threshold),
        HeldOut(
            messages=len(right),
            accuracy=float(right.mean()),
            accepted=float(over.mean()),
            accepted_right=float(right[over].mean()) if over.any() else 0.0,
            calibration_error=calibration_error(chance, right),
        ),
    )


def logistic(
    facts: npt.NDArray[Any], right: npt.NDArray[Any], bounds: Sequence[tuple[float, float]]
) -> npt.NDArray[Any]:
    """Weights of a logistic curve, lightly held to zero; the last fact is a one, its weight the bias.

    Args:
        facts: array (messages, facts).
        right: what each came to, 0 or 1.
        bounds: of each weight.
    """

    def loss(weights: npt.NDArray[Any]) -> float:
        logit = facts @ weights
        return float(np.mean(np.logaddexp(0, logit) - right * logit) + 1e-3 * np.sum(weights[:-1] ** 2))

    start = np.array([min(1.0, high) for _, high in bounds])
    return np.asarray(minimize(loss, start, method="L-BFGS-B", bounds=list(bounds)).x)


def _sharpness(scores: npt.NDArray[Any], target: npt.NDArray[Any]) -> float:
    """The factor under which a softmax of the scores is most probable."""
    rows = np.arange(len(target))

    def loss(factor: float) -> float:
        scaled = factor * (scores - scores.max(axis=1, keepdims=True))
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, target]))

    return float(min(np.geomspace(0.5, 20, 40), key=loss))


def _threshold(chance: npt.NDArray[Any], right: npt.NDArray[Any], wanted: float) -> float:
    """The lowest probability from which on the accepted guesses are right as often as wanted, between 0.3 and 0.9."""
    order = np.argsort(-chance)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= wanted)
    found = float(chance[order][good[-1]]) if len(good) else 0.9
    return round(min(0.9, max(0.3, found)), 3)
