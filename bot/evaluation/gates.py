"""Figures that must be reached, by the key that a person names them with; it ends no process."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from bot.errors import TiepNhanError
from bot.evaluation.results import Evaluation, Figure, Gate
from bot.evaluation.results_findings import Comparison

SAFETY = {"secrets.recall": 0.99, "at_once.recall": 0.98}
"""Gates that stand without being asked for: what slips through here harms a person."""

_AT_MOST = ("calibration_error", "false_alarms", "look_alike_alarms", "split", "lost")
"""Last parts of keys whose figure must not be exceeded."""


class GateError(TiepNhanError):
    """A gate that cannot be read, or names a figure that this evaluation has not."""


def read_gates(stated: Iterable[str]) -> dict[str, float]:
    """Gates as they are written on the command line: KEY=VALUE, the value as 0.95 or 95%.

    Raises:
        GateError: one is written otherwise.
    """
    gates = {}
    for each in stated:
        key, _, value = each.partition("=")
        try:
            number = float(value.strip().removesuffix("%")) / (100 if value.strip().endswith("%") else 1)
        except ValueError:
            number = -1.0
        if not key.strip() or not 0 <= number <= 1:
            raise GateError(f"--fail-under takes KEY=VALUE with a value from 0 to 1, not {each!r} (accuracy=0.95)")
        gates[key.strip()] = round(number, 9)
    return gates


def check(evaluation: Evaluation, wanted: Mapping[str, float]) -> tuple[Gate, ...]:
    """The gates of safety, with whatever a person has set for them, and those that were asked for; failed ones first.

    Raises:
        GateError: a key names no figure of this evaluation.
    """
    there = figures_by_key(evaluation)
    for key in wanted:
        if key not in there:
            close = difflib.get_close_matches(key, there, 1)
            mend = f"did you mean {close[0]}?" if close else "one of " + ", ".join(list(there)[:8]) + ", …"
            raise GateError(f"--fail-under: there is no figure {key} in this evaluation ({mend})")
    needed = {key: value for key, value in SAFETY.items() if key in there} | dict(wanted)
    gates = [gate(key, value, there[key]) for key, value in needed.items()]
    return tuple(sorted(gates, key=lambda each: (each.passed, each.key)))


def gate(key: str, needed: float, found: Figure) -> Gate:
    """One gate. A figure that is empty passes nothing: what was not measured is not known to be good."""
    at_least = key.rsplit(".", 1)[-1] not in _AT_MOST
    value = found.value
    passed = value is not None and (value >= needed if at_least else value <= needed)
    return Gate(key, needed, found, passed, at_least)


def figures_by_key(evaluation: Evaluation) -> dict[str, Figure]:
    """Every figure that a gate can name."""
    head = evaluation.headline
    found = _named("", head, ("accuracy", "macro_f1", "weighted_f1", "top_3", "coverage", "accepted_right"))
    found["calibration_error"] = head.calibration_error
    for watch in evaluation.watches:
        names = ("recall", "named", "false_alarms", "look_alike_alarms")
        found |= _named(f"{watch.name}.", watch, names)
    if evaluation.two_problems is not None:
        found |= _named("two_problems.", evaluation.two_problems, ("both", "split"))
    for intent in evaluation.intents:
        found |= _named(f"intent.{intent.name}.", intent, ("precision", "recall", "f1"))
    for part in evaluation.slices:
        told = ("accuracy", "coverage", "accepted_right", "calibration_error", "lost")
        found |= _named(f"slice.{part.name}.", part, told)
    for entity in evaluation.entities:
        for kind in ("exact", "partial"):
            figures = zip(("precision", "recall", "f1"), getattr(entity, kind), strict=True)
            found |= {f"entity.{entity.name}.{kind}.{name}": figure for name, figure in figures}
    return found


def _named(before: str, holder: object, names: Sequence[str]) -> dict[str, Figure]:
    return {f"{before}{name}": getattr(holder, name) for name in names}


def regressions(evaluation: Evaluation, baseline: Evaluation, same: Comparison | None) -> list[str]:
    """Why this model is worse than the baseline; empty where nothing tells that it is.

    Where both judged the same messages, McNemar's test decides, since it sees small differences that are real and
    forgives those that are not. Where they share none, the accuracy must not lie below the baseline's interval. Recall
    of secrets and of at-once intents must not fall below the baseline's interval either way.

    Args:
        evaluation: of this model.
        baseline: what was written before.
        same: both on the messages that they share.
    """
    found = []
    if same is not None and same.verdict == "worse":
        lost = f"{same.only_theirs_right} messages lost, {same.only_ours_right} gained"
        found.append(f"accuracy on the same messages fell ({lost}, p = {same.p_value:.4f})")
    now, then = figures_by_key(evaluation), figures_by_key(baseline)
    for key in ("accuracy", *SAFETY) if same is None else tuple(SAFETY):
        if key in now and key in then and _is_below(now[key], then[key]):
            found.append(f"{key} fell from {then[key].value:.4f} to {now[key].value:.4f}")
    return found


def _is_below(now: Figure, then: Figure) -> bool:
    return now.value is not None and then.low is not None and now.value < then.low
