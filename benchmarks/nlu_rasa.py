"""Stock Rasa on the same messages, by its own commands, where its environment exists; nothing of Rasa is imported."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml

from bot.evaluation.reading import read_samples

ROOT = Path(__file__).parents[1]
_FEATURES = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
_PIPELINES = {
    "DIET": [*_FEATURES, {"name": "DIETClassifier", "epochs": 100}],
    "logistic regression": [*_FEATURES, {"name": "LogisticRegressionClassifier", "max_iter": 200, "tol": 1e-4}],
}
_SPELLINGS = ("unaccented", "NFD", "UPPERCASE")


def rasa_rows(
    clean: Sequence[Path], noisy: Path, spelled: Callable[[str, str], str]
) -> Iterator[tuple[str, float | None, float | None]]:
    """Lines of the table (what, nothing wanted, accuracy); none where TIEPNHAN_RASA names no command.

    Args:
        clean: files of messages to judge by.
        noisy: a folder of noisy ones.
        spelled: rewrites a message in a spelling, by the spelling's name.
    """
    command = os.environ.get("TIEPNHAN_RASA", "")
    if not Path(command).is_file():
        print("stock Rasa is left out: TIEPNHAN_RASA names no `rasa` command")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        samples = [(each.text, each.intent) for each in read_samples(clean).rows]
        sets = {"as written": samples, "noisy": [(each.text, each.intent) for each in read_samples([noisy]).rows]}
        sets |= {name: [(spelled(text, name), intent) for text, intent in samples] for name in _SPELLINGS}
        for name, rows in sets.items():
            _write(folder / "tests" / f"{name}.yml", rows)
        for name, pipeline in _PIPELINES.items():
            config = folder / "config.yml"
            config.write_text(yaml.safe_dump({"recipe": "default.v1", "language": "vi", "pipeline": pipeline}))
            _run(command, folder, "train", "nlu", "--nlu", str(ROOT / "data" / "nlu"), "--config", str(config))
            for each in sets:
                yield f"{name}, {each}", None, _accuracy(command, folder, folder / "tests" / f"{each}.yml")


def _write(path: Path, rows: Sequence[tuple[str, str]]) -> None:
    """NLU YAML in its long form, which takes any text."""
    by_intent: dict[str, list[dict[str, str]]] = {}
    for text, intent in rows:
        by_intent.setdefault(intent, []).append({"text": text})
    path.parent.mkdir(exist_ok=True)
    items = [{"intent": intent, "examples": examples} for intent, examples in by_intent.items()]
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": items}, allow_unicode=True), encoding="utf-8")


def _accuracy(command: str, folder: Path, tests: Path) -> float:
    out = folder / "results"
    _run(command, folder, "test", "nlu", "--nlu", str(tests), "--out", str(out), "--no-plot")
    report = json.loads((out / "intent_report.json").read_text(encoding="utf-8"))
    return float(report["accuracy"])


def _run(command: str, folder: Path, *words: str) -> None:
    subprocess.run([command, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
