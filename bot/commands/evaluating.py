"""`tiepnhan evaluate`: a model on labelled messages, as tables, as files for reports and CI, as an exit status."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli_texts import TEXTS, Lang
from bot.commands import evaluating_modes as modes
from bot.commands.evaluating_shown import flat, show
from bot.errors import DataError, MissingExtra, TiepNhanError
from bot.evaluation.assembling import assemble, singles
from bot.evaluation.gates import read_gates, regressions
from bot.evaluation.intervals import SEED
from bot.evaluation.judging import judge as judge_samples
from bot.evaluation.metrics import Guess
from bot.evaluation.reading import read_samples
from bot.evaluation.report import write_report
from bot.evaluation.report_texts import TEXTS as REPORT_TEXTS
from bot.evaluation.results import About, Costs, Evaluation, Notice, read_evaluation
from bot.evaluation.samples import Samples, of_example
from bot.evaluation.threshold_file import write_threshold
from bot.evaluation.writing import write_results
from bot.files import find_domain
from bot.nlu.rasa_yaml import Example
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

if TYPE_CHECKING:
    from bot.domain import Domain

_LEAST_FOR_THRESHOLD = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line; `bot.cli_texts` says what each means."""

    tests: tuple[Path, ...]
    model: Path | None = None
    domain: Path | None = None
    out: Path = Path("results")
    as_json: bool = False
    cross_validation: bool = False
    folds: int = 5
    calibration: Path | None = None
    data: Path | None = None
    percentages: tuple[float, ...] = ()
    compare: tuple[Path, ...] = ()
    fail_under: tuple[str, ...] = ()
    fail_on_regression: Path | None = None
    costs: tuple[float, float, float] = (5, 1, 50)
    write_threshold: bool = False
    slices: bool = True
    plots: bool = True
    successes: bool = False
    seed: int = SEED
    workers: int | None = None


def judge(understander: Understander, examples: Iterable[Example]) -> list[Guess]:
    """What the model makes of each message of Rasa NLU YAML."""
    return [each.guess for each in judge_samples(understander, [of_example(example) for example in examples])]


def run(wish: Wish, lang: Lang) -> None:
    """Evaluates, writes and prints; exits with 1 where a gate that was asked for is not reached.

    Raises:
        TiepNhanError: something in the call or in the files that a person can mend.
    """
    start, say = time.perf_counter(), TEXTS[lang]
    gates, baseline = read_gates(wish.fail_under), None
    if wish.fail_on_regression is not None:
        baseline = (str(wish.fail_on_regression), read_evaluation(wish.fail_on_regression))
    _check(wish, lang)
    samples = read_samples(wish.tests)
    known, notices = _domain(wish)
    with _progress() as bar:
        job = modes.cross if wish.cross_validation else modes.hold_out
        found = job(wish, samples, known, lang, bar)
        step = bar.add_task(say["evaluate.step.figures"], total=None)
        result = assemble(
            _about(wish, samples, found),
            found.material,
            at_once=found.at_once,
            costs=Costs(*wish.costs),
            gates=gates,
            baseline=baseline,
            notices=(*samples.notices, *notices, *found.notices),
        )
        result = replace(result, about=replace(result.about, seconds=round(time.perf_counter() - start, 2)))
        rows = singles(found.material.judged)
        lacking = write_results(result, rows, wish.out, plots=wish.plots, successes=wish.successes)
        page, without = _report(result, wish.out, lang)
        bar.remove_task(step)
    _tell_notices([*result.notices, *map(Notice, [*lacking, *without])])
    if wish.as_json:
        print(json.dumps(flat(result, rows), ensure_ascii=False, indent=1))
    else:
        show(result, wish.out, lang)
    if page is not None:  # not on stdout where scripts read JSON
        said = REPORT_TEXTS[lang]["cli.written"].format(file=page)
        print(said, file=sys.stderr if wish.as_json else sys.stdout)
    if wish.write_threshold:
        _write(result, _triage_file(wish), lang)
    _end(result, baseline[1] if baseline else None, asked=bool(wish.fail_under or baseline), lang=lang)


def _report(result: Evaluation, out: Path, lang: Lang) -> tuple[Path | None, list[str]]:
    """The page for people, or what is missing to write it: an evaluation in CI needs none."""
    try:
        return write_report(result, out, lang), []
    except MissingExtra as missing:
        return None, [str(missing)]


def _check(wish: Wish, lang: Lang) -> None:
    """Refuses what cannot be asked for together."""
    if wish.folds < 2:
        raise TiepNhanError(TEXTS[lang]["evaluate.folds.few"].format(value=wish.folds))
    if wish.cross_validation and wish.compare:
        raise TiepNhanError(TEXTS[lang]["evaluate.compare.crossed"])
    if wish.cross_validation and wish.model is not None:
        raise TiepNhanError(TEXTS[lang]["evaluate.model.crossed"])


def _domain(wish: Wish) -> tuple[Domain | None, list[Notice]]:
    """The vocabulary, for at-once intents and the threshold that the operator set; an evaluation goes without too."""
    if wish.domain is not None:
        return find_domain(wish.domain), []
    try:
        return find_domain(None), []
    except DataError as error:
        without = f"{error.message}: at-once intents are not watched, and the model's own threshold is taken"
        return None, [Notice(without, error.file, error.line or 0, error.mend)]


def _about(wish: Wish, samples: Samples, found: modes.Found) -> About:
    return About(
        model=found.model,
        package=version("tiepnhan"),
        model_facts=found.facts,
        sources=tuple(map(str, wish.tests)),
        method="cross-validation" if wish.cross_validation else "held-out",
        folds=wish.folds if wish.cross_validation else 0,
        made_at=datetime.now(VIETNAM).isoformat(timespec="seconds"),
        seconds=0.0,
        seed=wish.seed,
    )


@contextmanager
def _progress() -> Iterator[Progress]:
    """Bars on stderr where a person watches, nothing where none does."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        yield bar


def _tell_notices(notices: Iterable[Notice]) -> None:
    for notice in notices:
        error = DataError(notice.message, file=notice.file, line=notice.line or None, mend=notice.mend)
        print(f"tiepnhan: {error}", file=sys.stderr)


def _triage_file(wish: Wish) -> Path:
    return (wish.domain or Path("domain.yml")).with_name("triage.yml")


def _write(result: Evaluation, file: Path, lang: Lang) -> None:
    """Writes the cheapest threshold into triage.yml.

    Raises:
        DataError: there are too few messages to choose by, or the file cannot be changed.
    """
    if result.threshold is None or result.headline.messages < _LEAST_FOR_THRESHOLD:
        few = TEXTS[lang]["evaluate.threshold.few"].format(least=_LEAST_FOR_THRESHOLD)
        raise DataError(few, file=str(file))
    write_threshold(file, result.threshold.best.threshold)
    said = TEXTS[lang]["evaluate.threshold.written"]
    print(said.format(value=result.threshold.best.threshold, file=file), file=sys.stderr)


def _end(result: Evaluation, baseline: Evaluation | None, *, asked: bool, lang: Lang) -> None:
    """Exits with 1 where a gate is missed or the model is worse than the baseline, if either was asked for."""
    say = TEXTS[lang]
    failed = [gate for gate in result.gates if not gate.passed] if asked else []
    for gate in failed:
        found = "–" if gate.found.value is None else f"{gate.found.value:.4f}"
        sign = ">=" if gate.at_least else "<="
        print(
            "tiepnhan: " + say["evaluate.gate"].format(key=gate.key, found=found, sign=sign, needed=gate.needed),
            file=sys.stderr,
        )
    worse = regressions(result, baseline, result.regression) if baseline is not None else []
    for reason in worse:
        print("tiepnhan: " + say["evaluate.regression"].format(reason=reason), file=sys.stderr)
    if failed or worse:
        raise SystemExit(1)
