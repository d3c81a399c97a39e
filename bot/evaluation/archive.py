"""Archives of messages -> what the model makes of each, row by row: any size in constant memory, on all cores.

Rows do not depend on one another, so that where a run was cut into pieces, or stopped and taken up again, leaves no
trace in what it writes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import DataError
from bot.evaluation import records
from bot.evaluation.fields import FieldError, masked_of, text_of
from bot.message import Parse
from bot.nlu.rasa_json import to_json
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

CSV, JSON = (".csv", ".tsv"), (".jsonl", ".ndjson")
ADDED = ("predicted_intent", "predicted_confidence", "predicted_problems", "predicted_entities", "predicted_language")
"""What is put beside the fields that a row has already; `text` is replaced by the masked text."""
_PIECE = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: where it is.
        size: bytes of it that are read: what it held when the work began.
        names: of its columns; () for JSON lines.
        delimiter: between its cells.
        offset: where its first row begins.
        line: on which line.
    """

    path: str
    size: int
    names: tuple[str, ...]
    delimiter: str
    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the sources: before this byte of this source everything is done."""

    source: int
    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that are worked on together, and the place behind them."""

    path: str
    rows: tuple[records.Record, ...]
    behind: Place


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a piece.

    Attributes:
        out: rows of the file to make.
        errors: lines for the file of errors.
        rows: how many rows came out.
        bad: how many could not be read.
        behind: the place up to which everything is done with this.
    """

    out: bytes
    errors: bytes
    rows: int
    bad: int
    behind: Place


def source_of(path: Path, size: int | None = None) -> Source:
    """A file as it is to be read.

    Args:
        path: where it is.
        size: bytes to read, where the work began earlier; None for what it holds now.

    Raises:
        DataError: it is not there, of no known kind, in UTF-16, or a CSV file without a column `text`.
    """
    kind = path.suffix.lower()
    if kind not in (*CSV, *JSON):
        known = ", ".join((*CSV, *JSON))
        raise DataError(f"the kind {kind or '(none)'} is not known", file=str(path), mend=f"name one of {known}")
    try:
        with path.open("rb") as file:
            if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
                raise DataError("this is UTF-16", file=str(path), line=1, mend="save it as UTF-8")
            file.seek(0)
            until = path.stat().st_size if size is None else size
            if kind in JSON:
                return Source(str(path), until, (), "", 0, 1)
            names, delimiter, offset, line = records.csv_header(file, until=until)
    except OSError as error:
        raise DataError(
            f"cannot be read: {error.strerror}", file=str(path), mend="name a file that is there"
        ) from error
    except ValueError as error:
        raise DataError(str(error), file=str(path), line=1, mend="name the columns in the first line") from error
    return Source(str(path), until, names, delimiter, offset, line)


def columns_of(sources: Sequence[Source]) -> tuple[str, ...]:
    """The columns of a CSV file to make: those of the first source, then what is added.

    Of JSON lines the first object's keys are taken; what other objects have beside them is left out.

    Raises:
        DataError: CSV sources with other columns than the first's, whose cells would come under wrong names.
    """
    first = sources[0]
    for other in sources[1:]:
        if other.names and first.names and set(other.names) != set(first.names):
            mend = f"give it the columns of {first.path}, or classify it into a file of its own"
            raise DataError("it has other columns than the first file", file=other.path, line=1, mend=mend)
    names = first.names
    if not names:
        with Path(first.path).open("rb") as file:
            found = (each.values for each in records.json_lines(file, until=first.size) if each.values is not None)
            names = tuple(next(found, {"text": ""}))
    return (*(name for name in names if name not in ADDED), *ADDED)


def pieces(sources: Sequence[Source], start: Place) -> Iterator[Piece]:
    """The rows from a place on, in pieces that each lie within one source."""
    for number, source in enumerate(sources):
        if number < start.source:
            continue
        begin = start if number == start.source else Place(number, source.offset, source.line)
        with Path(source.path).open("rb") as file:
            file.seek(begin.offset)
            rows = _rows(file, source, begin)
            while part := tuple(islice(rows, _PIECE)):
                yield Piece(source.path, part, Place(number, part[-1].end, part[-1].next_line))


def _rows(file: BinaryIO, source: Source, begin: Place) -> Iterator[records.Record]:
    if not source.names:
        return records.json_lines(file, until=source.size, offset=begin.offset, line=begin.line)
    return records.csv_rows(
        file, source.names, source.delimiter, until=source.size, offset=begin.offset, line=begin.line
    )


@dataclass(slots=True)
class _Setting:
    """What a process classifies with."""

    understander: Understander
    columns: tuple[str, ...]
    now: datetime


_SETTING: list[_Setting] = []


def begin(model: Path, threshold: float | None, columns: tuple[str, ...], now: str) -> None:
    """Loads the model into this process.

    Args:
        model: its folder.
        threshold: another threshold than its own.
        columns: of the CSV file to make; () for JSON lines.
        now: the present as ISO 8601, for rows without a time of their own.
    """
    understander = Understander.load(model, threshold=threshold)
    _SETTING[:] = [_Setting(understander, columns, datetime.fromisoformat(now))]


def classify(piece: Piece) -> Made:
    """What the model of this process makes of a piece."""
    setting, bad = _SETTING[0], 0
    out, errors = io.StringIO(), io.StringIO()
    writer = csv.DictWriter(out, setting.columns, extrasaction="ignore", lineterminator="\n")
    for row in piece.rows:
        try:
            values = _classified(row, setting)
        except FieldError as error:
            bad += 1
            told = {"file": piece.path, "line": row.line, "error": str(error)}
            errors.write(json.dumps(told, ensure_ascii=False) + "\n")
            continue
        if setting.columns:
            writer.writerow({name: _cell(value) for name, value in values.items()})
        else:
            out.write(json.dumps(values, ensure_ascii=False) + "\n")
    made = [each.getvalue().encode("utf-8", "replace") for each in (out, errors)]
    return Made(made[0], made[1], len(piece.rows) - bad, bad, piece.behind)


def _classified(row: records.Record, setting: _Setting) -> dict[str, Any]:
    if row.values is None:
        raise FieldError(row.error)
    if "text" not in row.values:
        raise FieldError("there is no `text` in it (write it under that key)")
    text = text_of(row.values, "text")
    parse = setting.understander.parse(text, _moment(row.values, setting.now), masked_of(row.values, text))
    return {**row.values, "text": parse.text, **_added(parse)}


def _moment(values: dict[str, Any], now: datetime) -> datetime:
    """When the message was written, by its column `at`."""
    stated = values.get("at")
    if not stated:
        return now
    try:
        moment = datetime.fromisoformat(str(stated))
    except ValueError as error:
        raise FieldError("`at` is no ISO 8601 (write 2026-11-14T20:00:00+07:00)") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _added(parse: Parse) -> dict[str, Any]:
    said = to_json(parse)
    problems = [intent["name"] for intent in said["intents"]]
    found = (parse.intent.name, parse.intent.confidence, problems, said["entities"], parse.language)
    return dict(zip(ADDED, found, strict=True))


def _cell(value: Any) -> Any:
    """A value as a CSV cell: names side by side, structures as JSON."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "+".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
