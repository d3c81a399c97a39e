"""Where a message may be cut in two, by its signs and joining words; pure, and it scores nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.text import Text

_STRONG = (
    "voi lai|voi ca|a ma|san tien|luon tien|tien the|nhan tien|ngoai ra|them nua|them cai nua|con nua|chua ke|"
    "dong thoi|hoi them|cho hoi them|mot viec nua|mot chuyen nua|1 viec nua|1 chuyen nua|mot cai nua|1 cai nua|van de nua|"
    "con cai|con vu|con chuyen|con viec|thu hai|thu 2 la|hai la|2 la|also|besides"
)
_WEAK = "con|ma|cung|voi|va|roi|xong|tien|nua|gio|tu nhien|bay gio|cho hoi|cho em hoi|and|but"
_STRONG_WORD = re.compile(rf"(?<!\w)(?:{_STRONG})(?!\w)")
_WEAK_WORD = re.compile(rf"(?<!\w)(?:{_WEAK})(?!\w)")
_SIGN = re.compile(r"[\n.!?;,…\U0001f300-\U0001faff)]+")
_HARD_SIGN = re.compile(r"[\n!?;…]|\.(?!\d)")
_NOT_BUT = re.compile(r"(?<!\w)(?:khong|k|ko|dau) phai\b[^\n.!?;]{1,60}?\bma(?: la)?\b")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where a message may be cut.

    Attributes:
        places: where a clause may well begin: (offset into the message, strength). Strength 2 is a line break, the end of
            a sentence or a word such as "với lại"; 1 is a comma, an emoji or a word that joins clauses and much else
            ("còn", "mà", "rồi"). Any other word may begin a clause too, with strength 0.
        whole: stretches that are never cut: entities, and "không phải … mà là …".
    """

    places: tuple[tuple[int, int], ...] = ()
    whole: tuple[tuple[int, int], ...] = ()


def cuts(text: Text, entities: Sequence[tuple[int, int]] = ()) -> Cuts:
    """Where a message may be cut.

    Args:
        text: the message.
        entities: stretches that stay whole.
    """
    view = text.normal
    strength: dict[int, int] = {}
    for match in _WEAK_WORD.finditer(view.plain):
        strength[match.start()] = 1
    for match in _SIGN.finditer(view.plain):
        strong = 2 if _HARD_SIGN.search(match.group()) else 1
        if match.end() < len(view.plain):
            strength[match.end()] = max(strong, strength.get(match.end(), 0))
    for match in _STRONG_WORD.finditer(view.plain):
        strength[match.start()] = 2
    whole = [*entities, *(view.raw_span(*match.span()) for match in _NOT_BUT.finditer(view.plain))]
    places = ((view.raw_span(at, at + 1)[0], strength[at]) for at in sorted(strength) if at)
    return Cuts(tuple(place for place in places if not inside(place[0], whole)), tuple(whole))


_CUE = re.compile(r"(?:\S{1,20}\s{1,3}){0,3}\Z")
_NAME_CUE = re.compile(
    r"(?<!\w)(?:tk|t\.k|acc|ac|account|nick|nik|user|username|id|stk|sdt|sđt|mã|ma|gd|mgd|vé|ve|mail|email|tên|ten|code|zalo|lúc|luc|"
    r"(?:tài|tai) (?:khoản|khoan)|(?:tên|ten) (?:đăng|dang) (?:nhập|nhap)|(?:mã|ma) (?:gd|giao dịch|giao dich|đơn|don|lệnh|lenh|vé|ve))"
    r"(?: (?:là|la|của em|cua em|của e|cua e|em|e|mình|mk|tôi|t))?\W{0,3}\Z",
    re.IGNORECASE,
)
"""The word that announces a name or a code: it belongs to it, and is no clause of its own."""

_HIDDEN = frozenset(("secret", "id_number", "card"))


def stretches(raw: str, entities: Iterable[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """The stretches of a message that belong to its entities, with the word that announces them.

    Args:
        raw: the message.
        entities: (kind, start, end) of each.
    """
    found = []
    for kind, start, end in entities:
        cue = (_CUE if kind in _HIDDEN else _NAME_CUE).search(raw[max(0, start - 66) : start])
        start -= len(cue.group()) if cue else 0
        found.append((start, end))
    return found


def inside(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a cut before this character would go through one of the stretches."""
    return any(start < offset < end for start, end in stretches)
