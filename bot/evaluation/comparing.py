"""Two models on the same messages, message by message: who is better, and is it more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.evaluation import intervals
from bot.evaluation.judging import Judged, row_of
from bot.evaluation.measuring import key_of
from bot.evaluation.results import Evaluation
from bot.evaluation.results_findings import Comparison
from bot.evaluation.results_rows import Row
from bot.evaluation.scores import macro_difference, scores

_SURE = 0.05
"""A difference that even models show less often than this is called better or worse."""
_MOST_ROWS = 100


def compare(name: str, ours: Sequence[Judged], theirs: Sequence[Judged]) -> Comparison:
    """Another model on the same messages in the same order.

    Args:
        name: of the other model.
        ours: what our model made of them.
        theirs: what the other made of them.
    """
    sides = [[each.guess for each in side] for side in (ours, theirs)]
    truths = [guess.truth for guess in sides[0]]
    said = [[guess.said for guess in side] for side in sides]
    right = [[guess.right for guess in side] for side in sides]
    accepted = [guess for guess in sides[1] if guess.accepted]
    worsened = [at for at in range(len(truths)) if right[1][at] and not right[0][at]]
    mended = [at for at in range(len(truths)) if right[0][at] and not right[1][at]]
    p_value = intervals.mcnemar(len(mended), len(worsened))
    return Comparison(
        name=name,
        accuracy=intervals.share_of(right[1]),
        macro_f1=scores(truths, said[1]).macro,
        accepted_right=intervals.share_of([guess.right for guess in accepted]),
        coverage=intervals.share(len(accepted), len(truths)),
        difference=intervals.difference(right[0], right[1]),
        macro_f1_difference=macro_difference(truths, said[0], said[1]),
        only_ours_right=len(mended),
        only_theirs_right=len(worsened),
        p_value=p_value,
        verdict=_verdict(p_value, len(mended), len(worsened)),
        worsened=_rows(ours, worsened),
        mended=_rows(ours, mended),
    )


def _rows(judged: Sequence[Judged], numbers: Sequence[int]) -> tuple[Row, ...]:
    return tuple(row_of(judged[at], at) for at in numbers[:_MOST_ROWS])


def _verdict(p_value: float, mended: int, worsened: int) -> Literal["better", "worse", "even"]:
    if p_value >= _SURE:
        return "even"
    return "better" if mended > worsened else "worse"


def against_baseline(name: str, ours: Sequence[Judged], baseline: Evaluation) -> Comparison | None:
    """The baseline on the messages that both runs judged; None where they share none, and nothing can be told.

    Of the baseline only right or wrong is known for each message, so that no F1 of these messages can be worked out:
    those figures stay empty.
    """
    before = {outcome.key: outcome.right for outcome in baseline.outcomes}
    shared = [(at, before[key]) for at, each in enumerate(ours) if (key := key_of(each)) in before]
    if not shared:
        return None
    now = [ours[at].guess.right for at, _ in shared]
    then = [right for _, right in shared]
    worsened = [at for at, right in shared if right and not ours[at].guess.right]
    mended = [at for at, right in shared if not right and ours[at].guess.right]
    p_value = intervals.mcnemar(len(mended), len(worsened))
    return Comparison(
        name=name,
        accuracy=intervals.share_of(then),
        macro_f1=intervals.EMPTY,
        accepted_right=intervals.EMPTY,
        coverage=intervals.EMPTY,
        difference=intervals.difference(now, then),
        macro_f1_difference=intervals.EMPTY,
        only_ours_right=len(mended),
        only_theirs_right=len(worsened),
        p_value=p_value,
        verdict=_verdict(p_value, len(mended), len(worsened)),
        worsened=_rows(ours, worsened),
        mended=_rows(ours, mended),
    )
