"""Times on the clock and parts of the day as they are typed; days, and what is past, stand elsewhere."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bot.nlu.entities.time_expression import Clock, Part
from bot.nlu.entities.time_numbers import Number, number_at
from bot.nlu.entities.time_tokens import NUMBER, UNKNOWN, Words
from bot.nlu.entities.time_words import ids_of

PART_OF: dict[str, Part] = {
    "sang": "morning", "sang?": "morning", "trua": "noon", "chieu": "afternoon", "chieu?": "afternoon",
    "toi": "evening", "toi?": "evening", "dem": "night", "dem?": "night", "khuya": "late_night", "morning": "morning",
    "afternoon": "afternoon", "evening": "evening", "night": "night", "noon": "noon", "midnight": "midnight",
    "xe": "afternoon",
}  # fmt: skip
_TWO_WORDS: dict[tuple[str, str], Part] = {
    ("sang", "som"): "dawn", ("sang?", "som"): "dawn", ("som", "sang"): "dawn", ("som", "moi2"): "dawn",
    ("mo", "sang"): "dawn", ("gan", "sang"): "dawn", ("rang", "sang"): "small_hours", ("rang", "sang?"): "small_hours",
    ("chieu", "toi"): "dusk", ("toi", "khuya"): "late_night", ("toi?", "khuya"): "late_night",
    ("dem", "khuya"): "late_night", ("dem?", "khuya"): "late_night", ("nua", "dem"): "midnight",
    ("nua?", "dem?"): "midnight", ("nua?", "dem"): "midnight", ("nua", "khuya"): "midnight",
    ("giua", "dem"): "midnight", ("giua", "dem?"): "midnight",
    ("giua", "trua"): "noon", ("xe", "trua"): "afternoon", ("xe", "chieu"): "afternoon", ("xe", "chieu?"): "afternoon",
    ("giua", "khuya"): "midnight", ("gan", "trua"): "morning", ("toi", "late"): "night",
}  # fmt: skip
UNITS = ("h", "gio", "g")
CUES = ids_of("luc hoi hoi? tam tam? khoang co do chung loi quang dung gan hon tu tu? den den? next")
"""Words in front of an hour, which make a bare number one."""
RANGE_WORDS = frozenset(("-", "~", "den", "den?", "next", "toi?", ">"))
RANGE_SIGNS = RANGE_WORDS | {",", "hay", "hoac"}
_SPAN_ENDS = ids_of("0 gio h now nay bay bay? hien hom thu thu? t cn chu tan ngay ngay?")
GLUED_BEFORE = ids_of(
    "luc tu tu? tam tam? khoang hoi hoi? vao ngay ngay? hom bua toi toi? sang sang? trua chieu chieu? dem dem? khuya "
    "den den? qua nay thu thu? t mung co do next ke dung"
)
"""Words that a number may touch and still be a time ("lúc8h", "hom20"); behind another word it is part of a name."""

_MINUTE_MARKS = ("phut", "'")
_NO_MINUTES = ids_of("@money @thing @odds tieng ngay ngay? hom bua tuan thang thang? h gio g / nam giay @person x")
_NO_CLOCK = ids_of("@money @thing @odds tieng ngay ngay? tuan thang thang? / : . nam giay phut % x # '")


class Atom(NamedTuple):
    """A piece of a time in a message.

    Attributes:
        kind: clock, part, day, now, ago, recent, future or rule (what is said of every day).
        start: its first word.
        end: the word behind its last.
        value: what it says.
        weak: whether it is a time only in company.
    """

    kind: Literal["clock", "part", "day", "now", "ago", "recent", "future", "rule"]
    start: int
    end: int
    value: object = None
    weak: bool = False


def is_until(words: Words, at: int) -> bool:
    """Whether "tới" or "toi" leads to the end of a span ("t7 tới 1h sáng", "tới giờ"), and is not "tuần tới"."""
    return words.ids[at + 1] in _SPAN_ENDS or words.ids[at + 1] in PART_OF


def clean_left(words: Words, at: int, allowed: str = "-/,.;:|()[]\"'~>?!") -> bool:
    """Whether a number begins here, and no name or code goes on."""
    if not words.tight(at):
        return True
    before = words.ids[at - 1]
    if before in GLUED_BEFORE:
        return True
    return len(before) == 1 and before in allowed and before != UNKNOWN


def clean_right(words: Words, end: int) -> bool:
    """Whether a time ends before this word, and no name or code goes on."""
    if not words.tight(end):
        return True
    behind = words.ids[end]
    if behind in (NUMBER, UNKNOWN, "_", "@", "@money", "=", "%"):
        return False
    if behind in ("/", ".", ":", "+") and words.tight(end + 1):
        return behind == "." and words.ids[end + 1] != NUMBER
    return True


def part_at(words: Words, at: int) -> Atom | None:
    """A part of the day: "sáng", "rạng sáng", "buổi chiều", "nửa đêm"."""
    start = at
    if words.ids[at] == "buoi":
        at += 1
    first, second = words.ids[at], words.ids[at + 1]
    part = _TWO_WORDS.get((first, second))
    if part is not None:
        end = at + 2
        if words.ids[end] == "moi2":
            end += 1
        return Atom("part", start, end, part, weak=True)
    if first in ("chieu", "chieu?") and second == "toi?" and words.ids[at + 2] in ("qua", "nay", "hom"):
        return Atom("part", start, at + 2, "dusk", weak=True)
    if second == "gio" and first in ("dau", "dau?", "cuoi") and words.ids[at + 2] in PART_OF:
        return Atom("part", start, at + 3, PART_OF[words.ids[at + 2]], weak=True)
    if second == "hom" and first in ("dau", "dau?") and words.ids[at + 2] not in ("qua", "nay", "kia", "truoc"):
        return Atom("part", start, at + 2, "evening", weak=True)
    part = PART_OF.get(first)
    if words.accented and first.endswith("?") and not _accents_forgotten(words, at):
        return None
    if part is None or second == "@max" or (second == "kem" and words.ids[at + 2] != NUMBER):
        return None
    return Atom("part", start, at + 1, part, weak=True)


def _accents_forgotten(words: Words, at: int) -> bool:
    """Whether "sang", "toi" or the like is a part of the day although the message around it bears accents."""
    return words.ids[at + 1] in ("qua", "nay", "hom") or words.ids[at - 1] in (*UNITS, "ruoi", "phut")


def clock_at(words: Words, at: int) -> Atom | None:
    """A time on the clock: "8h30", "8 giờ rưỡi", "20:35:10", "8pm", "7h kém 15", "mười giờ"; weak: "9 rưỡi", "8"."""
    hour = _doubtful_hour(words, at) or number_at(words, at)
    if hour is None or hour.value > 24 or words.digits(at) > 2 or not clean_left(words, at, "-/,.;|()[]\"'~>?!"):
        return None
    found = _colon(words, at, hour) or _with_unit(words, at, hour) or _without_unit(words, at, hour)
    if found is None or not clean_right(words, found.end):
        return None
    return found


def _doubtful_hour(words: Words, at: int) -> Number | None:
    """ "bay gio" and "sau gio" are bây giờ and sau giờ, but for "bay gio toi qua", "sau gio chieu hom qua"."""
    hour = {"bay?": 7, "sau?": 6}.get(words.ids[at])
    if hour is None or words.ids[at + 1] != "gio" or words.ids[at + 2] not in PART_OF:
        return None
    return Number(hour, at + 1) if words.ids[at + 3] in ("qua", "nay", "hom", "bua", "kia", "ngay", "ngay?") else None


def _colon(words: Words, at: int, hour: Number) -> Atom | None:
    """ "20:35", "20:35:10", "8:30 pm", "20:35 CH"; "20.35" and "20h:35" too."""
    end = hour.end
    sign = words.ids[end]
    if sign in UNITS and words.ids[end + 1] in (":", ".") and words.tight(end) and words.tight(end + 1):
        end, sign = end + 1, ":"
    minute = _two_digits(words, end + 1)
    if sign not in (":", ".") or minute is None or not words.tight(end) or hour.value > 23:
        return None
    end += 2
    second = None
    if words.ids[end] == sign and words.tight(end):
        second = _two_digits(words, end + 1)
        end = end + 2 if second is not None else end
    if words.ids[end] == "." and words.digits(end + 1) in (3, 6) and words.tight(end) and words.tight(end + 1):
        end += 2
    literal = words.leading_zero(at) or second is not None or hour.value > 12
    if words.ids[end] in ("h", "phut") and words.tight(end):
        end += 1
    half, end = _half(words, end, colon=True)
    utc = second is not None and words.ids[end] == "z" and words.tight(end)
    clock = Clock(hour.value, minute, second, half, literal and half is None, 0 if utc else None)
    return Atom("clock", at, end + 1 if utc else end, clock, weak=sign == ".")


def _two_digits(words: Words, at: int) -> int | None:
    value = words.value(at)
    return value if words.digits(at) == 2 and value < 60 and words.tight(at) else None


def _half(words: Words, at: int, *, colon: bool = False) -> tuple[Literal["am", "pm"] | None, int]:
    """am or pm behind a time; also SA and CH, as Windows writes them."""
    name = words.ids[at]
    if name == "am?" or (name == "sa" and colon):
        return "am", at + 1
    if name == "pm" or (name == "ch" and colon):
        return "pm", at + 1
    return None, at


def _with_unit(words: Words, at: int, hour: Number) -> Atom | None:
    """ "8h", "8g30", "8 giờ kém 5", "13h02'45"."""
    end = hour.end
    unit = words.ids[end]
    half, behind = _half(words, end)
    if half is not None and words.ids[at] == NUMBER and 0 < hour.value <= 12:
        return Atom("clock", at, behind, Clock(hour.value, half=half))
    if unit not in UNITS or (unit == "g" and not words.tight(end)) or (unit != "gio" and words.ids[at].endswith("?")):
        return None
    if words.ids[end + 1] == "dong" and words.ids[end + 2] == "ho":
        return None
    minute, behind = _minutes(words, end + 1)
    if minute is None and words.ids[behind] in ("may", "hon") and words.ids[behind + 1] not in UNITS:
        behind += 1
    second = None
    if (
        minute is not None
        and words.tight(behind)
        and words.value(behind) in range(60)
        and words.ids[behind - 1] in _MINUTE_MARKS
    ):
        second, behind = words.value(behind), behind + 1
        behind = behind + 1 if words.ids[behind] == "giay" else behind
    half, behind = _half(words, behind)
    network = unit == "g" and hour.value in (3, 4, 5) and minute is None
    literal = words.leading_zero(at) and half is None
    clock = Clock(hour.value, minute, second, half, literal)
    weak = network or (hour.value == 24 and minute is None)
    return Atom("clock", at, behind, clock, weak)


def _minutes(words: Words, at: int) -> tuple[int | None, int]:
    """The minutes behind an hour, if any, and the word behind them."""
    name = words.ids[at]
    if name == "ruoi":
        return 30, at + 1
    if name == "kem":
        short = number_at(words, at + 1)
        if short is None or not 0 < short.value < 60:
            return None, at
        return -short.value, _skip_mark(words, short.end)
    tight = words.tight(at)
    if name == NUMBER and words.digits(at) <= 2 and words.value(at) < 60 and (tight or _may_be_minutes(words, at)):
        return words.value(at), _skip_mark(words, at + 1)
    if name != NUMBER and not tight:
        written = number_at(words, at)
        if written is not None and written.value < 60 and (written.value >= 10 or words.ids[written.end] == "phut"):
            return (
                (None, at) if words.ids[written.end] in _NO_MINUTES else (written.value, _skip_mark(words, written.end))
            )
    return None, at


def _skip_mark(words: Words, at: int) -> int:
    """Behind "phút" or a stroke."""
    return at + 1 if words.ids[at] in _MINUTE_MARKS else at


def _may_be_minutes(words: Words, at: int) -> bool:
    """Whether a number that stands off from its hour is minutes, and no amount, date or count of its own."""
    behind = words.ids[at + 1]
    if behind in _MINUTE_MARKS:
        return words.ids[at + 2] not in ("truoc", "roi", "nay")
    if words.digits(at) != 2 or behind in _NO_MINUTES or (behind == UNKNOWN and words.tight(at + 1)):
        return False
    return not (behind in (".", "-", ",", ":") and words.ids[at + 2] == NUMBER and words.tight(at + 2))


def _without_unit(words: Words, at: int, hour: Number) -> Atom | None:
    """ "9 rưỡi", "8 kém 15", and a bare "8" behind such a word as "lúc", or before a second hour ("7-8h")."""
    if words.leading_zero(at):
        return None
    behind = words.ids[hour.end]
    if behind in ("ruoi", "kem") and hour.value <= 12:
        minute, end = _minutes(words, hour.end)
        return Atom("clock", at, end, Clock(hour.value, minute), weak=True) if minute is not None else None
    if behind in _NO_CLOCK:
        return None
    if (not words.ids[at].endswith("?") and _opens_range(words, hour)) or (
        words.ids[at] == NUMBER and words.ids[at - 1] in CUES
    ):
        return Atom("clock", at, hour.end, Clock(hour.value), weak=True)
    return None


def _opens_range(words: Words, hour: Number) -> bool:
    """Whether a second hour, with its unit, follows: "7-8h", "7 đến 8 giờ", "8 9h"."""
    at = hour.end
    second = number_at(words, at + 1 if words.ids[at] in RANGE_SIGNS else at)
    if second is None or not 0 < second.value <= 24 or words.ids[second.end] not in (*UNITS, ":", "ruoi"):
        return False
    return words.ids[at] in RANGE_WORDS or second.value == hour.value + 1
