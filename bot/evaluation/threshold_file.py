"""Writes nlu.threshold into triage.yml: one line changes, every comment and every other line stays as it is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml

from bot.errors import DataError

_BLOCK = re.compile(r"^nlu:[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_FLOW = re.compile(r"^nlu:[ \t]*\{[^}\n]*\}", re.MULTILINE)
_VALUE = re.compile(r"(?P<key>\bthreshold:[ \t]*)(?P<value>[^\s#,}]*)")
_KEY_LINE = re.compile(r"^[ \t]+threshold:[^\n]*$", re.MULTILINE)
_TOP = re.compile(r"^\S", re.MULTILINE)


def write_threshold(file: Path, threshold: float) -> None:
    """Sets nlu.threshold.

    Args:
        file: triage.yml.
        threshold: a probability.

    Raises:
        DataError: the file cannot be read, is no YAML, or is written in a way that this cannot change safely.
    """
    try:
        before = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot be read: {error}", file=str(file), mend="name a triage.yml in UTF-8") from error
    after = with_threshold(before, threshold, str(file))
    made = file.with_name(f".{file.name}.part")
    made.write_bytes(after.encode("utf-8"))
    made.chmod(file.stat().st_mode & 0o777)
    os.replace(made, file)


def with_threshold(text: str, threshold: float, file: str = "triage.yml") -> str:
    """The text of triage.yml with another threshold.

    Raises:
        DataError: it is no YAML mapping, or the change would alter something else.
    """
    value = f"{threshold:g}"
    block, flow = _BLOCK.search(text), _FLOW.search(text)
    if flow:
        changed = text[: flow.start()] + _in_flow(flow[0], value) + text[flow.end() :]
    elif block:
        changed = _in_block(text, block.end(), value)
    else:
        end = "" if text.endswith("\n") or not text else "\n"
        changed = f"{text}{end}\nnlu:\n  threshold: {value}\n"
    wanted = _plain(text, file)
    there = wanted.get("nlu") or {}
    whole = isinstance(there, dict)
    if not whole or _plain(changed, file) != {**wanted, "nlu": {**there, "threshold": float(value)}}:
        mend = f"write  nlu:  and under it  threshold: {value}  yourself"
        raise DataError("nlu.threshold stands there in a way that cannot be changed safely", file=file, mend=mend)
    return changed


def _in_flow(line: str, value: str) -> str:
    if _VALUE.search(line):
        return _VALUE.sub(lambda match: match["key"] + value, line, count=1)
    head, _, rest = line.partition("{")
    return f"{head}{{threshold: {value}{', ' if rest.strip(' }') else ''}{rest}"


def _in_block(text: str, start: int, value: str) -> str:
    """The line under `nlu:`; it is added as the first where there is none."""
    following = _TOP.search(text, start)
    end = following.start() if following else len(text)
    line = _KEY_LINE.search(text, start, end)
    if line is None:
        newline = "\r\n" if "\r\n" in text[: start + 2] else "\n"
        at = text.find("\n", start) + 1 or len(text)
        before = "" if at and text[at - 1] == "\n" else newline
        return f"{text[:at]}{before}  threshold: {value}{newline}{text[at:]}"
    mended = _VALUE.sub(lambda match: _spaced(match["key"]) + value, line[0], count=1)
    return text[: line.start()] + mended + text[line.end() :]


def _spaced(key: str) -> str:
    return key if key.endswith((" ", "\t")) else key + " "


def _plain(text: str, file: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DataError(f"this is not YAML: {error}", file=file, mend="mend it first") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise DataError("this is no mapping", file=file, mend="name a triage.yml")
    return data
