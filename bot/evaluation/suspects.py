"""Messages whose label may be wrong, by confident learning (Northcutt, Jiang and Chuang, 2021) as cleanlab does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.errors import MissingExtra
from bot.evaluation.intervals import Floats, Ints
from bot.evaluation.judging import Judged, row_of
from bot.evaluation.results_findings import Suspect

_LEAST = 2
"""A label of fewer messages says nothing of itself, so its messages are passed over."""


def suspects(judged: Sequence[Judged]) -> tuple[Suspect, ...]:
    """The most suspect first.

    Args:
        judged: messages that the model had not seen when it judged them: held out, or from cross-validation.

    Raises:
        MissingExtra: cleanlab is not installed.
    """
    try:
        from cleanlab.filter import find_label_issues  # type: ignore[import-untyped]
        from cleanlab.rank import get_label_quality_scores  # type: ignore[import-untyped]
    except ImportError as missing:
        raise MissingExtra("label suspects need cleanlab: pip install 'tiepnhan[report]'") from missing
    known = {name for each in judged for name, _ in each.ranking}
    count = Counter(each.guess.truth for each in judged if each.guess.truth in known)
    labels = sorted(label for label, number in count.items() if number >= _LEAST)
    if len(labels) < 2:
        return ()
    rows = [at for at, each in enumerate(judged) if each.guess.truth in labels and each.ranking]
    chances, given = _table([judged[at] for at in rows], labels)
    issues = find_label_issues(given, chances, return_indices_ranked_by="self_confidence", n_jobs=1)
    quality = get_label_quality_scores(given, chances, method="self_confidence")
    found = []
    for at in issues:
        best = labels[int(chances[at].argmax())]
        found.append(Suspect(row_of(judged[rows[at]], rows[at]), best, float(quality[at])))
    return tuple(each for each in found if each.suggested != each.row.truth)


def _table(judged: Sequence[Judged], labels: Sequence[str]) -> tuple[Floats, Ints]:
    """Probabilities over these labels, and the number of the given one; what a ranking leaves out is spread evenly."""
    number = {label: at for at, label in enumerate(labels)}
    chances = np.zeros((len(judged), len(labels)))
    for row, each in enumerate(judged):
        for name, chance in each.ranking:
            if name in number:
                chances[row, number[name]] = chance
    chances += np.maximum(1 - chances.sum(axis=1, keepdims=True), 1e-6) / len(labels)
    chances /= chances.sum(axis=1, keepdims=True)
    return chances, np.array([number[each.guess.truth] for each in judged])
