"""What `tiepnhan evaluate` prints: tables for a person, or the figures as flat JSON for a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.cli_texts import TEXTS, Lang
from bot.evaluation.judging import Judged
from bot.evaluation.metrics import figures
from bot.evaluation.results import Evaluation, Figure

_SHOWN = ("accuracy", "macro_f1", "top_3", "coverage", "accepted_right", "calibration_error")


def flat(result: Evaluation, judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures without intervals, for scripts: those of all messages, and of each set where there are several."""
    names = list(dict.fromkeys(each.sample.source for each in judged))
    parts = {name: [each.guess for each in judged if each.sample.source == name] for name in names}
    report = figures([each.guess for each in judged])
    report["threshold"] = result.headline.threshold
    report["sets"] = {name: figures(part) for name, part in parts.items()} if len(names) > 1 else {}
    report["gates"] = [{"key": gate.key, "needed": gate.needed, "found": gate.found.value} for gate in result.gates]
    return report


def show(result: Evaluation, out: Path, lang: Lang) -> None:
    """Prints the tables, worst intents first, and where the files are."""
    console = Console(highlight=False)
    console.print(_intents(result))
    if len(result.slices) > 1:
        console.print(_slices(result, lang))
    for table in (_watches(result, lang), _comparisons(result, lang), _curve(result, lang), _sets(result, lang)):
        if table.row_count:
            console.print(table)
    console.print(_headline(result, lang))
    _threshold(result, console, lang)
    console.print(TEXTS[lang]["evaluate.written"].format(folder=out), soft_wrap=True)


def _intents(result: Evaluation) -> Table:
    table = Table("intent", "precision", "recall", "f1", "n", "≠")
    for row in result.intents:
        wrong = ", ".join(f"{other or '–'} {count}" for other, count in row.confused_with[:3])
        table.add_row(row.name, _value(row.precision), _value(row.recall), _value(row.f1), str(row.support), wrong)
    return table


def _slices(result: Evaluation, lang: Lang) -> Table:
    say = TEXTS[lang]
    table = Table(*(say[f"evaluate.{name}"] for name in ("slice", "messages", "accuracy", "lost", "coverage")))
    for each in result.slices:
        shown = (_ranged(each.accuracy), _ranged(each.lost), _value(each.coverage))
        table.add_row(each.name, str(each.messages), *shown)
    return table


def _watches(result: Evaluation, lang: Lang) -> Table:
    say = TEXTS[lang]
    table = Table(*(say[f"evaluate.{name}"] for name in ("watch", "recall", "named", "alarms", "alike")))
    for watch in result.watches:
        shown = (_value(watch.named), _value(watch.false_alarms), _value(watch.look_alike_alarms))
        table.add_row(watch.name, _ranged(watch.recall), *shown)
    if result.two_problems is not None:
        both = result.two_problems
        table.add_row(say["evaluate.two"], _ranged(both.both), _value(both.both), _value(both.split), "–")
    for gate in result.gates:
        if not gate.passed:
            sign = "≥" if gate.at_least else "≤"
            table.add_row(f"[red]✗ {gate.key} {sign} {gate.needed}[/red]", _value(gate.found), "", "", "")
    return table


def _comparisons(result: Evaluation, lang: Lang) -> Table:
    say = TEXTS[lang]
    table = Table(*(say[f"evaluate.{name}"] for name in ("against", "accuracy", "difference", "p", "verdict")))
    for each in (*result.comparisons, *((result.regression,) if result.regression else ())):
        verdict = say[f"evaluate.verdict.{each.verdict}"]
        table.add_row(each.name, _value(each.accuracy), _ranged(each.difference), f"{each.p_value:.4f}", verdict)
    return table


def _curve(result: Evaluation, lang: Lang) -> Table:
    say = TEXTS[lang]
    table = Table("%", *(say[f"evaluate.{name}"] for name in ("messages", "per_intent", "accuracy", "macro_f1")))
    for point in result.learning_curve:
        shown = (_ranged(point.accuracy), _value(point.macro_f1))
        table.add_row(f"{point.percent:g}", str(point.messages), f"{point.per_intent:.0f}", *shown)
    return table


def _sets(result: Evaluation, lang: Lang) -> Table:
    say = TEXTS[lang]
    table = Table(
        say["evaluate.set"],
        *(say[f"evaluate.{name}"] for name in ("messages", "accuracy", "coverage", "accepted_right")),
    )
    for each in result.sets:
        head = each.headline
        shown = (_value(head.accuracy), _value(head.coverage), _value(head.accepted_right))
        table.add_row(each.name, str(head.messages), *shown)
    return table


def _headline(result: Evaluation, lang: Lang) -> Table:
    say, head = TEXTS[lang], result.headline
    table = Table(say["evaluate.figure"], "", "95 %")
    table.add_row(say["evaluate.messages"], str(head.messages), "")
    for name in _SHOWN:
        figure: Figure = getattr(head, name)
        if figure.value is None or figure.low is None or figure.high is None:
            table.add_row(say[f"evaluate.{name}"], "–", "")
            continue
        low, value, high = (_percent(name, each) for each in (figure.low, figure.value, figure.high))
        table.add_row(say[f"evaluate.{name}"], value, f"{low}–{high}")
    return table


def _percent(name: str, value: float) -> str:
    return f"{value:.3f}" if name == "calibration_error" else f"{100 * value:.1f} %"


def _threshold(result: Evaluation, console: Console, lang: Lang) -> None:
    say = TEXTS[lang]
    if result.threshold is not None:
        now, best = result.threshold.now, result.threshold.best
        said = say["evaluate.threshold"].format(now=now.threshold, cost=now.cost, best=best.threshold, least=best.cost)
        console.print(said, soft_wrap=True)
    if result.latency is not None:
        console.print(
            say["evaluate.latency"].format(p50=result.latency.p50, p95=result.latency.p95, p99=result.latency.p99)
        )


def _value(figure: Figure) -> str:
    return "–" if figure.value is None else f"{100 * figure.value:.1f} %"


def _ranged(figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return "–"
    return f"{100 * figure.value:.1f} % [dim]({100 * figure.low:.1f}–{100 * figure.high:.1f})[/dim]"
