"""Files of labelled messages, good and bad: what is wrong is told with file, line and mend, and the rest is read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.evaluation.reading import read_records, read_samples
from bot.evaluation.results_findings import Notice, Span
from bot.message import Masked


def _write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_yaml_csv_and_json_lines_of_one_folder(tmp_path: Path) -> None:
    _write(tmp_path, "a.yml", "nlu:\n- intent: late\n  examples: |\n    - rút [5tr](amount) chưa về\n    - rút mãi\n")
    _write(tmp_path, "b.csv", "text,intent,channel\nnạp chưa vào,deposit,zalo\n")
    _write(tmp_path, "c.jsonl", '{"text": "xin chào", "intent": "greet", "entities": []}\n')
    _write(tmp_path, "d.tsv", "a note\tof somebody\n")
    read = read_samples([tmp_path])
    assert [(row.text, row.intent, row.line) for row in read.rows] == [
        ("rút 5tr chưa về", "late", 4),
        ("rút mãi", "late", 5),
        ("nạp chưa vào", "deposit", 2),
        ("xin chào", "greet", 1),
    ]
    assert read.rows[0].entities == (Span("amount", 4, 7, "5tr"),)
    assert [row.entities for row in read.rows[1:]] == [(), None, ()]
    assert read.rows[2].channel == "zalo"
    assert read.notices == ()


@pytest.mark.parametrize("header", ["text,intent", "TEXT;Intent", "text\tintent", "\ufefftext,intent"])
def test_the_delimiters_of_csv(tmp_path: Path, header: str) -> None:
    delimiter = next(sign for sign in ",;\t" if sign in header)
    path = _write(tmp_path, "a.csv", f'{header}\r\n"rút, nạp; ""nhanh""\ngấp"{delimiter}late\r\n')
    (row,) = read_samples([path]).rows
    assert (row.text, row.intent, row.line) == ('rút, nạp; "nhanh"\ngấp', "late", 2)


def test_excels_unicode_text_is_read(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.csv", "text\tintent\r\nrút tiền\tlate\r\n".encode("utf-16"))
    assert [row.text for row in read_samples([path]).rows] == ["rút tiền"]


BROKEN_ROWS = [
    (b"\xff\xfe\xfd,late\n", "the row is not UTF-8"),
    ("rút,tiền,late\n".encode(), "the row has 3 cells, the header 2"),
    (b'"never closed,late\nnext,late\n', "the row cannot be read: unexpected end of data"),
    (b",late\n", "there is no text in it"),
    (b"xin,\n", "there is no label in it"),
]


@pytest.mark.parametrize(("row", "said"), BROKEN_ROWS, ids=[said for _, said in BROKEN_ROWS])
def test_a_broken_row_costs_no_other(tmp_path: Path, row: bytes, said: str) -> None:
    path = _write(tmp_path, "a.csv", b"text,intent\nfirst,late\n" + row + b"last,late\n")
    read = read_samples([path])
    assert [each.text for each in read.rows][0::1][-1] == "last"
    assert "first" in [each.text for each in read.rows]
    (notice,) = read.notices
    assert (notice.message, notice.file, notice.line) == (said, str(path), 3)
    assert notice.mend


BROKEN_LINES = [
    ('{"text": "x", "intent": "a"', "the line is no JSON: Expecting ',' delimiter: line 2 column 1 (char 28)"),
    ("[1]", "the line is no JSON object"),
    ('{"text": 5, "intent": "a"}', "`text` is no string but a number"),
    ('{"text": "x", "intent": 5}', "`intent` is no string but a number"),
    ('{"text": "x", "intent": "a", "entities": [{"entity": "b", "start": 0, "end": 9}]}',
     "the entity b from 0 to 9 is outside the text of 1 characters"),
    ('{"text": "x", "intent": "a", "entities": [{"start": 0, "end": 1}]}', "an entity has no name, start or end"),
    ('{"text": "x", "intent": "a", "entities": "no list"}', "`entities` is no JSON: Expecting value: line 1 column 1 (char 0)"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said"), BROKEN_LINES, ids=[said for _, said in BROKEN_LINES])
def test_a_broken_line_costs_no_other(tmp_path: Path, line: str, said: str) -> None:
    path = _write(tmp_path, "a.jsonl", f'\n{line}\n{{"text": "y", "intent": "a"}}\n')
    read = read_samples([path])
    assert [each.text for each in read.rows] == ["y"]
    (notice,) = read.notices
    assert (notice.message, notice.line) == (said, 2)
    assert notice.mend


def test_a_broken_yaml_entry_costs_no_other(tmp_path: Path) -> None:
    text = (
        'version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - một\n    hai\n    - ba\n- intent: empty\n'
        "  examples: |\n- intent: c\n  examples: |\n    - bốn [x]{broken}\n    - năm\n"
    )
    path = _write(tmp_path, "a.yml", text.encode() + b"    - \xff\xfe\n")
    read = read_samples([path])
    assert [(row.intent, row.text, row.line) for row in read.rows] == [
        ("a", "một", 5),
        ("a", "ba", 7),
        ("c", "năm", 13),
    ]
    assert [(notice.line, notice.message) for notice in read.notices] == [
        (14, "this line is not UTF-8"),
        (6, "an example does not begin with a dash: 'hai'"),
        (8, "intent empty has no examples"),
        (12, "the entity behind [x] is no JSON with an `entity`: {broken}"),
    ]


def test_a_secret_on_a_broken_line_is_not_told(tmp_path: Path) -> None:
    text = "nlu:\n- intent: a\n  examples: |\n    - một\n    mật khẩu của em là Abc@12345\n"
    read = read_samples([_write(tmp_path, "a.yml", text)])
    assert len(read.notices) == 1
    assert "Abc@12345" not in read.notices[0].message


def test_exported_conversations_count_by_their_corrected_label_alone(tmp_path: Path) -> None:
    lines = [
        {"conversation": "c1", "message": "m1", "channel": "telegram", "text": "mk •••••• nha", "intent": "inform",
         "corrected_intent": "login_failure", "masked": [{"kind": "password", "start": 3, "end": 9}]},
        {"conversation": "c1", "message": "m2", "channel": "telegram", "text": "ok", "intent": "affirm"},
    ]  # fmt: skip
    path = _write(tmp_path, "a.jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    read = read_samples([path])
    (row,) = read.rows
    assert (row.intent, row.masked, row.channel) == ("login_failure", (Masked("password", 3, 9),), "telegram")
    assert [notice.message for notice in read.notices] == ["1 messages bear no corrected label and are passed over"]


def test_labels_of_several_shapes(tmp_path: Path) -> None:
    lines = ['{"text":"x","intent":{"name":"a"}}', '{"text":"x","intent":["a","b"]}', '{"text":"x","label":"c"}']
    path = _write(tmp_path, "a.jsonl", "\n".join(lines))
    assert [row.intent for row in read_samples([path]).rows] == ["a", "a+b", "c"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("missing.yml", None, "there is no such file or folder"),
        ("a.xlsx", "x", "the kind .xlsx is not known"),
        ("a.csv", "message,label\nx,a\n", "its first line names no column `text`"),
        ("a.jsonl", "", "there are no labelled messages in it"),
        ("a.yml", "nlu: 5\n", "`nlu` is no list"),
    ],
)
def test_where_nothing_can_be_read_the_reason_is_told(tmp_path: Path, name: str, data: str | None, said: str) -> None:
    path = tmp_path / name
    if data is not None:
        _write(tmp_path, name, data)
    with pytest.raises(DataError) as told:
        read_samples([path])
    assert said in str(told.value)
    assert str(path) in str(told.value)


def test_one_bad_file_does_not_keep_the_others(tmp_path: Path) -> None:
    bad = _write(tmp_path, "a.csv", "nothing\n")
    good = _write(tmp_path, "b.csv", "text,intent\nx,a\n")
    read = read_samples([bad, good])
    assert [row.text for row in read.rows] == ["x"]
    assert read.notices[0] == Notice(
        "its first line names no column `text`", str(bad), 1, "name the columns in the first line: text,intent"
    )


def test_a_long_list_of_broken_rows_is_cut_short(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.csv", "text,intent\n" + "x\n" * 50 + "y,a\n")
    notices = read_samples([path]).notices
    assert len(notices) == 21
    assert notices[-1].message == "30 more records could not be read"


class _Growing(io.BufferedReader):
    """A real file to which somebody writes while it is read."""

    def readline(self, size: int | None = -1, /) -> bytes:
        with open(self.name, "ab") as other:
            other.write(b'xt": "late", "intent": "a"}\n{"text": "later", "intent": "a"}\n')
        return super().readline(-1 if size is None else size)


def test_a_file_that_grows_is_read_up_to_where_it_was(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.jsonl", '{"text": "x", "intent": "a"}\n{"text": "y", "intent": "a"}\n{"te')
    size = path.stat().st_size
    with _Growing(io.FileIO(path)) as file:
        read = read_records(file, path, "a.jsonl")
    assert [row.text for row in read.rows] == ["x", "y"]
    assert [notice.message for notice in read.notices] == [f"it grows while it is read: {size} bytes were evaluated"]
