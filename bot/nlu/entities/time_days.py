"""Days told by their distance or their weekday: "hôm qua", "bữa kia", "thứ 7 tuần trước", "cuối tuần"; no dates."""

from __future__ import annotations

from typing import Literal

from bot.nlu.entities.time_clock import CUES, PART_OF, UNITS, Atom, clean_left, clean_right, is_until, part_at
from bot.nlu.entities.time_dates import lunar_at, month_at, named_day_at
from bot.nlu.entities.time_expression import DaysBack, Moment, Month, OtherDay, Range, Week, Weekday
from bot.nlu.entities.time_numbers import number_at
from bot.nlu.entities.time_tokens import NUMBER, Words
from bot.nlu.entities.time_words import ids_of

TODAY, YESTERDAY = DaysBack(0, 0), DaysBack(1, 1)
_BACK = {"qua": YESTERDAY, "nay": TODAY, "kia": DaysBack(2, 2), "kia3": DaysBack(3, 3), "te": DaysBack(2, 2)}
_OTHER = {"truoc", "no", "no?", "bua", "hom", "homm", "roi"}
_UNTIL_NOW = ("gio", "h", "now")
_NEXT = ("next", "toi?", "sau?", "mai")
_WEEKDAYS = {
    "hai": 1, "ba": 2, "tuw": 3, "tu?": 3, "nam": 4, "nam?": 4, "sau6": 5, "sau?": 5, "bay7": 6, "bay?": 6,
}  # fmt: skip
_ORDINAL_BEFORE = ids_of("@thing @odds @place")
_DAY_CUES = ids_of(
    "hom bua ngay ngay? tu tu? luc hoi hoi? vao , . den den? qua sang sang? trua chieu chieu? toi toi? dem dem? khuya "
    "h gio ruoi cuoi dau tan phut"
)
"""Words before "thứ 2" or "cn" which show that it is a day and no second of something."""


def hom_at(words: Words, at: int) -> Atom | None:
    """What begins with hôm, bữa or ngày: "hôm qua", "bữa kia", "hôm nọ", "hôm 20", "ngày 2/11", "ngày mai"."""
    second, third = words.ids[at + 1], words.ids[at + 2]
    name = words.ids[at]
    if second == "hom" and name in ("ngay", "ngay?") and third in _BACK:
        return Atom("day", at, at + 3, _BACK[third])
    if second in ("sau?", "mot1") or (second == "mai" and name in ("ngay", "ngay?", "hom", "bua")):
        return Atom("future", at, at + 2)
    if second == "that" or (second == "this" and name in ("hom", "bua")):
        return Atom("rule", at, at + 2)
    if second in _BACK and (name in ("hom", "bua") or (second == "qua" and name == "ngay")):
        return _back(words, at)
    if name == "ngay" and second in ("kia", "kia3"):
        return Atom("future", at, at + 2)
    if name in ("hom", "bua"):
        other = _other_day(words, at)
        if other is not None:
            return other
    if number_at(words, at + 1) is not None:
        return named_day_at(words, at)
    return lunar_at(words, at)


def _back(words: Words, at: int) -> Atom | None:
    """ "hôm qua", "bữa nay", but not "bữa qua app khác" typed without accents."""
    second = words.ids[at + 1]
    if second == "qua" and words.ids[at] == "bua" and words.ids[at + 2] == "@place":
        return None
    if second == "nay" and words.ids[at + 2] == "mai":
        return Atom("rule", at, at + 3)
    return Atom("day", at, at + 2, _BACK[second])


def _other_day(words: Words, at: int) -> Atom | None:
    """ "hôm bữa", "bữa trước", "hôm nọ", "bữa hổm", "hôm vừa rồi"."""
    second, third = words.ids[at + 1], words.ids[at + 2]
    if second in _OTHER and second != words.ids[at]:
        if second == "roi" and words.ids[at - 1] in (NUMBER, "mot", "may", "vai"):
            return None
        if second == "hom" and third in _BACK:
            return None
        return Atom("day", at, at + 2, OtherDay())
    if second == "vua" and third in ("roi", "qua"):
        return Atom("day", at, at + 3, OtherDay())
    if second == "ray":
        return _some_days_until_now(at)
    if second in _UNTIL_NOW and words.ids[at] == "bua":
        return Atom("day", at, at + 1, OtherDay())
    return None


def homm_at(words: Words, at: int) -> Atom | None:
    """ "hổm", "hổm rày", "hổm nay" of the South: some days ago, until now."""
    return _some_days_until_now(at) if words.ids[at + 1] in ("ray", "nay") else Atom("day", at, at + 1, OtherDay())


def _some_days_until_now(at: int) -> Atom:
    return Atom("ago", at, at + 2, Range(Moment(day=OtherDay())))


def qua_at(words: Words, at: int) -> Atom | None:
    """ "qua" where it means yesterday: behind a part of the day or an hour, in "từ qua", in "qua tới giờ"."""
    before, behind = words.ids[at - 1], words.ids[at + 1]
    if before in PART_OF:
        place = behind == "@place" or (words.tokens[at + 1] == "ngan" and words.ids[at + 2] == "hang")
        return None if before.endswith("?") and place else Atom("day", at, at + 1, YESTERDAY)
    if before in (*UNITS, "ruoi") and words.ids[at - 2] == NUMBER and behind != "@place":
        return None if words.ids[at - 3] in ("trong", "suot") else Atom("day", at, at + 1, YESTERDAY)
    if before == "h":
        return Atom("day", at - 1, at + 1, YESTERDAY)
    until_now = behind in ("gio", "h", "now") or (
        behind in ("den", "next", "den?", "toi?")
        and words.ids[at + 2] in ("gio", "h", "now", "nay", "bay", "bay?", "tan")
    )
    if until_now or (before in ("tu", "hoi") and behind in ("", ",", ".", "luc")):
        return Atom("day", at, at + 1, YESTERDAY)
    return None


def nay_at(words: Words, at: int) -> Atom | None:
    """ "nay" where it means today: behind a part of the day, or in front of an hour ("nay 8h")."""
    before = words.ids[at - 1]
    if before in PART_OF or (before == "moi2" and words.ids[at - 2] == "som"):
        return Atom("day", at, at + 1, TODAY)
    if before in ("h", "g") and words.ids[at - 2] != NUMBER:
        return Atom("day", at - 1 if before == "h" else at, at + 1, TODAY)
    return Atom("day", at, at + 1, TODAY, weak=True)


def kia_at(words: Words, at: int) -> Atom | None:
    """ "kia" behind a part of the day: the day before yesterday ("tối kia")."""
    return Atom("day", at, at + 1, DaysBack(2, 2)) if words.ids[at - 1] in PART_OF else None


def hn_at(words: Words, at: int) -> Atom | None:
    """ "hn" where it means hôm nay and not Hà Nội."""
    return Atom("day", at, at + 1, TODAY, weak=True) if words.ids[at - 1] not in ("tai", "@place") else None


def weekday_at(words: Words, at: int) -> Atom | None:
    """ "thứ 7", "thứ bảy tuần trước", "t7", "cn", "chủ nhật vừa rồi"."""
    name = words.ids[at]
    if name == "cn":
        return _weekday(words, at, at + 1, 7, weak=True) if clean_right(words, at + 1) else None
    if name == "chu":
        sunday = words.ids[at + 1] == "nhat"
        return _weekday(words, at, at + 2, 7, weak=False) if sunday else None
    digit = words.value(at + 1)
    if name == "t":
        usable = words.tight(at + 1) and 2 <= digit <= 7 and words.digits(at + 1) == 1 and clean_left(words, at)
        usable = usable and clean_right(words, at + 2)
        return _weekday(words, at, at + 2, digit - 1, weak=True) if usable else None
    if words.digits(at + 1):
        number = digit - 1 if 2 <= digit <= 7 and words.digits(at + 1) == 1 else 0
    else:
        number = _WEEKDAYS.get(words.ids[at + 1], 0)
    if not number or not clean_right(words, at + 2):
        return None
    ordinal = _is_ordinal(words, at)
    week = words.ids[at + 2] == "tuan" or (words.ids[at + 2] == "vua" and words.ids[at + 3] in ("roi", "qua"))
    if ordinal and not week:
        return None
    return _weekday(words, at, at + 2, number, weak=name == "thu?")


def _is_ordinal(words: Words, at: int) -> bool:
    """Whether "thứ hai" is the second of something: "lần thứ hai", "lệnh rút thứ 2", "ngày thứ ba"."""
    before, before2 = words.ids[at - 1], words.ids[at - 2]
    if before in _ORDINAL_BEFORE or before in ("ngay", "ngay?", "hang", "vong"):
        return True
    return before2 in _ORDINAL_BEFORE and before not in _DAY_CUES


def _weekday(words: Words, at: int, end: int, number: int, *, weak: bool) -> Atom | None:
    """A weekday with the words behind it that say which week."""
    first, second, third = words.ids[end], words.ids[end + 1], words.ids[end + 2]
    if first in ("hom", "ngay") and second in ("truoc", "roi") and words.ids[end - 1] != "ngay":
        return Atom("day", at, end + 2, Weekday(number, before_today=True))
    if first == "tuan":
        week = _week_behind(words, end)
        if week is not None:
            if week.kind != "day":
                return week._replace(start=at)
            assert isinstance(week.value, Week)
            return Atom("day", at, week.end, Weekday(number, week.value.weeks_back))
    if first == "vua" and second in ("roi", "qua"):
        return Atom("day", at, end + 2, Weekday(number, before_today=True))
    if first in ("truoc", "qua") or (first == "roi" and second not in ("chua", "van", "ma", "khong")):
        return Atom("day", at, end + 1, Weekday(number, before_today=True))
    if first == "sau?" or (first in ("next", "toi?") and not is_until(words, end)):
        return Atom("future", at, end + 1)
    if first == "@thing" and words.ids[at] == "thu?" and words.ids[at - 1] not in PART_OF:
        return None
    cued = words.ids[at - 1] in _DAY_CUES or third == "tuan"
    return Atom("day", at, end, Weekday(number), weak=weak and not cued)


def week_at(words: Words, at: int) -> Atom | None:
    """ "tuần trước", "tuần này", "tuần vừa rồi"; "tuần sau" is the future."""
    return _week_behind(words, at)


def _week_behind(words: Words, at: int) -> Atom | None:
    name, second = words.ids[at + 1], words.ids[at + 2]
    if name in ("truoc", "roi", "qua"):
        more = second in ("more", "nua?") and name == "truoc"
        return Atom("day", at, at + 3 if more else at + 2, Week(2 if more else 1))
    if name == "vua" and second in ("roi", "qua"):
        return Atom("day", at, at + 3, Week(1))
    if name in ("this", "nay"):
        return Atom("day", at, at + 2, Week(0))
    if name in _NEXT and not (name != "sau?" and is_until(words, at + 1)):
        return Atom("future", at, at + 2)
    return None


_EDGES: dict[str, Literal["start", "middle", "end"]] = {
    "dau": "start",
    "dau?": "start",
    "giua": "middle",
    "cuoi": "end",
}


def edge_at(words: Words, at: int) -> Atom | None:
    """ "đầu tháng", "cuối tuần trước", "giữa tháng 10"."""
    edge, unit = _EDGES[words.ids[at]], words.ids[at + 1]
    if unit == "tuan":
        week = _week_behind(words, at + 1)
        if week is None:
            return Atom("day", at, at + 2, Week(0, edge), weak=edge == "end")
        if not isinstance(week.value, Week):
            return week._replace(start=at)
        return Atom("day", at, week.end, Week(week.value.weeks_back, edge))
    if unit in ("thang", "thang?"):
        if words.ids[at + 2] in _NEXT and not is_until(words, at + 2):
            return Atom("future", at, at + 3)
        month = month_at(words, at + 1)
        if month is None:
            return Atom("day", at, at + 2, Month(months_back=0, edge=edge), weak=edge == "end" or unit == "thang?")
        said = month.value
        assert isinstance(said, Month)
        value = Month(said.month, said.year, said.months_back, said.years_back, edge)
        return Atom("day", at, month.end, value)
    return None


def mai_at(words: Words, at: int) -> Atom | None:
    """ "mai": tomorrow, which makes what stands beside it no time of an incident; no name and no khuyến mãi."""
    if words.ids[at - 1] in ("@promo", "@person") and words.ids[at - 1] != "":
        return None
    return Atom("future", at, at + 1)


def english_at(words: Words, at: int) -> Atom | None:
    """ "yesterday", "today", "last night", "this morning", "last week"."""
    name, second = words.ids[at], words.ids[at + 1]
    if name == "yesterday":
        return Atom("day", at, at + 1, YESTERDAY)
    if name == "today":
        return Atom("day", at, at + 1, TODAY)
    if name in ("last", "this_en") and second in ("tuan", "thang"):
        back = 1 if name == "last" else 0
        return Atom("day", at, at + 2, Week(back) if second == "tuan" else Month(months_back=back))
    if name in ("last", "this_en") and second in PART_OF:
        return Atom("day", at, at + 1, YESTERDAY if name == "last" else TODAY)
    return None


def toi_at(words: Words, at: int) -> Atom | None:
    """ "toi" without accents where it is tối, and neither tôi nor tới."""
    before, behind = words.ids[at - 1], words.ids[at + 1]
    if behind in ("gio", "h", "now", "hien", "tan", "bay", "bay?"):
        return None
    behind_day = before in _BACK
    behind_clock = before in (*UNITS, "ruoi", "phut", "'", "pm") or (
        before == NUMBER and words.ids[at - 2] in (":", *CUES, *UNITS)
    )
    if behind == NUMBER:
        dated = words.ids[at + 2] in ("/", "-", ".") and words.ids[at + 3] == NUMBER
        return part_at(words, at) if behind_day or (behind_clock and dated) else None
    if behind in ("qua", "nay", "hom", "thu", "thu?", "t", "cn", "chu", "ngay", "bua", "khuya", "kia"):
        return None if behind_day and behind != "qua" else part_at(words, at)
    return part_at(words, at) if behind_clock else None
