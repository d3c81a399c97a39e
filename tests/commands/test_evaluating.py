"""`tiepnhan evaluate` and `tiepnhan classify` as a person calls them, with a small model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.evaluation.results import Evaluation, read_evaluation
from tests.evaluation import small


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """Messages to judge by, a few of them labelled wrongly."""
    path = tmp_path / "tests.csv"
    rows = [f"{text} ạ,{intent},zalo" for text, intent in small.MESSAGES]
    rows += ["rút tiền mãi chưa về đâu,deposit,web", "trời mưa,weather,web"]
    path.write_text("\n".join(["text,intent,channel", *rows]) + "\n", encoding="utf-8")
    return path


def _run(*words: str | Path) -> int:
    try:
        main([*map(str, words), "--lang", "en"])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _evaluate(tests: Path, out: Path, *words: str | Path) -> int:
    return _run("evaluate", tests, "--model", small.model(), "--out", out, "--no-plot", "--no-slices", *words)


def _result(out: Path) -> Evaluation:
    return read_evaluation(out / "evaluation.json")


def test_everything_comes_of_one_call(tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert _run("evaluate", tests, "--model", small.model(), "--out", out) == 0
    result, said = _result(out), capsys.readouterr()
    assert result.headline.messages == len(small.MESSAGES) + 2
    assert {each.name for each in result.slices} >= {"clean", "unaccented", "NFD", "typos 3", "channel:zalo"}
    assert result.latency is not None
    assert [each.row.text for each in result.evidence] == ["rút tiền mãi chưa về đâu"]
    assert (out / "reliability.svg").exists()
    assert "weather" in said.err
    assert f"{tests}:{len(small.MESSAGES) + 3}: " in said.err
    assert "accuracy" in said.out
    assert "sure" not in said.err


def test_the_same_call_gives_the_same_result(tests: Path, tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        assert _evaluate(tests, tmp_path / name) == 0
        data = json.loads((tmp_path / name / "evaluation.json").read_text(encoding="utf-8"))
        del data["about"], data["latency"]
        found.append(data)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("gates", "code", "said"),
    [
        (["accuracy=0.9"], 0, ""),
        (["accuracy=99.9%"], 1, "accuracy is 0.9655, but must be >= 0.999"),
        (["calibration_error=0.9", "intent.late.recall=0.9"], 0, ""),
        (["calibration_error=0"], 1, "calibration_error"),
        (["acuracy=0.9"], 1, "did you mean accuracy"),
        (["accuracy"], 1, "KEY=VALUE"),
    ],
)
def test_gates_decide_the_exit_status(
    tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], gates: list[str], code: int, said: str
) -> None:
    assert _evaluate(tests, tmp_path / "out", "--fail-under", *gates) == code
    assert said in capsys.readouterr().err


def test_a_regression_is_told(tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _evaluate(tests, tmp_path / "before") == 0
    baseline = tmp_path / "before" / "evaluation.json"
    assert _evaluate(tests, tmp_path / "same", "--fail-on-regression", baseline) == 0
    better = json.loads(baseline.read_text(encoding="utf-8"))
    other = tmp_path / "other.csv"
    other.write_text(tests.read_text(encoding="utf-8").replace("late,zalo", "distress,zalo"), encoding="utf-8")
    assert _evaluate(other, tmp_path / "worse", "--fail-on-regression", baseline) == 1
    assert "worse than before" in capsys.readouterr().err
    assert better["headline"]["messages"] == len(small.MESSAGES) + 2


def test_models_are_compared_and_a_broken_one_is_left_out(
    tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _evaluate(tests, tmp_path / "out", "--compare", small.model(), tmp_path / "nothing") == 0
    (found,) = _result(tmp_path / "out").comparisons
    assert (found.verdict, found.p_value, found.only_ours_right) == ("even", 1.0, 0)
    assert "there is no model" in capsys.readouterr().err


def test_cross_validation_with_a_learning_curve(
    tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--cross-validation", "--folds", "2", "--percentage", "20", "100", "--out", tmp_path / "out", "--no-plot")
    assert _run("evaluate", tests, *words) == 0
    result = _result(tmp_path / "out")
    assert (result.about.method, result.about.folds, result.latency) == ("cross-validation", 2, None)
    assert result.headline.messages == len(small.MESSAGES) + 2
    assert [point.percent for point in result.learning_curve] == [20.0, 100.0]
    assert "the intent weather has 1 message for 2 folds" in capsys.readouterr().err


REFUSED = [
    (["--cross-validation", "--model", "m"], "--model does not go with --cross-validation"),
    (["--cross-validation", "--compare", "m"], "--compare does not go with --cross-validation"),
    (["--cross-validation", "--folds", "1"], "--folds takes 2 or more"),
    (["--cross-validation", "--folds", "500"], "too few messages for 500 folds"),
    (["--fail-on-regression", "none.json"], "cannot be read"),
    (["--model", "none"], "there is no model in none"),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_cannot_be_done_is_told(
    tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert _run("evaluate", tests, "--out", tmp_path / "out", *words) == 1
    assert said in capsys.readouterr().err


def test_the_threshold_is_written_where_there_are_enough_messages(
    tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(__file__).parents[2]
    for name in ("domain.yml", "triage.yml"):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    domain = ("--domain", tmp_path / "domain.yml", "--write-threshold", "--cost-wrong", "9")
    assert _evaluate(tests, tmp_path / "out", *domain) == 0
    best = _result(tmp_path / "out").threshold
    assert best is not None
    assert best.costs.wrong == 9
    assert f"threshold: {best.best.threshold:g}" in (tmp_path / "triage.yml").read_text(encoding="utf-8")
    few = tmp_path / "few.csv"
    few.write_text("text,intent\nrút tiền mãi chưa về,late\n", encoding="utf-8")
    before = (tmp_path / "triage.yml").read_bytes()
    assert _evaluate(few, tmp_path / "out", *domain) == 1
    assert "at least 50 messages" in capsys.readouterr().err
    assert (tmp_path / "triage.yml").read_bytes() == before


def test_a_file_of_entities_alone_is_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "secrets.jsonl"
    row = {"text": "mk của em là Abc@12345", "entities": [{"entity": "secret", "start": 13, "end": 22}]}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert _evaluate(path, tmp_path / "out", "--fail-under", "secrets.recall=1") == 0
    result = _result(tmp_path / "out")
    assert (result.headline.messages, result.headline.accuracy.value) == (0, None)
    assert result.watches[0].recall.value == 1.0
    for file in (tmp_path / "out").iterdir():
        assert b"Abc@12345" not in file.read_bytes(), file


def test_an_archive_is_classified(tests: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    words = ("classify", tests, "--out", out, "--model", small.model(), "--workers", "1")
    assert _run(*words) == 0
    assert f"{len(small.MESSAGES) + 2} messages -> {out}; 0 rows could not be read" in capsys.readouterr().out
    assert _run(*words) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert _run(*words, "--overwrite") == 0
    assert _run("classify", tests, "--out", tmp_path / "out.xlsx") == 1
    assert ".csv or .jsonl" in capsys.readouterr().err
