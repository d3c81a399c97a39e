"""The two ways to evaluate: a trained model on messages held out, or models trained for it in cross-validation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import Progress

from bot.cli_texts import TEXTS, Lang
from bot.errors import DataError, ModelError
from bot.evaluation.assembling import Material, is_single, singles
from bot.evaluation.crossing import cross_validate, is_learnt, learning_curve
from bot.evaluation.evidence import evidence, vietnamese_words
from bot.evaluation.folding import folds, thin
from bot.evaluation.judging import Judged, judge_all, latency, row_of
from bot.evaluation.measuring import errors
from bot.evaluation.reading import read_samples
from bot.evaluation.results_findings import LearningPoint, Notice
from bot.evaluation.results_rows import WordEvidence
from bot.evaluation.samples import Sample, Samples
from bot.evaluation.slices import respelled_samples
from bot.files import find_data, find_model
from bot.nlu.rasa_yaml import NluData, read_folder
from bot.nlu.understand import Understander

if TYPE_CHECKING:
    from bot.commands.evaluating import Wish
    from bot.domain import Domain

_EXPLAINED = 200
"""So many errors are explained word by word."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was judged, and by what.

    Attributes:
        material: all that was judged.
        at_once: intents that go to a human in the same turn.
        model: the model's folder, or "".
        facts: what its training wrote down.
        notices: what a person should know of it.
    """

    material: Material
    at_once: frozenset[str]
    model: str = ""
    facts: dict[str, object] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def hold_out(wish: Wish, samples: Samples, known: Domain | None, lang: Lang, bar: Progress) -> Found:
    """A trained model on messages that it has not seen."""
    folder = find_model(wish.model)
    plain = Understander.load(folder)
    labels = set(plain.model.labels)
    fits = known is not None and (wish.domain is not None or set(known.kinds) <= labels)
    threshold = known.triage.threshold if known is not None and fits else None
    understander = Understander.load(folder, threshold=threshold)
    quick = latency(understander, [sample.text for sample in samples.rows])
    say = TEXTS[lang]
    step = _step(bar, say["evaluate.step.judging"], len(samples.rows))
    judged = judge_all(folder, samples.rows, threshold=threshold, workers=wish.workers, progress=step)
    rows = singles(judged)
    spelled = _spelled(wish, folder, rows, threshold, say["evaluate.step.slices"], bar)
    others, lost = _others(wish, samples, say["evaluate.step.comparing"], bar)
    material = Material(
        judged=judged,
        threshold=understander.model.threshold,
        spelled=spelled,
        evidence=_explained(understander, rows),
        latency=quick,
        others=others,
        curve=_curve(wish, samples, say["evaluate.step.curve"], bar),
    )
    at_once = (
        frozenset(name for name, kind in known.kinds.items() if kind.at_once) if known is not None else frozenset()
    )
    notices = (*_unknown(samples.rows, labels, lang), *_of_other_version(plain, folder), *lost)
    return Found(material, at_once & labels, str(folder), dict(plain.facts), notices)


def _step(bar: Progress, name: str, total: int) -> Callable[[int], None]:
    task = bar.add_task(name, total=total)
    return lambda done: bar.advance(task, done)


def _spelled(
    wish: Wish, folder: Path, rows: Sequence[Judged], threshold: float | None, name: str, bar: Progress
) -> dict[str, list[Judged]]:
    """The messages with one label in every other spelling, judged."""
    if not wish.slices or not rows:
        return {}
    respelled = respelled_samples([each.sample for each in rows], wish.seed)
    flat = [sample for part in respelled.values() for sample in part]
    step = _step(bar, name, len(flat))
    judged = judge_all(folder, flat, threshold=threshold, workers=wish.workers, slim=True, progress=step)
    return {name: judged[at * len(rows) : (at + 1) * len(rows)] for at, name in enumerate(respelled)}


def _others(
    wish: Wish, samples: Samples, name: str, bar: Progress
) -> tuple[dict[str, Sequence[Judged]], tuple[Notice, ...]]:
    """Other models on the same messages; one that cannot be read is told and left out."""
    judged: dict[str, Sequence[Judged]] = {}
    lost = []
    for folder in wish.compare:
        step = _step(bar, f"{name} {folder}", len(samples.rows))
        try:
            judged[str(folder)] = judge_all(folder, samples.rows, workers=wish.workers, progress=step)
        except ModelError as error:
            lost.append(Notice(str(error), str(folder), 0, "it is left out of the comparison"))
    return judged, tuple(lost)


def _explained(understander: Understander, rows: Sequence[Judged]) -> tuple[WordEvidence, ...]:
    wrong = errors(rows)[:_EXPLAINED]
    segment = vietnamese_words() if any(not row.text.isascii() for row in wrong) else None
    shown = [evidence(understander, row, segment) for row in wrong]
    return tuple(each for each in shown if each is not None)


def _curve(wish: Wish, samples: Samples, name: str, bar: Progress) -> tuple[LearningPoint, ...]:
    """Models that learn from parts of the training messages, on the messages that are evaluated."""
    if not wish.percentages:
        return ()
    learnt = read_samples([find_data(wish.data)])
    judged = [sample for sample in samples.rows if is_learnt(sample)]
    step = _step(bar, name, len(judged) * len(set(wish.percentages)))
    return learning_curve(
        learnt.rows,
        judged,
        wish.percentages,
        learnt.tables,
        _calibration(wish),
        seed=wish.seed,
        workers=wish.workers,
        progress=step,
    )


def _calibration(wish: Wish) -> NluData | None:
    return read_folder(wish.calibration) if wish.calibration is not None else None


def _unknown(samples: Sequence[Sample], labels: set[str], lang: Lang) -> list[Notice]:
    """Labels that the model never learnt, with the first message that bears one."""
    first: dict[str, Sample] = {}
    for sample in samples:
        for label in [sample.intent] if sample.intent in labels else sample.intent.split("+"):
            if label and label not in labels:
                first.setdefault(label, sample)
    if not first:
        return []
    said = TEXTS[lang]["evaluate.unknown"].format(labels=", ".join(sorted(first)))
    at = next(iter(first.values()))
    return [Notice(said, at.file, at.line)]


def _of_other_version(understander: Understander, folder: Path) -> list[Notice]:
    from importlib.metadata import version

    trained = str(understander.facts.get("package", ""))
    if not trained or trained == version("tiepnhan"):
        return []
    return [Notice(f"the model was trained by version {trained}", str(folder), 0, "train it again if figures look odd")]


def cross(wish: Wish, samples: Samples, known: Domain | None, lang: Lang, bar: Progress) -> Found:
    """Models trained on all parts of the messages but one, each on the part that it has not seen."""
    rows = [sample for sample in samples.rows if sample.intent]
    learnable = [sample for sample in rows if is_learnt(sample)]
    if len(learnable) < wish.folds or len({sample.intent for sample in learnable}) < 2:
        said = TEXTS[lang]["evaluate.folds.data"].format(folds=wish.folds)
        raise DataError(said, file=", ".join(map(str, wish.tests)))
    say, parts = TEXTS[lang], folds(rows, wish.folds, wish.seed)
    step = _step(bar, say["evaluate.step.folds"], len(rows))
    done = cross_validate(rows, parts, samples.tables, _calibration(wish), workers=wish.workers, progress=step)
    judged = [each for _, each in sorted((item for part in done for item in part.judged), key=lambda item: item[0])]
    labels = {sample.intent for sample in learnable}
    at_once = (
        frozenset(name for name, kind in known.kinds.items() if kind.at_once) if known is not None else frozenset()
    )
    material = Material(
        judged=judged,
        threshold=sum(part.threshold for part in done) / len(done),
        evidence=_of_folds([shown for part in done for shown in part.evidence], judged),
        curve=_crossed_curve(wish, rows, parts, samples.tables, say["evaluate.step.curve"], bar),
    )
    return Found(material, at_once & labels, notices=tuple(thin(learnable, wish.folds)))


def _of_folds(shown: Sequence[WordEvidence], judged: Sequence[Judged]) -> tuple[WordEvidence, ...]:
    """The evidence of all folds, surest errors first, its messages numbered as the others are."""
    places = {at: number for number, at in enumerate(at for at, each in enumerate(judged) if is_single(each))}
    kept = [
        WordEvidence(
            row_of(judged[each.row.number], places[each.row.number]), each.for_guess, each.for_truth, each.segmented
        )
        for each in shown
        if each.row.number in places
    ]
    return tuple(sorted(kept, key=lambda each: (-each.row.confidence, each.row.number)))[:_EXPLAINED]


def _crossed_curve(
    wish: Wish, rows: Sequence[Sample], parts: Sequence[int], tables: NluData, name: str, bar: Progress
) -> tuple[LearningPoint, ...]:
    """Models that learn from parts of all folds but the first, on the first."""
    if not wish.percentages:
        return ()
    judged = [sample for sample, part in zip(rows, parts, strict=True) if part == 0 and is_learnt(sample)]
    learnt = [sample for sample, part in zip(rows, parts, strict=True) if part != 0]
    step = _step(bar, name, len(judged) * len(set(wish.percentages)))
    return learning_curve(
        learnt,
        judged,
        wish.percentages,
        tables,
        _calibration(wish),
        seed=wish.seed,
        workers=wish.workers,
        progress=step,
    )
