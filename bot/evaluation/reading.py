"""Files of labelled messages -> samples: Rasa NLU YAML, CSV, JSON lines and exported conversations.

What cannot be read is told with file, line and mend, and the rest is read all the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.evaluation import records
from bot.evaluation.fields import FieldError, sample_of
from bot.evaluation.reading_yaml import read_yaml
from bot.evaluation.results_findings import Notice
from bot.evaluation.samples import Sample, Samples, of_example
from bot.nlu.rasa_yaml import NluData, merge
from bot.text.masking import mask

_YAML, _CSV, _JSON = (".yml", ".yaml"), (".csv", ".tsv"), (".jsonl", ".ndjson")
_IN_FOLDERS = (*_YAML, ".csv", *_JSON)
"""In a folder .tsv files are passed over: they are mostly notes beside the messages."""
_MOST_TOLD = 20
"""So many broken records of one file are told one by one."""


def read_samples(paths: Iterable[Path]) -> Samples:
    """The messages of files and folders, in the order of their names.

    Raises:
        DataError: a place is not there, its kind is not known, or there is no message in all of them.
    """
    parts = [_read_source(path) for path in paths]
    rows = tuple(row for part in parts for row in part.rows)
    notices = tuple(notice for part in parts for notice in part.notices)
    if not rows:
        first = notices[0] if notices else Notice("there are no labelled messages in it")
        file = first.file or ", ".join(part for part in map(str, paths))
        raise DataError(first.message, file=file, line=first.line or None, mend=first.mend)
    return Samples(rows, notices, merge([part.tables for part in parts]))


def _read_source(path: Path) -> Samples:
    parts = [_read_file(file, str(path)) for file in _files(path)]
    rows = tuple(row for part in parts for row in part.rows)
    notices = tuple(notice for part in parts for notice in part.notices)
    if not rows:
        notices += (Notice("there are no labelled messages in it", str(path), 0, "add some or leave it out"),)
    return Samples(rows, notices, merge([part.tables for part in parts]))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in _IN_FOLDERS and file.is_file())
        if not found:
            raise DataError("no .yml, .csv or .jsonl file in this folder", file=str(path), mend="put messages there")
        return found
    if not path.exists():
        raise DataError("there is no such file or folder", file=str(path), mend="name a file or folder of messages")
    if path.suffix.lower() not in (*_YAML, *_CSV, *_JSON):
        known = ", ".join((*_YAML, *_CSV, *_JSON))
        raise DataError(f"the kind {path.suffix or '(none)'} is not known", file=str(path), mend=f"name one of {known}")
    return [path]


def _read_file(path: Path, source: str) -> Samples:
    try:
        if path.suffix.lower() in _YAML:
            return _of_yaml(path, source)
        with path.open("rb") as file:
            return read_records(file, path, source)
    except OSError as error:
        return Samples(notices=(Notice(f"cannot be read: {error.strerror}", str(path), 0, "check its rights"),))


def _of_yaml(path: Path, source: str) -> Samples:
    data, found = read_yaml(path.read_bytes(), str(path))
    # what is told of a line may quote it, and a line may hold a secret
    notices = tuple(replace(notice, message=mask(notice.message)[0]) for notice in found)
    labelled = any(example.labels for example in data.examples)
    rows = tuple(of_example(example, labelled=labelled, source=source) for example in data.examples)
    return Samples(rows, notices, NluData((), data.synonyms, data.lookups, data.regexes))


def read_records(file: BinaryIO, path: Path, source: str) -> Samples:
    """The messages of a CSV file or of JSON lines.

    A file that grows meanwhile is read up to where it ended at first, without a last line that was half written then.

    Args:
        file: open for reading bytes.
        path: where it is; its ending says what it is.
        source: the file or folder as it was named.
    """
    file, size = _as_utf8(file)
    rows: list[Sample] = []
    wrong: list[Notice] = []
    unlabelled = 0
    try:
        found = list(_records(file, path, size))
    except ValueError as error:
        return Samples(notices=(Notice(str(error), str(path), 1, "name the columns in the first line: text,intent"),))
    grown = _has_grown(path, file, size)
    if grown:
        wrong.append(
            Notice(f"it grows while it is read: {size} bytes were evaluated", str(path), 0, "wait for its end")
        )
        found = [each for each in found if each.end < size or _ends_whole(file, size)]
    for record in found:
        try:
            if record.values is None:
                raise FieldError(record.error)
            row = sample_of(record.values, file=str(path), line=record.line, source=source)
        except FieldError as error:
            wrong.append(_notice(str(error), str(path), record.line))
            continue
        unlabelled += row is None
        rows += [row] if row is not None else []
    if unlabelled:
        mend = "label them in the desk, or fill `corrected_intent`"
        wrong.append(Notice(f"{unlabelled} messages bear no corrected label and are passed over", str(path), 0, mend))
    return Samples(tuple(rows), tuple(_fewer(wrong, str(path))))


def _records(file: BinaryIO, path: Path, size: int) -> Iterator[records.Record]:
    if path.suffix.lower() in _JSON:
        yield from records.json_lines(file, until=size)
        return
    names, delimiter, offset, line = records.csv_header(file, until=size)
    yield from records.csv_rows(file, names, delimiter, until=size, offset=offset, line=line)


def _as_utf8(file: BinaryIO) -> tuple[BinaryIO, int]:
    """The file and its present size; one in UTF-16, as Excel saves "Unicode text", is turned into UTF-8 first."""
    start = file.read(2)
    file.seek(0)
    if start not in (b"\xff\xfe", b"\xfe\xff"):
        return file, os.fstat(file.fileno()).st_size
    data = file.read().decode("utf-16", "replace").encode()
    return BytesIO(data), len(data)


def _has_grown(path: Path, file: BinaryIO, size: int) -> bool:
    return not isinstance(file, BytesIO) and path.stat().st_size > size


def _ends_whole(file: BinaryIO, size: int) -> bool:
    """Whether the part that was read ends with a line's end."""
    file.seek(size - 1)
    return file.read(1) == b"\n"


def _notice(error: str, file: str, line: int) -> Notice:
    """A record's error, whose last brackets hold the mend, as a notice."""
    message, bracket, mend = error.rpartition(" (")
    return Notice(message, file, line, mend.removesuffix(")")) if bracket else Notice(error, file, line)


def _fewer(notices: list[Notice], file: str) -> list[Notice]:
    if len(notices) <= _MOST_TOLD:
        return notices
    more = len(notices) - _MOST_TOLD
    return [*notices[:_MOST_TOLD], Notice(f"{more} more records could not be read", file, 0, "mend those above first")]
