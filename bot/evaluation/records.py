"""CSV and JSON lines, record by record with their places, in constant memory; what a record means is not its business.

A broken record is told and the next one read: one bad byte in an archive of millions of rows must not cost the rest.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

LONGEST = 1_000_000
"""Bytes of one line; a longer one is no message."""
_MOST_LINES = 200
"""Lines of one CSV record; with more of them a quote was left open."""
_BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file.

    Attributes:
        line: where it begins, counted from 1.
        next_line: where the next one begins.
        end: offset in bytes behind it.
        values: its fields by name; None where it cannot be read.
        error: why it cannot be read, and what would put it right.
    """

    line: int
    next_line: int
    end: int
    values: dict[str, Any] | None
    error: str = ""


@dataclass(slots=True)
class _Lines:
    """Lines of a binary file as text, up to a size, with the place that was reached."""

    file: BinaryIO
    until: int
    offset: int
    line: int

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self.file.readline(min(LONGEST + 1, max(0, self.until - self.offset)))
        if not raw:
            raise StopIteration
        self.offset += len(raw)
        if len(raw) > LONGEST:
            self._skip()
        self.line += 1
        return raw.decode("utf-8-sig" if self.offset == len(raw) else "utf-8", "surrogateescape")

    def _skip(self) -> None:
        """Reads on to the end of a line that is too long."""
        piece = b"x"
        while piece and not piece.endswith(b"\n"):
            piece = self.file.readline(min(LONGEST, max(0, self.until - self.offset)))
            self.offset += len(piece)

    def back_to(self, offset: int, line: int) -> None:
        """Goes back to an earlier place."""
        self.file.seek(offset)
        self.offset, self.line = offset, line


def json_lines(file: BinaryIO, *, until: int, offset: int = 0, line: int = 1) -> Iterator[Record]:
    """The objects of a file of JSON lines; empty lines are passed over.

    Args:
        file: open for reading bytes, at `offset`.
        until: bytes that are looked at; what is written behind them meanwhile is left alone.
        offset: where to begin.
        line: the number of the line there.
    """
    lines = _Lines(file, until, offset, line)
    for text in lines:
        if text.strip():
            values, error = _object(text)
            yield Record(lines.line - 1, lines.line, lines.offset, values, error)


def _object(text: str) -> tuple[dict[str, Any] | None, str]:
    if len(text) > LONGEST // 4 and len(text.encode("utf-8", "surrogateescape")) > LONGEST:
        return None, f"the line is longer than {LONGEST} bytes (a message is shorter: check the line ends)"
    if is_broken(text):
        return None, "the line is not UTF-8 (save the file as UTF-8)"
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        return None, f"the line is no JSON: {error} (write one object per line)"
    return (values, "") if isinstance(values, dict) else (None, "the line is no JSON object (write {…} in each line)")


def is_broken(text: str) -> bool:
    """Whether bytes that are no UTF-8 stood in a text that was read with surrogateescape."""
    return not text.isascii() and _BROKEN.search(text) is not None


def csv_header(file: BinaryIO, *, until: int) -> tuple[tuple[str, ...], str, int, int]:
    """The names of a CSV file's columns, its delimiter, and the offset and line of the first row.

    Comma, semicolon (Excel with Vietnamese settings) and tab are known; the one that makes a column `text` is taken.

    Raises:
        ValueError: no delimiter gives a column `text`.
    """
    lines = _Lines(file, until, 0, 1)
    first = next(lines, "").rstrip("\r\n")
    for delimiter in ",;\t":
        names = tuple(name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), []))
        if "text" in names:
            return names, delimiter, lines.offset, lines.line
    raise ValueError("its first line names no column `text`")


def csv_rows(
    file: BinaryIO, names: Sequence[str], delimiter: str, *, until: int, offset: int, line: int
) -> Iterator[Record]:
    """The rows of a CSV file behind its header; empty lines are passed over.

    Args:
        file: open for reading bytes, at `offset`.
        names: of the columns.
        delimiter: between the cells.
        until: bytes that are looked at.
        offset: where to begin.
        line: the number of the line there.
    """
    lines = _Lines(file, until, offset, line)
    while True:
        start, first = lines.offset, lines.line
        reader = csv.reader(_bounded(lines), delimiter=delimiter, strict=True)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            lines.back_to(start, first)
            next(lines)
            message = f"the row cannot be read: {error} (close every quote, double quotes within a cell)"
            yield Record(first, lines.line, lines.offset, None, message)
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            values, problem = _row(cells, names)
            yield Record(first, lines.line, lines.offset, values, problem)


def _bounded(lines: _Lines) -> Iterator[str]:
    """The lines of one record; too many of them are an error of the format, as csv's own are."""
    for number, text in enumerate(lines):
        if number == _MOST_LINES or len(text) > LONGEST:
            raise csv.Error("a quote is not closed" if number else "the line is too long")
        yield text


def _row(cells: list[str], names: Sequence[str]) -> tuple[dict[str, Any] | None, str]:
    if any(map(is_broken, cells)):
        return None, "the row is not UTF-8 (save the file as CSV UTF-8)"
    if len(cells) != len(names):
        mend = "put cells that hold the delimiter into quotes"
        return None, f"the row has {len(cells)} cells, the header {len(names)} ({mend})"
    return dict(zip(names, cells, strict=True)), ""
