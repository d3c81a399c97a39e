"""Rasa NLU YAML of which parts may be broken: entry by entry, so that one slip does not cost the whole file."""

from __future__ import annotations

import codecs
import re

from bot.errors import TrainingDataError
from bot.evaluation.results_findings import Notice
from bot.nlu.rasa_yaml import NluData, merge, parse

_ENTRY = re.compile(r"^(?P<margin>[ \t]*)- +(?:intent|synonym|lookup|regex|\w+) *:", re.MULTILINE)
_MOST_MENDED = 20
"""So many lines of one entry are left out before the entry itself is."""


def read_yaml(data: bytes, file: str) -> tuple[NluData, tuple[Notice, ...]]:
    """The messages of one file, and what in it could not be read.

    Args:
        data: the file's bytes.
        file: its name, for messages.
    """
    text, notices = _decoded(data, file)
    try:
        return parse(text, file), notices
    except TrainingDataError as error:
        entries = _entries(text)
        if not entries:
            return NluData(), (*notices, _notice(error))
    parts, told = [], list(notices)
    for line, entry in entries:
        part, wrong = _read_entry(line, entry, file)
        parts.append(part)
        told += wrong
    return merge(parts), tuple(told)


def _decoded(data: bytes, file: str) -> tuple[str, tuple[Notice, ...]]:
    """The text; lines that are no UTF-8 are emptied and told."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ()
    lines, notices = [], []
    for number, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append("")
            notices.append(Notice("this line is not UTF-8", file, number, "save the file as UTF-8"))
    return "\n".join(lines), tuple(notices)


def _entries(text: str) -> list[tuple[int, str]]:
    """Each entry of the list `nlu` with the number of its first line; nothing where the file is built otherwise."""
    begins = list(_ENTRY.finditer(text))
    if not begins:
        return []
    margin = min((match["margin"] for match in begins), key=len)
    starts = [match.start() for match in begins if match["margin"] == margin]
    ends = [*starts[1:], len(text)]
    return [(text.count("\n", 0, start) + 1, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _read_entry(line: int, entry: str, file: str) -> tuple[NluData, list[Notice]]:
    """One entry; a line that breaks it is left out, and the entry where its own first line is the broken one."""
    lines = entry.split("\n")
    told: list[Notice] = []
    before = "\n" * max(0, line - 2)
    for _ in range(_MOST_MENDED):
        try:
            return parse("nlu:\n" + before + "\n".join(lines), file), told
        except TrainingDataError as error:
            told.append(_notice(error))
            at = (error.line or line) - line
            if not 0 < at < len(lines) or not lines[at].strip():
                break
            lines[at] = ""
    return NluData(), told


def _notice(error: TrainingDataError) -> Notice:
    return Notice(error.message, error.file, error.line or 0, error.mend)
