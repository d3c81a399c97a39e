"""Judged messages -> the whole result: calls each part that works something out, and works out nothing itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import MissingExtra
from bot.evaluation import measuring, trust
from bot.evaluation.comparing import against_baseline, compare
from bot.evaluation.entities import entity_figures
from bot.evaluation.gates import check
from bot.evaluation.judging import Judged
from bot.evaluation.near import near_groups
from bot.evaluation.results import About, Evaluation, SetFigures
from bot.evaluation.results_findings import LearningPoint, Notice, Suspect
from bot.evaluation.results_rows import WordEvidence
from bot.evaluation.results_trust import Costs, Latency
from bot.evaluation.slices import slices
from bot.evaluation.suspects import suspects
from bot.evaluation.watches import two_problems, watches

DEFAULT_COSTS = Costs(wrong=5.0, handoff=1.0, missed_urgent=50.0)
"""A hand-off is an agent's minute; a wrong answer costs the customer's trust and five of them; a missed cry for help is
not to be had for ten wrong answers. Each desk has its own figures."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that was judged.

    Attributes:
        judged: every message; with two problems, and with entities alone, too.
        threshold: the model's; the mean of the folds' in cross-validation.
        spelled: by name of a spelling the messages of `singles(judged)` in the same order.
        evidence: which words drove the errors.
        latency: how long a message takes.
        others: by name of another model what it made of the same messages, all of them, in the same order.
        curve: the learning curve.
    """

    judged: Sequence[Judged]
    threshold: float
    spelled: Mapping[str, list[Judged]] = field(default_factory=dict)
    evidence: tuple[WordEvidence, ...] = ()
    latency: Latency | None = None
    others: Mapping[str, Sequence[Judged]] = field(default_factory=dict)
    curve: tuple[LearningPoint, ...] = ()


def is_single(judged: Judged) -> bool:
    """Whether a message bears one label: those with two problems are judged apart, those without label not at all."""
    return bool(judged.guess.truth) and not judged.guess.is_two


def singles(judged: Sequence[Judged]) -> list[Judged]:
    """The messages with one label."""
    return [each for each in judged if is_single(each)]


def assemble(
    about: About,
    material: Material,
    *,
    at_once: Collection[str],
    costs: Costs = DEFAULT_COSTS,
    gates: Mapping[str, float] | None = None,
    baseline: tuple[str, Evaluation] | None = None,
    notices: Sequence[Notice] = (),
) -> Evaluation:
    """The whole result.

    Args:
        about: what was evaluated.
        material: all that was judged.
        at_once: intents that go to a human in the same turn.
        costs: what a mistake costs the operator.
        gates: figures that must be reached, by key.
        baseline: the name and the result of an earlier evaluation.
        notices: what about the input should be mended.

    Raises:
        GateError: a gate names no figure of this evaluation.
    """
    rows = singles(material.judged)
    errors = measuring.errors(rows)
    risk, area = trust.risk(rows)
    doubtful, more = _suspects(rows)
    result = Evaluation(
        about=about,
        headline=measuring.headline(rows, material.threshold),
        sets=_sets(rows, material.threshold),
        intents=measuring.intents(rows),
        matrix=measuring.matrix(rows),
        confusions=measuring.confusions(errors, rows),
        errors=errors,
        evidence=material.evidence,
        calibration=trust.calibration(rows),
        risk=risk,
        risk_area=area,
        threshold=trust.threshold(rows, at_once, costs, material.threshold),
        slices=slices(rows, dict(material.spelled)),
        entities=entity_figures(material.judged),
        watches=watches(material.judged, at_once),
        two_problems=two_problems(material.judged),
        suspects=doubtful,
        near=near_groups(rows),
        latency=material.latency,
        comparisons=tuple(
            compare(name, rows, _alike(material.judged, theirs)) for name, theirs in material.others.items()
        ),
        regression=against_baseline(baseline[0], rows, baseline[1]) if baseline else None,
        learning_curve=material.curve,
        notices=(*notices, *more),
        outcomes=measuring.outcomes(rows),
    )
    return replace(result, gates=check(result, gates or {}))


def _alike(ours: Sequence[Judged], theirs: Sequence[Judged]) -> list[Judged]:
    """The other model's view of the messages that bear one label for ours."""
    return [other for mine, other in zip(ours, theirs, strict=True) if is_single(mine)]


def _sets(rows: Sequence[Judged], threshold: float) -> tuple[SetFigures, ...]:
    names = list(dict.fromkeys(each.sample.source for each in rows))
    if len(names) < 2:
        return ()
    parts = {name: [each for each in rows if each.sample.source == name] for name in names}
    return tuple(SetFigures(name, measuring.headline(part, threshold)) for name, part in parts.items())


def _suspects(rows: Sequence[Judged]) -> tuple[tuple[Suspect, ...], tuple[Notice, ...]]:
    try:
        return suspects(rows), ()
    except MissingExtra as missing:
        return (), (Notice(str(missing)),)
