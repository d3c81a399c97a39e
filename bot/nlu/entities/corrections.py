"""One value said instead of another ("không phải 5tr mà 5tr5"): the wrong one goes, the right one remembers it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.message import Entity
from bot.text.aligned import Text

_KINDS = frozenset(("amount", "incident_time", "transaction_id", "phone", "email", "bank", "bank_account", "game", "promotion"))
_GATE = re.compile(r"khong|nham|chu|sai|lon|sua|doi|that ra|dung ra|not")
_NOT = re.compile(r"(?:khong phai|deo phai|dau phai|chang phai|khong|nham|sai|not)(?: la| luc| vao| tu| so)?\W{0,3}$")
_BUT = re.compile(r"^\W{0,3}(?:(?:ma|dau|nha|nhe|a|dung|phai)\W{1,3}){0,3}(?:la |luc |vao |but )?\W{0,2}$")
_RATHER_THAN = re.compile(r"^\W{0,3}(?:(?:a|nha|nhe|em|ad|moi dung)\W{1,3}){0,2}chu (?:khong phai|khong|dau phai|dau)(?: la| luc)?\W{0,3}$")
_CHANGE = re.compile(r"(?:sua|doi|chinh)(?: lai)?(?: tu)?\W{0,3}$")
_INTO = re.compile(r"^\W{0,3}(?:lai )?(?:thanh|sang|qua|->)\W{0,3}$")


def corrected(text: Text, entities: list[Entity]) -> list[Entity]:
    """The entities without those that the message itself takes back.

    Args:
        text: the message.
        entities: what was found, by offset; user names have rules of their own and are left alone.

    Returns:
        The rest; the value that holds has the detail `instead_of`.
    """
    if len(entities) < 2 or not _GATE.search(text.normal.plain):
        return entities
    places = {offset: at for at, offset in enumerate(_starts(text))}
    kept = list(entities)
    for first, second in pairwise(entities):
        if first.kind != second.kind or first.kind not in _KINDS:
            continue
        before = text.normal.plain[: places.get(first.start, 0)][-24:]
        between = _between(text, first.end, second.start)
        if (_NOT.search(before) and _BUT.match(between)) or (_CHANGE.search(before) and _INTO.match(between)):
            _take_back(kept, first, second)
        elif _RATHER_THAN.match(between):
            _take_back(kept, second, first)
    return kept


def _take_back(kept: list[Entity], wrong: Entity, right: Entity) -> None:
    if wrong in kept and right in kept:
        kept.remove(wrong)
        kept[kept.index(right)] = replace(right, detail={**right.detail, "instead_of": wrong.value})


def _starts(text: Text) -> list[int]:
    """For each character of the normal view where it came from."""
    starts = text.normal.starts
    return list(range(len(text.normal.text))) if starts is None else list(starts)


def _between(text: Text, start: int, end: int) -> str:
    """The words of the normal view whose source lies between two offsets of the message."""
    starts = _starts(text)
    return "".join(char for char, at in zip(text.normal.plain, starts, strict=True) if start <= at < end)
