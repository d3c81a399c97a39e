"""`tiepnhan evaluate` writes the page beside the other files, in the language that was asked for, and says where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from tests.evaluation import small


def _run(*words: str | Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(map(str, words)))
    assert ended.value.code == 0


@pytest.mark.parametrize(
    ("lang", "said", "title"),
    [("vi", "Báo cáo để đọc: ", "Có thể dùng được?"), ("en", "The report to read: ", "Can it be used?")],
)
def test_the_page_is_written_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str, title: str
) -> None:
    tests, out = tmp_path / "tests.csv", tmp_path / "out"
    rows = [f"{text} ạ,{intent}" for text, intent in small.MESSAGES]
    tests.write_text("\n".join(["text,intent", *rows]) + "\n", encoding="utf-8")
    words: list[str | Path] = [
        "evaluate",
        tests,
        "--model",
        small.model(),
        "--out",
        out,
        "--no-plot",
        "--no-slices",
        "--lang",
        lang,
    ]
    _run(*words)
    assert f"{said}{out / 'report.html'}" in capsys.readouterr().out
    assert title in (out / "report.html").read_text(encoding="utf-8")
    _run(*words, "--json")
    told = capsys.readouterr()
    assert json.loads(told.out)["messages"] == len(small.MESSAGES)
    assert f"{said}{out / 'report.html'}" in told.err
