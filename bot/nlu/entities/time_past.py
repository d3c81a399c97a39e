"""Lengths of time that have gone by: "2 tiếng trước", "cách đây 3 hôm", "30p rồi", "2-3 bữa nay"; no clock times.

The hard part is what they are told from: what a desk promises ("trong 24h", "chờ 15p nhé"), asks or rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.nlu.entities.time_clock import Atom, clean_left
from bot.nlu.entities.time_expression import Ago, DaysBack, Moment, Range, Recent, Unit
from bot.nlu.entities.time_numbers import Count, count_at
from bot.nlu.entities.time_tokens import NUMBER, Words
from bot.nlu.entities.time_words import ids_of

_Span = Literal["second", "minute", "hour", "half_day", "day", "week", "month"]
_Way = Literal["ago", "since", "so_far", "ahead", "bare"]

_UNITS: dict[str, _Span] = {
    "giay": "second", "phut": "minute", "'": "minute", "tieng": "hour", "gio": "hour", "h": "hour", "buoi": "half_day",
    "ngay": "day", "ngay?": "day", "hom": "day", "bua": "day", "dem": "day", "day": "day", "tuan": "week",
    "thang": "month", "thang?": "month", "nay": "day",
}  # fmt: skip
_LONGEST: dict[_Span, int] = {
    "second": 600, "minute": 600, "hour": 200, "half_day": 9, "day": 120, "week": 30, "month": 12,
}  # fmt: skip
_ABOUT = ids_of("khoang tam tam? co do chung gan hon dung loi")
_STRETCH = ids_of("hon gan ca suot")
_PROMISE = ids_of("trong sau? vong every cu @max more mat phai")
"""Words in front of a length that make it a rule, a promise or the future."""
_WAITED = ids_of("treo da het")
_MISSING = ids_of("chua van khong")
_ASKED = frozenset(("", "?", "@polite", ".", ",", "!"))
_LONGEST_BY_CLOCK_UNIT, _A_DAY = 5, 24
"""From 6 to 23 "h" behind a number is rather the clock than a length."""


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time: how long, and where its words stand."""

    count: Count
    unit: _Span
    start: int
    unit_at: int
    end: int


def counted_at(words: Words, at: int) -> Atom | None:
    """A length with the words that say it has gone by: "2 tiếng trước", "30p rồi", "hơn 1 tiếng", "2 ngày chưa về"."""
    length = _length_at(words, at)
    if length is None:
        return None
    way, end = _way(words, length)
    if way == "ahead":
        return Atom("future", at, end)
    return _gone(length, way, end) if _is_gone(words, length, way) else None


def cach_day_at(words: Words, at: int) -> Atom | None:
    """ "cách đây 2 tiếng", "cách nay khoảng 3 bữa", "trước đây 2 ngày"."""
    if words.ids[at + 1] not in ("day", "nay"):
        return None
    begin = at + 2
    while words.ids[begin] in _ABOUT and begin < at + 4:
        begin += 1
    length = _length_at(words, begin)
    if length is None:
        return None
    end = length.end + 1 if words.ids[length.end] in ("truoc", "roi") else length.end
    return _gone(replace(length, start=at), "ago", end)


def _length_at(words: Words, at: int) -> _Length | None:
    """ "2 tiếng rưỡi", "hơn 1 tiếng", "cả ngày", "tiếng rưỡi", "1 tiếng 30 phút", "2-3 hôm"."""
    begin = at
    while words.ids[begin] in _ABOUT | _STRETCH and begin < at + 2:
        begin += 1
    count = _count(words, begin)
    unit = _UNITS.get(words.ids[count.end]) if count is not None else None
    if count is None or unit is None or not 0 <= count.most <= _LONGEST[unit]:
        return None
    if words.ids[count.end] == "nay" and words.ids[begin] != "may":
        return None
    if words.ids[begin] in ("nua", "nua?") and words.ids[count.end] == "dem":
        return None
    if words.ids[count.end] == "'" and not words.tight(count.end):
        return None
    added, end = _added(words, count.end, unit)
    return _Length(Count(count.least + added, count.most + added, count.end, count.sure), unit, at, count.end, end)


def _count(words: Words, at: int) -> Count | None:
    """The count before a unit; "tiếng rưỡi", "hơn tiếng" mean one, "cả ngày" means this day."""
    name, before = words.ids[at], words.ids[at - 1]
    if name == "tieng" and (before in _STRETCH or words.ids[at + 1] == "ruoi"):
        return Count(1, 1, at)
    if before in ("ca", "gan", "hon") and name in ("ngay", "ngay?", "buoi", "tuan", "thang", "phut"):
        return Count(0, 0, at) if name in ("ngay", "ngay?") else Count(1, 1, at)
    if name == NUMBER and not clean_left(words, at):
        return None
    return count_at(words, at)


def _added(words: Words, unit_at: int, unit: _Span) -> tuple[float, int]:
    """What the words behind a unit add to it ("rưỡi", "30 phút", "đồng hồ", "hơn"), and the word behind them."""
    end = unit_at + 1
    if unit == "day" and words.ids[unit_at] == "nay":
        return 0, unit_at
    if words.ids[end] == "dong" and words.ids[end + 1] == "ho":
        end += 2
    if words.ids[end] == "ruoi":
        return 0.5, end + 1
    minutes = words.value(end)
    if unit == "hour" and 0 < minutes < 60 and words.ids[end + 1] in ("phut", "'"):
        return minutes / 60, end + 2
    if unit == "hour" and 0 < minutes < 60 and words.tight(end) and words.ids[end + 1] == "truoc":
        return minutes / 60, end + 1
    if words.ids[end] == "lien" and words.ids[end + 1] == "tuc":
        end += 1
    if words.ids[end] in ("hon", "lien", "tuc") or (words.ids[end] == "may" and unit == "hour"):
        end += 1
    return 0, end


def _way(words: Words, length: _Length) -> tuple[_Way, int]:
    """What the words behind a length say of it, and the word behind those."""
    at = length.end
    name, second = words.ids[at], words.ids[at + 1]
    if name == "truoc":
        return ("bare", at) if second in ("khi", "that") else ("ago", at + 1)
    if name in ("nay", "ray") or (name in ("gio", "now", "h") and length.unit != "hour"):
        return "since", at + (2 if second == "roi" else 1)
    if (name == "gan" and second == "day") or (name == "vua" and second in ("qua", "roi")):
        return "since", at + 2
    if name == "qua" and second != "@place":
        return "since", at + 1
    if name in ("roi", "troi"):
        return "so_far", at + 1
    if name in ("more", "nua?") or (name in ("sau?", "next") and second != NUMBER):
        return "ahead", at + 1
    return "bare", at


def _is_gone(words: Words, length: _Length, way: _Way) -> bool:
    """Whether a length is one that has gone by up to now."""
    before, before2 = words.ids[length.start - 1], words.ids[length.start - 2]
    by_clock = words.ids[length.unit_at] in ("h", "gio")
    stretched = words.ids[length.start] in ("ca", "suot") or (words.ids[length.start] in _STRETCH and way != "bare")
    waited = (
        stretched or before in ("wait", "wait?", "duoc", "treo") or (before == "da" and length.count.most >= _A_DAY)
    )
    if by_clock and not _is_no_clock(words, length, waited):
        return False
    if way in ("ago", "since"):
        return before != "every"
    promised = before in _PROMISE or (before in _ABOUT and before2 in _PROMISE)
    long_stretch = words.ids[length.start] in _STRETCH
    if way == "so_far":
        return before not in ("trong", "sau?", "every") and (length.unit != "month" or long_stretch)
    if not promised and not by_clock and words.alone(length.start, length.end):
        return True
    if promised or (by_clock and not waited) or (length.unit == "month" and not long_stretch):
        return False
    return _is_bare_gone(words, length)


def _is_no_clock(words: Words, length: _Length, waited: bool) -> bool:
    """Whether "h" and "giờ" behind a number are a length: "đợi 2h rồi", and not "lúc 2h", "mấy giờ rồi"."""
    if not length.count.sure and words.ids[length.unit_at - 1] == "may":
        return False
    if words.ids[length.start - 1] in ("luc", "hoi", "hoi?", "tu", "tu?", "vao", "tam", "tam?", "khoang"):
        return False
    spelled = length.end > length.unit_at + 1
    named_ago = words.ids[length.end] == "truoc"
    most = length.count.most
    return waited or spelled or named_ago or most <= _LONGEST_BY_CLOCK_UNIT or most >= _A_DAY


def _is_bare_gone(words: Words, length: _Length) -> bool:
    """Whether a length with nothing behind it is told as one that has gone by: "đã 2 ngày", "2 ngày chưa"."""
    before, before2 = words.ids[length.start - 1], words.ids[length.start - 2]
    behind, behind2 = words.ids[length.end], words.ids[length.end + 1]
    if behind in ("ma",):
        behind, behind2 = behind2, words.ids[length.end + 2]
    asked = behind == "khong" and (behind2 in _ASKED or behind2 == "biet" or not length.count.sure)
    missing = behind in _MISSING and not asked
    held = before in ("next", "toi?", "den") and before2 == "treo"
    if behind == "la":
        return False
    if missing or held or before in _WAITED or (before in ("nay", "gio", "now") and length.unit in ("day", "week")):
        return True
    if words.ids[length.start] in ("hon", "gan") and length.count.most > 0:
        return behind not in ("la", "moi", "moi?", "@polite", "khong", "@money")
    waiting = before in ("wait", "wait?") or (before in ("ca", "suot") and before2 in ("wait", "wait?"))
    return waiting and length.unit in ("hour", "day", "half_day") and before2 in ("@person", "da", "")


def _gone(length: _Length, way: _Way, end: int) -> Atom:
    """The atom for a length that has gone by; whole days become days back, which take a clock time beside them."""
    count, unit, since = length.count, length.unit, way == "since"
    if unit == "day" and count.most == int(count.most):
        day = DaysBack(int(count.least), int(count.most))
        if since or count.most == 0:
            return Atom("ago", length.start, end, Range(Moment(day=day)))
        return Atom("day", length.start, end, day)
    return Atom("ago", length.start, end, _ago(count, unit, since))


def _ago(count: Count, unit: _Span, since: bool) -> Ago:
    if unit == "half_day":
        return Ago("hour", 4 * count.least, 4 * count.most, since, sure=False)
    if unit == "day":
        return Ago("hour", 24 * count.least, 24 * count.most, since, sure=False)
    if unit == "month" and count.most != int(count.most):
        return Ago("week", 4 * count.least, 4 * count.most, since, sure=False)
    known: Unit = unit
    return Ago(known, count.least, count.most, since, count.sure)


def a_while_at(words: Words, at: int) -> Atom | None:
    """ "một lúc rồi", "1 lúc lâu rồi", "một hồi rồi", "1 lát trước"."""
    if words.ids[at] != "mot" and words.value(at) != 1:
        return None
    end = at + 2
    if words.ids[at + 1] not in ("luc", "hoi", "hoi?", "lat"):
        return None
    if words.ids[end] == "lau":
        end += 1
    return Atom("recent", at, end + 1, Recent(60)) if words.ids[end] in ("roi", "truoc", "nay") else None
