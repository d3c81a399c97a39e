"""`tiepnhan evaluate`: a model on files of labelled messages, as a table or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.cli_texts import TEXTS, Lang
from bot.errors import DataError
from bot.evaluation.metrics import Guess, figures
from bot.files import find_model
from bot.message import FALLBACK
from bot.nlu.rasa_yaml import Example, read_folder
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

_SHOWN = ("messages", "accuracy", "macro_f1", "below_threshold", "accepted_right")


def run(tests: list[Path], model: Path | None, as_json: bool, lang: Lang) -> None:
    """Evaluates and prints; the figures over all files, and each file's own where there are several."""
    understander = Understander.load(find_model(model))
    sets = {str(path): list(read_folder(path).examples) for path in tests}
    empty = [name for name, examples in sets.items() if not examples]
    if empty:
        raise DataError(TEXTS[lang]["evaluate.empty"].format(file=", ".join(empty)))
    guesses = {name: judge(understander, examples) for name, examples in sets.items()}
    report: dict[str, Any] = figures([guess for each in guesses.values() for guess in each])
    report["threshold"] = understander.model.threshold
    report["sets"] = {name: figures(each) for name, each in guesses.items()} if len(sets) > 1 else {}
    _warn(sets.values(), set(understander.model.labels), lang)
    if as_json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(report, lang)


def judge(understander: Understander, examples: Iterable[Example]) -> list[Guess]:
    """What the model makes of each message."""
    now = datetime(2026, 1, 1, 12, tzinfo=VIETNAM)
    guesses = []
    for example in examples:
        parse = understander.parse(example.text, now)
        best = parse.ranking[0].confidence if parse.ranking else 0.0
        ranked = tuple(intent.name for intent in parse.ranking)
        found = tuple(intent.name for intent in parse.intents if intent.name != FALLBACK)
        guesses.append(Guess(example.intent, ranked, best, parse.intent.name != FALLBACK, found))
    return guesses


def _warn(sets: Iterable[list[Example]], known: set[str], lang: Lang) -> None:
    labels = {
        label
        for examples in sets
        for each in examples
        for label in ({each.intent} if each.intent in known else each.intent.split("+"))
    }
    if strange := sorted(labels - known):
        print("tiepnhan: " + TEXTS[lang]["evaluate.unknown"].format(labels=", ".join(strange)), file=sys.stderr)


def _print(report: dict[str, Any], lang: Lang) -> None:
    say = TEXTS[lang]
    table = Table(
        say["evaluate.set"], *(say[f"evaluate.{name.replace('below_threshold', 'below')}"] for name in _SHOWN)
    )
    for name, row in [*report["sets"].items(), ("", report)]:
        table.add_row(name, *(_cell(row[key]) for key in _SHOWN))
    intents = Table("intent", "precision", "recall", "f1", "n", "≠")
    for label, row in sorted(report["per_intent"].items(), key=lambda item: item[1]["f1-score"]):
        wrong = ", ".join(f"{other} {count}" for other, count in list(row["confused_with"].items())[:3])
        shown = (_cell(row[key]) for key in ("precision", "recall", "f1-score", "support"))
        intents.add_row(label, *shown, wrong)
    console = Console()
    console.print(intents)
    console.print(table)


def _cell(value: float | int | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{100 * value:.1f} %"
