"""Cross-validation and learning curves: trains models as `tiepnhan train` does, each in a process and folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import MissingExtra, TiepNhanError
from bot.evaluation import intervals
from bot.evaluation.evidence import evidence, vietnamese_words
from bot.evaluation.folding import share_of
from bot.evaluation.judging import Judged, judge, row_of
from bot.evaluation.pool import cores, ordered
from bot.evaluation.results_findings import LearningPoint, Span
from bot.evaluation.results_rows import WordEvidence
from bot.evaluation.samples import Sample
from bot.evaluation.scores import scores
from bot.nlu.rasa_yaml import Example, Label, NluData
from bot.nlu.understand import Understander

_EXPLAINED = 60
"""So many errors of each part are explained word by word."""


@dataclass(frozen=True, slots=True)
class Task:
    """One model to train and judge.

    Attributes:
        learnt: the messages to learn from.
        judged: the messages to judge, with their numbers among all.
        tables: synonyms, look-up tables and regexes.
        calibration: messages that set confidence and threshold, or none.
        explain: whether errors are explained.
    """

    learnt: tuple[Sample, ...]
    judged: tuple[tuple[int, Sample], ...]
    tables: NluData
    calibration: NluData | None = None
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What one model made of its messages.

    Attributes:
        judged: by the messages' numbers among all.
        evidence: which words drove its errors.
        threshold: the model's own.
        learnt: how many messages it learnt from.
        intents: how many intents it knows.
    """

    judged: tuple[tuple[int, Judged], ...]
    evidence: tuple[WordEvidence, ...]
    threshold: float
    learnt: int
    intents: int


def work(task: Task) -> Done:
    """Trains and judges; all that is kept is the outcome.

    Raises:
        TiepNhanError: the messages cannot be learnt from.
    """
    try:
        from bot.nlu.training import train
    except ImportError as missing:
        raise MissingExtra("training needs scikit-learn: pip install 'tiepnhan[train]'") from missing
    examples = tuple(example_of(sample) for sample in task.learnt if is_learnt(sample))
    data = replace(task.tables, examples=examples)
    with tempfile.TemporaryDirectory(prefix="tiepnhan-fold-") as folder:
        made = train(data, Path(folder) / "model", calibration=task.calibration)
        understander = Understander.load(Path(folder) / "model")
        judged = judge(understander, [sample for _, sample in task.judged])
        numbered = tuple(zip([number for number, _ in task.judged], judged, strict=True))
        shown = tuple(_explained(understander, numbered)) if task.explain else ()
    return Done(numbered, shown, made.threshold, made.messages, made.intents)


def _explained(understander: Understander, judged: Sequence[tuple[int, Judged]]) -> Iterator[WordEvidence]:
    segment = vietnamese_words()
    wrong = [(number, each) for number, each in judged if each.guess.truth and not each.guess.right]
    wrong.sort(key=lambda item: (-item[1].guess.confidence, item[0]))
    for number, each in wrong[:_EXPLAINED]:
        shown = evidence(understander, row_of(each, number), segment)
        if shown is not None:
            yield shown


def is_learnt(sample: Sample) -> bool:
    """Whether a message can be learnt from: it has one label. One with two problems has none of its own."""
    return bool(sample.intent) and "+" not in sample.intent


def example_of(sample: Sample) -> Example:
    """The message as training takes it."""
    labels = tuple(Label(span.kind, span.start, span.end, _value(span, sample.text)) for span in sample.entities or ())
    return Example(sample.text, sample.intent, labels, {}, sample.file, sample.line)


def _value(span: Span, text: str) -> str:
    return span.value or text[span.start : span.end]


def cross_validate(
    samples: Sequence[Sample],
    parts: Sequence[int],
    tables: NluData,
    calibration: NluData | None,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Done]:
    """Every message judged by a model that learnt from the other parts.

    Args:
        samples: the messages.
        parts: the part of each message.
        tables: synonyms, look-up tables and regexes.
        calibration: messages that set confidence and threshold; without them folds of what is learnt do.
        workers: processes; by default one per core, and never more than parts.
        progress: called with the number of messages judged since the last call.
    """
    tasks = [_held_out(samples, parts, part, tables, calibration) for part in sorted(set(parts))]
    return _all(tasks, workers, progress)


def _held_out(
    samples: Sequence[Sample], parts: Sequence[int], part: int, tables: NluData, calibration: NluData | None
) -> Task:
    return Task(
        learnt=tuple(sample for at, sample in enumerate(samples) if parts[at] != part),
        judged=tuple((at, sample) for at, sample in enumerate(samples) if parts[at] == part),
        tables=tables,
        calibration=calibration,
        explain=True,
    )


def _all(tasks: Sequence[Task], workers: int | None, progress: Callable[[int], None]) -> list[Done]:
    small = sum(len(task.learnt) for task in tasks) < 1_000
    count = 1 if small else min(workers or cores(), len(tasks))
    found = []
    for done in ordered(work, tasks, workers=count):
        found.append(done)
        progress(len(done.judged))
    return found


def learning_curve(
    learnt: Sequence[Sample],
    judged: Sequence[Sample],
    percents: Sequence[float],
    tables: NluData,
    calibration: NluData | None,
    *,
    seed: int,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[LearningPoint, ...]:
    """What models show that learnt from so many percent of the messages of each intent.

    Raises:
        TiepNhanError: a percentage is not over 0 and up to 100.
    """
    if strange := [percent for percent in percents if not 0 < percent <= 100]:
        raise TiepNhanError(f"--percentage takes numbers over 0 and up to 100, not {strange[0]:g}")
    usable = [sample for sample in learnt if is_learnt(sample)]
    wanted = sorted(set(percents))
    numbered = tuple(enumerate(judged))
    tasks = [Task(tuple(share_of(usable, percent, seed)), numbered, tables, calibration) for percent in wanted]
    done = _all(tasks, workers, progress)
    return tuple(_point(percent, each) for percent, each in zip(wanted, done, strict=True))


def _point(percent: float, done: Done) -> LearningPoint:
    guesses = [each.guess for _, each in done.judged]
    return LearningPoint(
        percent=float(percent),
        messages=done.learnt,
        per_intent=done.learnt / max(1, done.intents),
        accuracy=intervals.share_of([guess.right for guess in guesses]),
        macro_f1=scores([guess.truth for guess in guesses], [guess.said for guess in guesses]).macro,
    )
