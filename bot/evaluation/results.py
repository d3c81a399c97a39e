"""An evaluation's whole result as one frozen value, to JSON and back; reports are written from it and from nothing else."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.errors import DataError
from bot.evaluation.results_findings import (
    About,
    Comparison,
    EntityFigures,
    LearningPoint,
    Misread,
    NearGroup,
    Notice,
    Outcome,
    Span,
    Suspect,
    TwoProblems,
    Watch,
)
from bot.evaluation.results_rows import (
    Confusion,
    Figure,
    Headline,
    IntentFigures,
    Matrix,
    Row,
    WordEvidence,
    WordWeight,
)
from bot.evaluation.results_trust import Bin, Calibration, CostPoint, Costs, Gate, Latency, RiskPoint, Slice, Threshold

__all__ = [
    "FORMAT", "About", "Bin", "Calibration", "Comparison", "Confusion", "CostPoint", "Costs", "EntityFigures",
    "Evaluation", "Figure", "Gate", "Headline", "IntentFigures", "Latency", "LearningPoint", "Matrix", "Misread",
    "NearGroup", "Notice", "Outcome", "RiskPoint", "Row", "SetFigures", "Slice", "Span", "Suspect", "Threshold",
    "TwoProblems", "Watch", "WordEvidence", "WordWeight", "from_json", "read_evaluation", "to_json",
]  # fmt: skip

FORMAT = 1
"""Version of the JSON; it changes when a reader of the old one would misread the new."""


@dataclass(frozen=True, slots=True)
class SetFigures:
    """The headline of one of several sets: the file or folder as it was named, and its figures."""

    name: str
    headline: Headline


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that an evaluation found; what was not asked for, or cannot be told, is None or empty.

    Attributes:
        about: what was evaluated, when and how.
        headline: the figures that decide, over all messages with one problem.
        sets: the headline of each set, where several files or folders were named.
        intents: one entry per label, worst F1 first.
        matrix: the confusion matrix.
        confusions: pairs of intents that are confused, most frequent first, with their messages.
        errors: every wrong message, surest first.
        evidence: which words drove the surest errors.
        calibration: reliability diagram and histogram; None where there are no messages.
        risk: the risk-coverage curve, by rising threshold.
        risk_area: area under it (mean risk over all coverages); None where there are no messages.
        threshold: what the operator's costs say; None where there are no messages.
        slices: the same figures for parts and other spellings of the messages; the first is all messages as written.
        entities: one entry per kind that is labelled or read, worst exact F1 first.
        watches: secrets first, then all at-once intents together, then each of them.
        two_problems: None where no message is labelled with two.
        gates: the gates of secrets, at-once intents and --fail-under, failed ones first.
        suspects: messages whose label may be wrong, most suspect first.
        near: groups of nearly the same messages, those that differ in label first.
        latency: how long a message takes; None in cross-validation.
        comparisons: other models on the same messages.
        regression: the baseline on the messages that both judged; None where there is no baseline.
        learning_curve: models that learnt from a part of the data.
        notices: what about the input should be mended.
        outcomes: right or wrong for every message, so that a later run can be compared message by message.
    """

    about: About
    headline: Headline
    sets: tuple[SetFigures, ...] = ()
    intents: tuple[IntentFigures, ...] = ()
    matrix: Matrix = field(default_factory=Matrix)
    confusions: tuple[Confusion, ...] = ()
    errors: tuple[Row, ...] = ()
    evidence: tuple[WordEvidence, ...] = ()
    calibration: Calibration | None = None
    risk: tuple[RiskPoint, ...] = ()
    risk_area: float | None = None
    threshold: Threshold | None = None
    slices: tuple[Slice, ...] = ()
    entities: tuple[EntityFigures, ...] = ()
    watches: tuple[Watch, ...] = ()
    two_problems: TwoProblems | None = None
    gates: tuple[Gate, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    near: tuple[NearGroup, ...] = ()
    latency: Latency | None = None
    comparisons: tuple[Comparison, ...] = ()
    regression: Comparison | None = None
    learning_curve: tuple[LearningPoint, ...] = ()
    notices: tuple[Notice, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def to_json(result: Evaluation) -> dict[str, Any]:
    """The result as what json.dumps takes, with the format's version under `format`."""
    return {"format": FORMAT, **asdict(result)}


def from_json(data: Any) -> Evaluation:
    """Reads what `to_json` gave, also after a way through a file.

    Raises:
        ValueError: it is of another format, or not a result; the text names the key.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        stated = data.get("format") if isinstance(data, dict) else None
        raise ValueError(f"not an evaluation of format {FORMAT} (format: {stated!r})")
    return _read(Evaluation, {name: value for name, value in data.items() if name != "format"}, "evaluation")


def read_evaluation(file: Path) -> Evaluation:
    """Reads an evaluation.json.

    Raises:
        DataError: it cannot be read, or is something else.
    """
    mend = "name an evaluation.json that `tiepnhan evaluate` wrote"
    try:
        return from_json(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=str(file), mend=mend) from error
    except ValueError as error:
        raise DataError(f"this is no evaluation: {error}", file=str(file), mend=mend) from error


_T = TypeVar("_T")


def _read(kind: type[_T], data: Any, place: str) -> _T:
    """A dataclass from its dictionary; keys that it does not know are an error, missing ones with defaults are not."""
    if not isinstance(data, dict):
        raise ValueError(f"{place} is no object")
    hints = get_type_hints(kind)
    names = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    if strange := sorted(set(data) - names):
        raise ValueError(f"{place} has a strange key {strange[0]}")
    try:
        return kind(**{name: _value(hints[name], value, f"{place}.{name}") for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"{place}: {error}") from error


def _value(hint: Any, value: Any, place: str) -> Any:
    """A value of the hinted type, checked on the way."""
    origin, of = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if value is None and NoneType in of:
            return None
        return _value(next(each for each in of if each is not NoneType), value, place)
    if origin is tuple:
        return _items(of, value, place)
    if origin is Literal:
        return _checked(value in of, value, place)
    if is_dataclass(hint) and isinstance(hint, type):
        return _read(hint, value, place)
    if hint is float:
        return float(_checked(isinstance(value, int | float) and not isinstance(value, bool), value, place))
    return _checked(isinstance(value, origin or hint), value, place)


def _items(of: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    _checked(isinstance(value, list | tuple), value, place)
    if of[-1] is Ellipsis:
        return tuple(_value(of[0], each, f"{place}[{at}]") for at, each in enumerate(value))
    _checked(len(value) == len(of), value, place)
    return tuple(_value(hint, each, f"{place}[{at}]") for at, (hint, each) in enumerate(zip(of, value, strict=True)))


def _checked(good: bool, value: Any, place: str) -> Any:
    if not good:
        raise ValueError(f"{place} cannot be {str(value)[:40]!r}")
    return value
