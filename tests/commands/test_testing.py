"""`tiepnhan test` tells what went another way, in both languages, and exits with 1 then."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[2]
RIGHT = "stories:\n- story: hello\n  steps:\n  - user: xin chào\n  - action: utter_greet\n"
WRONG = RIGHT.replace("utter_greet", "utter_goodbye")


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def _run(folder: Path, text: str, *options: str) -> int:
    file = folder / "story.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main([*options, "test", str(file)])
    return int(left.value.code or 0)


def test_all_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, RIGHT, "--lang", "en") == 0
    assert capsys.readouterr().out == "Conversations: 1, all as written.\n"


@pytest.mark.parametrize(("lang", "expected", "got"), [("en", "expected", "got"), ("vi", "phải là", "lại là")])
def test_another_way(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, expected: str, got: str) -> None:
    assert _run(tmp_path, WRONG, "--lang", lang) == 1
    out = capsys.readouterr().out
    assert f"{tmp_path / 'story.yml'}:5" in out
    assert f"{expected}: utter_goodbye" in out
    assert f"{got}: utter_greet" in out
    assert "› xin chào" in out


def test_a_mistake_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path, RIGHT.replace("user", "usr")) == 1
    assert "did you mean user?" in capsys.readouterr().err
