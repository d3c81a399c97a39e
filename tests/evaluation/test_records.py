"""Records with their places: whatever stands in a file, each record can be gone on from, and none is read twice."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import records

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_csv_is_read_as_it_was_written_from_every_place(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([("text", "note"), *rows])
    data = out.getvalue().encode()
    names, delimiter, offset, line = records.csv_header(io.BytesIO(data), until=len(data))
    kept = [row for row in rows if any(cell.strip() for cell in row)]

    def read(offset: int, line: int) -> list[records.Record]:
        file = io.BytesIO(data)
        file.seek(offset)
        return list(records.csv_rows(file, names, delimiter, until=len(data), offset=offset, line=line))

    found = read(offset, line)
    assert [record.values for record in found] == [{"text": text, "note": note} for text, note in kept]
    for at, record in enumerate(found):
        assert read(record.end, record.next_line) == found[at + 1 :]


@given(st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line), max_size=8))
def test_any_bytes_are_read_line_by_line(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    found = list(records.json_lines(io.BytesIO(data), until=len(data)))
    for record in found:
        assert (record.values is None) == bool(record.error)
    for at, record in enumerate(found):
        file = io.BytesIO(data)
        file.seek(record.end)
        rest = list(records.json_lines(file, until=len(data), offset=record.end, line=record.next_line))
        assert rest == found[at + 1 :]


def test_what_is_written_behind_the_end_is_left_alone() -> None:
    whole = b'{"text": "a"}\n'
    data = whole + b'{"text": "b"}\n'
    assert len(list(records.json_lines(io.BytesIO(data), until=len(whole)))) == 1


def test_a_line_that_is_too_long_is_told_and_passed_over() -> None:
    data = b'{"text": "' + b"x" * (3 * records.LONGEST) + b'"}\n' + json.dumps({"text": "y"}).encode() + b"\n"
    long, good = records.json_lines(io.BytesIO(data), until=len(data))
    assert "longer than" in long.error
    assert (good.values, good.line) == ({"text": "y"}, 2)


def test_an_open_quote_does_not_swallow_the_file() -> None:
    data = b"text,note\n" + b'"open,1\n' + b"".join(b"row %d,x\n" % at for at in range(500))
    file = io.BytesIO(data)
    names, delimiter, offset, line = records.csv_header(file, until=len(data))
    file.seek(offset)
    found = list(records.csv_rows(file, names, delimiter, until=len(data), offset=offset, line=line))
    assert "quote" in found[0].error
    assert len(found) == 501
    assert found[-1].values == {"text": "row 499", "note": "x"}
