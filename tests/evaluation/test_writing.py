"""The files of a result: Rasa's names and keys, plots with their data, the threshold in triage.yml."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import classification_report

from bot.errors import DataError
from bot.evaluation.assembling import singles
from bot.evaluation.plots import pictures, render
from bot.evaluation.rasa_files import intent_report
from bot.evaluation.results import read_evaluation
from bot.evaluation.threshold_file import with_threshold, write_threshold
from bot.evaluation.writing import write_results
from tests.evaluation.making import judged
from tests.evaluation.results_made import ROWS, made

ROOT = Path(__file__).parents[2]
RESULT = made()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all files of a result."""
    place = tmp_path_factory.mktemp("results") / "deep" / "results"
    assert write_results(RESULT, singles(ROWS), place, successes=True) == []
    return place


def _json(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))


def test_rasas_files_with_rasas_keys(folder: Path) -> None:
    report = _json(folder / "intent_report.json")
    assert isinstance(report, Mapping)
    assert set(report["late"]) == {"precision", "recall", "f1-score", "support", "confused_with"}
    assert report["late"]["confused_with"] == {"deposit": 1}
    assert {"accuracy", "macro avg", "weighted avg"} <= set(report)
    assert set(report["macro avg"]) == {"precision", "recall", "f1-score", "support"}
    errors = _json(folder / "intent_errors.json")
    assert isinstance(errors, list)
    assert errors[0] == {
        "text": "chết mất thôi",
        "intent": "distress",
        "intent_prediction": {"name": "late", "confidence": 0.97},
    }
    entities = _json(folder / "tiepnhan_report.json")
    assert isinstance(entities, Mapping)
    assert entities["amount"]["confused_with"] == {"no_entity": 1}
    assert {"micro avg", "macro avg", "weighted avg"} <= set(entities)
    wrong = _json(folder / "tiepnhan_errors.json")
    assert isinstance(wrong, list)
    assert set(wrong[0]) == {"text", "entities", "predicted_entities"}
    for name in ("intent_confusion_matrix.png", "intent_histogram.png", "intent_successes.json"):
        assert (folder / name).stat().st_size > 100
    assert (folder / "intent_histogram.png").read_bytes().startswith(b"\x89PNG")


def test_the_report_is_scikit_learns() -> None:
    rows = [judged("a", "a")] * 5 + [judged("a", "b")] * 2 + [judged("b", "b")] * 3 + [judged("c", "a")]
    mine = intent_report(rows)
    pairs = [(each.guess.truth, each.guess.said) for each in rows]
    theirs = classification_report(
        [truth for truth, _ in pairs], [said for _, said in pairs], output_dict=True, zero_division=0.0
    )
    for label, row in theirs.items():
        if isinstance(row, dict):
            assert {key: mine[label][key] for key in row} == pytest.approx(row), label
        else:
            assert mine[label] == pytest.approx(row)


def test_the_whole_result_can_be_read_again(folder: Path) -> None:
    assert read_evaluation(folder / "evaluation.json") == RESULT


def test_no_half_file_is_left(folder: Path) -> None:
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_every_plot_is_svg_with_its_data_beside_it(folder: Path) -> None:
    names = {picture.name for picture in pictures(RESULT)}
    assert names == {
        "intent_confusion_matrix", "intent_histogram", "reliability", "risk_coverage", "cost_curve", "slices", "intents",
        "learning_curve",
    }  # fmt: skip
    for name in names:
        drawn = (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert ET.fromstring(drawn).tag.endswith("svg")
        assert "http" not in drawn.replace("http://www.w3.org/", "").replace('"https://matplotlib.org/"', "")
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) > 1
        assert len({len(row) for row in rows}) == 1


def test_a_plot_is_drawn_the_same_again() -> None:
    one, two = (render(picture) for picture in [pictures(RESULT)[2]] * 2)
    assert one == two


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="--out"):
        write_results(RESULT, singles(ROWS), tmp_path / "file" / "results", plots=False)


THRESHOLDS = [
    ("nlu:\n  threshold: null   # the model's own\nother: 1\n", "nlu:\n  threshold: 0.82   # the model's own\nother: 1\n"),
    ("# head\nnlu: {threshold: 0.5}  # here\n", "# head\nnlu: {threshold: 0.82}  # here\n"),
    ("nlu: {other: 1}\n", "nlu: {threshold: 0.82, other: 1}\n"),
    ("nlu: {}\n", "nlu: {threshold: 0.82}\n"),
    ("nlu:\n  other: 1\n", "nlu:\n  threshold: 0.82\n  other: 1\n"),
    ("nlu:\n  threshold:\n", "nlu:\n  threshold: 0.82\n"),
    ("a: 1", "a: 1\n\nnlu:\n  threshold: 0.82\n"),
    ("nlu:   # comment\r\n  # threshold: 0.1\r\n  threshold: 0.7\r\nb: 1\r\n",
     "nlu:   # comment\r\n  # threshold: 0.1\r\n  threshold: 0.82\r\nb: 1\r\n"),
    ("timers:\n  threshold: 5\nnlu:\n  threshold: null\n", "timers:\n  threshold: 5\nnlu:\n  threshold: 0.82\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), THRESHOLDS)
def test_one_line_of_triage_yml_changes(before: str, after: str) -> None:
    assert with_threshold(before, 0.82) == after
    assert yaml.safe_load(after)["nlu"]["threshold"] == 0.82


def test_our_own_triage_yml(tmp_path: Path) -> None:
    path = tmp_path / "triage.yml"
    before = (ROOT / "triage.yml").read_bytes()
    path.write_bytes(before)
    write_threshold(path, 0.815)
    changed = [
        pair for pair in zip(before.splitlines(), path.read_bytes().splitlines(), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) == 1
    assert b"threshold: 0.815" in changed[0][1]


@pytest.mark.parametrize("text", ["- a\n", "nlu: [1\n", "nlu: 5\n", "nlu:\n  - threshold\n"])
def test_a_file_that_cannot_be_changed_safely_is_told(text: str) -> None:
    with pytest.raises(DataError):
        with_threshold(text, 0.5)


@given(st.integers(0, 200))
def test_any_threshold_of_the_grid_is_read_back(step: int) -> None:
    value = round(step / 200, 3)
    assert yaml.safe_load(with_threshold("nlu:\n  threshold: null\n", value))["nlu"]["threshold"] == value
