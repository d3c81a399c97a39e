"""The result as JSON: there and back, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.evaluation.results import Evaluation, from_json, read_evaluation, to_json
from tests.evaluation.results_made import made

RESULT = made()


def test_every_part_is_filled() -> None:
    """What this result lacks no other test of readers and writers would see."""
    for part in fields(Evaluation):
        assert getattr(RESULT, part.name) not in ((), None), part.name


def test_there_and_back() -> None:
    assert from_json(json.loads(json.dumps(to_json(RESULT)))) == RESULT


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 0}, "format 1"),
        ({"strange": 1}, "strange"),
        ({"headline": None}, "headline"),
        ({"risk": {}}, "risk"),
        ({"about": {}}, "about"),
        ({"threshold": {"costs": 5}}, "threshold"),
    ],
)
def test_something_else_is_told_with_its_key(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_json({**to_json(RESULT), **change})


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"accuracy": 1}'])
def test_a_file_that_is_no_evaluation_is_told(tmp_path: Path, data: str) -> None:
    path = tmp_path / "evaluation.json"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(DataError, match="no evaluation"):
        read_evaluation(path)
    with pytest.raises(DataError, match="cannot be read"):
        read_evaluation(tmp_path / "none.json")
