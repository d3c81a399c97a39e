"""Days by their date: 14/11, "ngày 2 tháng 11", "hôm 20", "mùng 5 Tết"; it does not ask what day that is."""

from __future__ import annotations

from calendar import monthrange

from bot.nlu.entities.time_clock import CUES, PART_OF, RANGE_WORDS, Atom, clean_left, clean_right
from bot.nlu.entities.time_expression import CalendarDay, LunarDay, Month
from bot.nlu.entities.time_numbers import Number, number_at
from bot.nlu.entities.time_tokens import NUMBER, Words
from bot.nlu.entities.time_words import ids_of

_FIRST_YEAR, _LAST_YEAR = 2018, 2099
"""Years in which something can have happened that somebody reports; an earlier one is a year of birth."""

_SIGNS = ("/", "-", ".")
_NAMES_DAY = ("ngay", "ngay?", "hom", "bua", "mung")
_COUNTED = ids_of("@money @thing @odds tieng gio h g phut giay ngay hom tuan nam nua nua? truoc more % : x ruoi ho")
"""Words behind a number that show that it counts something ("ngày 3 lần")."""
_LENGTHS = ids_of("tieng gio phut ngay tuan thang giay")
_FRACTIONS = frozenset(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (4, 5), (1, 1), (24, 7)))
"""Odds, shares and "24/7" that could be dates; they need a word that says so."""
_NO_DATE_AFTER = ("@odds", "@promo", "@birth")
_NO_DATE_BEFORE = ids_of("@odds @promo @thing @birth phut x")


def numeric_date_at(words: Words, at: int) -> Atom | None:
    """ "14/11", "14-11-2026", "14.11.26", "2026-11-14"; weak where it may be a score, odds or an amount."""
    first, sign, second = words.value(at), words.ids[at + 1], words.value(at + 2)
    if sign not in _SIGNS or second < 0 or not (words.tight(at + 1) and words.tight(at + 2)):
        return None
    if words.digits(at) == 4:
        return _year_first(words, at)
    if words.digits(at) > 2 or words.digits(at + 2) > 2 or not _begins(words, at, sign):
        return None
    year, end = _year_behind(words, at + 3, sign)
    if year is None and end > at + 3:
        return None
    day, month = (second, first) if year and second > 12 >= first else (first, second)
    if not _exists(day, month, year) or not clean_right(words, end) or _counts(words, at, end, sign):
        return None
    return _dated(words, at, end, CalendarDay(day, month, year), sign)


def _counts(words: Words, at: int, end: int, sign: str) -> bool:
    """Whether two numbers count something or tell the clock: "7-8h", "2-3 ngày", "lúc 20.10", "9.10 tối"."""
    behind = words.ids[end]
    if behind in _LENGTHS or (behind in ("h", "g") and words.tight(end)):
        return True
    if sign != "/" and behind in ("hom", "bua", "ngay?") and end == at + 3:
        return words.ids[end + 1] in ("nay", "truoc", "roi", "gio", "ray")
    by_clock = words.ids[at - 1] in CUES and words.ids[at - 1] not in ("tu", "tu?", "den", "den?", "next")
    return sign == "." and end == at + 3 and (by_clock or behind in PART_OF)


def _begins(words: Words, at: int, sign: str) -> bool:
    """Whether no number or code runs into the date from the left."""
    return clean_left(words, at, ",;|()[]\"'~>?!" + ("-" if sign == "/" else ""))


def _dated(words: Words, at: int, end: int, day: CalendarDay, sign: str) -> Atom | None:
    """The date with what qualifies it ("năm ngoái", "âm lịch"), or None where it is a score or odds."""
    cued = words.ids[at - 1] in _NAMES_DAY
    if not cued and (words.ids[at - 1] in _NO_DATE_BEFORE or words.ids[at - 2] in _NO_DATE_AFTER):
        return None
    if not cued and words.ids[end] in ("@odds", "@thing") and not words.tight(end):
        return None
    start = at - 1 if cued else at
    padded = words.leading_zero(at) or words.digits(at) + words.digits(at + 2) == 4
    sure = cued or day.year is not None or (sign == "/" and (day.day, day.month) not in _FRACTIONS)
    sure = sure or (sign == "-" and padded)
    return _qualified(words, start, end, day, weak=not sure)


def _year_first(words: Words, at: int) -> Atom | None:
    """ "2026-11-14", also before "T20:35"."""
    sign = words.ids[at + 1]
    year, month, day = words.value(at), words.value(at + 2), words.value(at + 4)
    if words.ids[at + 3] != sign or day < 0 or not (words.tight(at + 3) and words.tight(at + 4)):
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not _exists(day, month, year) or not _begins(words, at, "-"):
        return None
    end = at + 5
    iso_clock = words.ids[end] == "t" and words.tight(end)
    if not iso_clock and not clean_right(words, end):
        return None
    return Atom("day", at, end + 1 if iso_clock else end, CalendarDay(day, month, year))


def _year_behind(words: Words, at: int, sign: str) -> tuple[int | None, int]:
    """The year behind a day and a month; (None, at) where there is none, (None, behind it) where it cannot be one."""
    if words.ids[at] != sign or words.ids[at + 1] != NUMBER or not (words.tight(at) and words.tight(at + 1)):
        return None, at
    year = words.value(at + 1)
    if words.digits(at + 1) == 2:
        year += 2000
    return (year if _FIRST_YEAR <= year <= _LAST_YEAR and words.digits(at + 1) in (2, 4) else None), at + 2


def _exists(day: int, month: int, year: int | None) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2024, month)[1]


def named_day_at(words: Words, at: int) -> Atom | None:
    """ "ngày 2 tháng 11", "hôm 20", "mùng 5", "bữa 20 tháng trước"; digits or words."""
    dated = numeric_date_at(words, at + 1)
    if dated is not None:
        return dated._replace(start=at)
    day = number_at(words, at + 1)
    if day is None or not 1 <= day.value <= 31 or (words.ids[at + 1] == NUMBER and words.digits(at + 1) > 2):
        return None
    spoken = words.ids[at + 1] != NUMBER
    month = _month_behind(words, day)
    if month is not None:
        return month._replace(start=at)
    if words.ids[day.end] in _COUNTED or not clean_right(words, day.end):
        return None
    name = words.ids[at]
    if name == "mung":
        return None if day.value > 10 else _qualified(words, at, day.end, CalendarDay(day.value, sure=False))
    if spoken and (name not in ("ngay", "hom") or day.value < 10):
        return None
    if words.ids[day.end] in ("-", "den", "den?", "next", "toi?", "/", "."):
        return Atom("day", at, day.end, CalendarDay(day.value), weak=name == "ngay?" and words.accented)
    weak = (name == "ngay?" and words.accented) or words.ids[at - 1] in (NUMBER, "mot", "every", "hang", "moi?")
    return _qualified(words, at, day.end, CalendarDay(day.value), weak=weak)


def day_of_month_at(words: Words, at: int) -> Atom | None:
    """ "14 tháng 11", "20 tháng trước", "14 thg 11, 2026", "30 Tết"; the number stands first."""
    day = number_at(words, at)
    if day is None or not 1 <= day.value <= 31 or words.digits(at) > 2 or not clean_left(words, at, ",;|()[]\"'~-"):
        return None
    if words.ids[day.end] == "tet":
        return Atom("day", at, day.end + 1, LunarDay(day.value, 12))
    found = _month_behind(words, day) if words.ids[day.end] != "t" else None
    if found is None or (
        day.value <= 12 and isinstance(found.value, CalendarDay) and found.value.months_back is not None
    ):
        return None
    return found._replace(start=at)


def first_day_at(words: Words, at: int) -> Atom | None:
    """The first day of "10-12/11" and "10 đến 12/11", which leaves its month to the second."""
    until = at + 2 if words.ids[at + 1] in RANGE_WORDS else 0
    if until and words.ids[until] in ("ngay", "ngay?"):
        until += 1
    day, last, month = words.value(at), words.value(until), words.value(until + 2)
    if not until or words.ids[until + 1] != "/" or not 0 < day < last or not clean_left(words, at):
        return None
    return Atom("day", at, at + 1, CalendarDay(day)) if month > 0 and _exists(last, month, None) else None


def dated_part_at(words: Words, at: int) -> Atom | None:
    """A day of the month behind a part of the day: "đêm 14", "tối 20"."""
    day = words.value(at)
    before = words.ids[at - 1]
    doubtful = before in ("sang?", "toi?") or (before.endswith("?") and words.accented)
    if before not in PART_OF or doubtful or not 13 <= day <= 31 or words.tight(at):
        return None
    if words.ids[at + 1] in (*_COUNTED, "/", ".", "-") or not clean_right(words, at + 1):
        return None
    return Atom("day", at, at + 1, CalendarDay(day))


def _month_behind(words: Words, day: Number) -> Atom | None:
    """What follows a day: "tháng 11 năm 2026", "tháng này", "tháng trước", "t11"."""
    at = day.end - 1
    if words.ids[day.end] in ("/", "-") and words.ids[day.end + 1] in ("thang", "t", "thang?"):
        day = Number(day.value, day.end + 1)
    name = words.ids[day.end]
    if name not in ("thang", "thang?", "t"):
        return None
    back = months_back_at(words, day.end + 1) if name != "t" else None
    if back is not None:
        return Atom("day", at, back.end, CalendarDay(day.value, months_back=back.value))
    if words.ids[day.end + 1] in ("sau?", "next"):
        return Atom("future", at, day.end + 2)
    month = number_at(words, day.end + 1)
    if month is None or (name == "t" and not words.tight(day.end + 1)) or not _exists(day.value, month.value, None):
        return None
    if words.ids[month.end] in ("@money", "@thing") or not clean_right_of_month(words, month.end):
        return None
    year, end = year_at(words, month.end)
    return _qualified(words, at, end, CalendarDay(day.value, month.value, year))


def clean_right_of_month(words: Words, end: int) -> bool:
    """Whether the number of a month ends here, or its year follows."""
    return clean_right(words, end) or words.ids[end] in ("/", "-", ".")


def months_back_at(words: Words, at: int) -> Number | None:
    """ "tháng này" is 0, "tháng trước", "tháng rồi", "tháng vừa rồi" 1: the number, and the word behind."""
    name, second = words.ids[at], words.ids[at + 1]
    if name in ("nay", "this"):
        return Number(0, at + 1)
    if name in ("truoc", "roi", "qua"):
        return Number(2 if second == "more" else 1, at + (2 if second == "more" else 1))
    if name == "vua" and second in ("roi", "qua"):
        return Number(1, at + 2)
    return None


def year_at(words: Words, at: int) -> tuple[int | None, int]:
    """A year behind a month: "năm 2026", "/2026", ", 2026", " 2026"; (None, at) where there is none."""
    end = at
    if words.ids[end] in ("nam", "nam?", "/", "-", ",", "."):
        end += 1
    year = words.value(end)
    return (year, end + 1) if _FIRST_YEAR <= year <= _LAST_YEAR else (None, at)


def _qualified(words: Words, start: int, end: int, day: CalendarDay, *, weak: bool = False) -> Atom:
    """A date with "năm ngoái", "vừa rồi", or with the words that make it a lunar one."""
    lunar_end = _lunar_end(words, end)
    if lunar_end:
        return Atom("day", start, lunar_end, LunarDay(day.day, day.month))
    if words.ids[end] in ("nam", "nam?") and words.ids[end + 1] in ("ngoai", "truoc", "nay", "roi"):
        back = 0 if words.ids[end + 1] == "nay" else 1
        dated = CalendarDay(day.day, day.month, years_back=back, sure=day.sure)
        return Atom("day", start, end + 2, dated)
    if words.ids[end] == "vua" and words.ids[end + 1] in ("roi", "qua"):
        end += 2
    return Atom("day", start, end, day, weak)


def _lunar_end(words: Words, at: int) -> int:
    """Behind "âm lịch", "(âm)", "tết"; 0 where nothing of the kind follows."""
    opened = words.ids[at] == "("
    inside = at + 1 if opened else at
    name = words.ids[inside]
    if name == "tet" or (name in ("am", "al", "am?") and not (name == "am?" and words.ids[inside + 1] == "@money")):
        end = inside + 1
        end = end + 1 if words.ids[end] == "lich" else end
        return end + 1 if opened and words.ids[end] == ")" else end
    return 0


def lunar_at(words: Words, at: int) -> Atom | None:
    """ "hôm rằm", "rằm tháng 7", "đêm giao thừa", "hôm Tết", "dịp tết"."""
    name, second = words.ids[at], words.ids[at + 1]
    if name in ("hom", "ngay", "dip") and second in ("ram", "ram?", "tet"):
        found = lunar_at(words, at + 1) if second == "ram" else None
        return (
            found._replace(start=at) if found else Atom("day", at, at + 2, LunarDay(15 if second == "ram?" else None))
        )
    if name == "ram":
        month = number_at(words, at + 2) if second == "thang" else None
        if month is not None and 1 <= month.value <= 12:
            return Atom("day", at, month.end, LunarDay(15, month.value))
        return Atom("day", at, at + 1, LunarDay(15))
    if name == "giao" and second == "thua":
        return Atom("day", at, at + 2, LunarDay(30, 12))
    return None


def month_at(words: Words, at: int) -> Atom | None:
    """ "tháng 10", "tháng trước", "tháng 10/2026", "tháng 12 năm ngoái"."""
    back = months_back_at(words, at + 1)
    if back is not None:
        if words.ids[at + 1] == "roi" and number_at(words, at - 1) is not None:
            return None
        sure = words.ids[at] == "thang" or words.ids[at + 1] != "roi"
        return Atom("day", at, back.end, Month(months_back=back.value), weak=not sure)
    month = number_at(words, at + 1)
    if month is None or not 1 <= month.value <= 12 or words.ids[month.end] in _COUNTED:
        return None
    if words.ids[at - 1] in ("ngay", "ngay?") and words.ids[at + 1] in ("nam", "nam?"):
        return None
    if not clean_right_of_month(words, month.end):
        return None
    year, end = year_at(words, month.end)
    if words.ids[end] == "this":
        return Atom("day", at, end + 1, Month(month.value, year))
    if words.ids[end] in ("nam", "nam?") and words.ids[end + 1] in ("ngoai", "truoc"):
        return Atom("day", at, end + 2, Month(month.value, years_back=1))
    weak = year is None and words.ids[at] == "thang?"
    return Atom("day", at, end, Month(month.value, year), weak)
