"""The command line, run as a person runs it: real processes, real files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli_texts import TEXTS

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent / "tiepnhan"


def run(*words: str, stdin: bytes | str = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    """Runs `tiepnhan` and gives back what it printed."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run([str(BIN), *words], input=data, capture_output=True, timeout=120, cwd=cwd, check=False)


def lines(done: subprocess.CompletedProcess[bytes]) -> list[Any]:
    """The JSON lines that were printed."""
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


NLU = """\
version: "3.1"
nlu:
- intent: price
  examples: |
    - giá [vàng](metal) hôm nay bao nhiêu
    - vàng giá sao rồi shop
    - cho hỏi giá bạc
    - giá bạc giờ mấy
- intent: hours
  examples: |
    - mấy giờ cửa hàng mở cửa
    - mở cửa tới mấy giờ vậy
    - cửa hàng nghỉ lúc nào
    - chủ nhật có mở cửa không
- synonym: vàng
  examples: |
    - gold
- lookup: metal
  examples: |
    - vàng
    - bạc
- regex: code
  examples: |
    - SP\\d{4}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of somebody else, trained."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "nlu").mkdir()
    (folder / "nlu" / "shop.yml").write_text(NLU, encoding="utf-8")
    done = run("--lang", "en", "train", "--data", "nlu", "--model", "m/deep/model", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"8 messages, 2 intents" in done.stdout
    return folder


def test_somebody_elses_messages_are_learnt(shop: Path) -> None:
    done = run("parse", "--model", "m/deep/model", stdin="gia GOLD hom nay the nao, ma SP1234\n", cwd=shop)
    (said,) = lines(done)
    assert said["intent_ranking"][0]["name"] == "price"
    found = [(each["entity"], each["value"]) for each in said["entities"]]
    assert ("metal", "vàng") in found
    assert ("code", "SP1234") in found


def test_a_message_per_line_gives_a_json_per_line() -> None:
    done = run("parse", "--now", "2026-11-14T21:00:00+07:00", stdin="rút 5tr từ 8h tối qua chưa về\n\nk đăng nhập dc\n")
    first, empty, third = lines(done)
    assert done.returncode == 0
    assert first["intent"]["name"] == "slow_withdrawal"
    assert set(first) >= {"text", "intent", "intent_ranking", "intents", "entities"}
    assert set(first["entities"][0]) >= {"entity", "start", "end", "value", "raw"}
    (time,) = [each for each in first["entities"] if each["entity"] == "incident_time"]
    assert time["value"]["start"] == "2026-11-13T20:00:00+07:00"
    assert empty["intent"] == {"name": "nlu_fallback", "confidence": 0.0, "because": []}
    assert third["intent"]["name"] == "login_failure"


def test_a_line_that_is_no_utf8_does_not_stop_the_rest() -> None:
    done = run("--lang", "en", "parse", stdin="rút tiền\n".encode() + b"\xff\xfe\n" + "nạp tiền\r\n".encode())
    first, broken, last = lines(done)
    assert (first["text"], last["text"]) == ("rút tiền", "nạp tiền")
    assert broken == {"line": 2, "error": "line 2 is not UTF-8 and is skipped"}
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_now_without_zone_is_viet_nams_and_another_is_refused() -> None:
    done = run("parse", "--now", "2026-11-14T21:00:00", stdin="lúc 8h tối nay\n")
    assert lines(done)[0]["entities"][0]["value"]["start"] == "2026-11-14T20:00:00+07:00"
    bad = run("--lang", "en", "parse", "--now", "yesterday", stdin="x\n")
    assert bad.returncode == 1
    assert b"ISO 8601" in bad.stderr


def test_evaluation_as_json_and_as_a_table(tmp_path: Path) -> None:
    for name, text in (("one.yml", "rút tiền mãi chưa về"), ("two.yml", "đăng nhập không được ad ơi")):
        intent = "slow_withdrawal" if name == "one.yml" else "login_failure"
        (tmp_path / name).write_text(f"nlu:\n- intent: {intent}\n  examples: |\n    - {text}\n", encoding="utf-8")
    out = ("--out", str(tmp_path / "results"))
    done = run("evaluate", str(tmp_path / "one.yml"), str(tmp_path / "two.yml"), "--json", *out)
    report = json.loads(done.stdout)
    assert (report["accuracy"], report["messages"]) == (1.0, 2)
    assert set(report["sets"]) == {str(tmp_path / "one.yml"), str(tmp_path / "two.yml")}
    assert "macro_f1" in report
    assert "per_intent" in report
    assert b"slow_withdrawal" in run("evaluate", str(tmp_path), *out).stdout
    whole = json.loads((tmp_path / "results" / "evaluation.json").read_text(encoding="utf-8"))
    assert whole["headline"]["accuracy"]["value"] == 1.0


def test_an_unknown_label_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.yml").write_text("nlu:\n- intent: weather\n  examples: |\n    - trời mưa\n", encoding="utf-8")
    done = run("--lang", "en", "evaluate", str(tmp_path / "t.yml"), "--json", "--out", str(tmp_path / "results"))
    assert b"does not know these labels" in done.stderr
    assert json.loads(done.stdout)["accuracy"] == 0


MISTAKES = [
    (["parse", "--model", "no/such/model"], "tiepnhan train"),
    (["evaluate", "no/such/file.yml"], "no such file"),
    (["train", "--data", "no/such/folder"], "no such file"),
    (["chat", "--domain", "no/such/domain.yml"], "domain.yml"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda value: value[0] if isinstance(value, list) else "")
def test_a_mistake_is_told_without_a_traceback(words: list[str], said: str) -> None:
    done = run("--lang", "en", *words, stdin="x\n")
    assert done.returncode == 1
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("nlu:\n- intent: a\n  examples: |\n    một\n", encoding="utf-8")
    done = run("--lang", "en", "train", "--data", str(tmp_path), "--model", str(tmp_path / "m"))
    assert f"{tmp_path / 'bad.yml'}:4: " in done.stderr.decode()
    assert not (tmp_path / "m").exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_is_in_the_language_that_is_asked_for(lang: str) -> None:
    shown = " ".join(run("--lang", lang, "parse", "--help").stdout.decode().split())
    assert TEXTS["en" if lang == "en" else "vi"]["parse"] in shown


def test_the_docs_hold_the_help_texts() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    commands = re.findall(r"^## `tiepnhan (\w+)`", page, re.MULTILINE)
    shown = run("--lang", "en", "--help").stdout.decode()
    assert set(commands) == set(re.findall(r"^  (\w+)  ", shown.split("Commands:")[1], re.MULTILINE))
    for command in commands:
        help_text = run("--lang", "en", command, "--help").stdout.decode().strip()
        assert help_text in page, f"docs/cli.md is behind `tiepnhan {command} --help`: run  python docs/write_cli.py"


def test_a_conversation_ends_in_a_case() -> None:
    said = "rút 5tr từ 8h tối qua chưa về, tk hoangnam88\nkhông có ảnh\nđúng rồi\n"
    done = run("chat", "--now", "2026-11-14T21:00:00", "--json", stdin=said)
    turns = lines(done)
    assert [turn["state"]["name"] for turn in turns] == ["collecting", "confirming", "waiting"]
    case = turns[-1]["case"]
    assert (case["kind"], case["status"], case["priority"]) == ("slow_withdrawal", "handed_over", "urgent")
    assert {each["name"]: each["value"] for each in case["fields"]}["amount"] == 5_000_000
    assert re.fullmatch(r"TN-\w{5}-\w{5}-\w", case["code"])


def test_commands_of_the_terminal() -> None:
    said = 'k vô dc tk thanhtruc92 từ sáng nay\n/image no/such.png\n/why\n/agent take\n/wait soon\n/intent{"a": 1}\n/quit\nx\n'
    done = run("--lang", "en", "chat", "--now", "2026-11-14T21:00:00", stdin=said)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "There is no file no/such.png" in shown
    assert "login_failure" in shown
    assert "No case is with an agent" in shown
    assert "Write it as: /wait 31m" in shown
    assert b"Traceback" not in done.stderr


def test_a_zip_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "shot.png").write_bytes(b"PK\x03\x04" + b"0" * 60)
    (tmp_path / "real.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 60)
    said = f"k vô dc tk thanhtruc92 từ sáng nay\n/image {tmp_path}/shot.png\n/image {tmp_path}/real.png\n"
    done = run("chat", "--now", "2026-11-14T21:00:00", "--json", stdin=said)
    evidence = [len(turn["case"]["evidence"]) for turn in lines(done)]
    assert evidence[-1] == evidence[-2] + 1


def test_validate_finds_what_is_wrong(tmp_path: Path) -> None:
    for name in ("domain.yml", "triage.yml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "nlu").mkdir()
    text = "nlu:\n- intent: slow_withdrawl\n  examples: |\n    - rút tiền mãi mà chưa thấy về\n"
    text += "- intent: game_error\n  examples: |\n    - RUT TIEN MAI ma chua thay ve!!\n"
    (tmp_path / "nlu" / "a.yml").write_text(text, encoding="utf-8")
    done = run("validate", "--data", "nlu", "--domain", "domain.yml", cwd=tmp_path)
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert "nlu/a.yml:4: domain.yml has no intent slow_withdrawl" in shown
    assert "did you mean slow_withdrawal" in shown
    assert "nlu/a.yml:7: 'RUT TIEN MAI ma chua thay ve!!' is game_error here and slow_withdrawl in nlu/a.yml:4" in shown
