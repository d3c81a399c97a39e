"""Times told without a number: "hồi nãy", "vừa xong", "hồi hôm", "hồi tối", and now itself; no lengths and no dates."""

from __future__ import annotations

from bot.nlu.entities.time_clock import PART_OF, Atom, part_at
from bot.nlu.entities.time_days import TODAY, YESTERDAY
from bot.nlu.entities.time_expression import Moment, Recent
from bot.nlu.entities.time_tokens import NUMBER, Words
from bot.nlu.entities.time_words import ids_of

_JUST, _A_WHILE, _LATELY = 15, 60, 14 * 24 * 60
"""Minutes that "vừa xong", "hồi nãy" and "dạo này" reach back at most."""
_A_DAY = 24 * 60

_DAY_BEHIND = ids_of("qua nay hom bua kia kia3 te thu thu? cn chu ngay ngay? mai mot1")
_ASKING = ("wait?", "@ask")
_RANGE = ("den", "den?", "next", "toi?", "tan")


def just_at(words: Words, at: int) -> Atom | None:
    """ "nãy", "nãy giờ"."""
    return Atom("recent", at, _with_gio(words, at + 1), Recent(_A_WHILE))


def nay_gio_at(words: Words, at: int) -> Atom | None:
    """ "nay gio" without accents."""
    if words.ids[at + 1] in ("gio", "h") and words.ids[at - 1] not in PART_OF and words.ids[at - 1] not in _RANGE:
        return Atom("recent", at, at + 2, Recent(_A_WHILE))
    return None


def _with_gio(words: Words, at: int) -> int:
    return at + 1 if words.ids[at] in ("gio", "h", "now") else at


def luc_nay_at(words: Words, at: int) -> Atom | None:
    """ "lúc nãy", "hồi nãy", "ban nãy", "khi nãy", "mới nãy", also without accents; no "lúc này"."""
    name, second = words.ids[at], words.ids[at + 1]
    bare_nay = second == "nay" and words.tokens[at + 1] == "nay"
    if second == "just" or (bare_nay and name != "ban"):
        return Atom("recent", at, _with_gio(words, at + 2), Recent(_A_WHILE))
    if bare_nay and words.ids[at + 2] == "@person":
        return Atom("recent", at, at + 2, Recent(_A_WHILE))
    return None


def vua_at(words: Words, at: int) -> Atom | None:
    """ "vừa xong", "vừa mới", "mới vừa", "mới đây", "vừa rồi"."""
    name, second = words.ids[at], words.ids[at + 1]
    if second == "just" or (second == "nay" and words.tokens[at + 1] == "nay" and name == "vua"):
        return Atom("recent", at, _with_gio(words, at + 2), Recent(_A_WHILE))
    if (
        (name == "vua" and second == "xong")
        or (name == "vua" and second in ("moi", "moi?"))
        or (name != "vua" and second == "vua")
    ):
        return Atom("recent", at, at + 2, Recent(_JUST, sure=True))
    if name == "vua" and second == "roi" and words.tokens[at].isascii() == words.tokens[at + 1].isascii():
        return Atom("recent", at, at + 2, Recent(_A_WHILE))
    if name in ("moi", "moi?") and second == "day":
        return Atom("recent", at, at + 2, Recent(_A_DAY))
    return None


def dao_at(words: Words, at: int) -> Atom | None:
    """ "dạo này", "dạo gần đây"."""
    if words.ids[at + 1] in ("this", "nay"):
        return Atom("recent", at, at + 2, Recent(_LATELY))
    if words.ids[at + 1] == "gan" and words.ids[at + 2] == "day":
        return Atom("recent", at, at + 3, Recent(_LATELY))
    return None


def hoi_at(words: Words, at: int) -> Atom | None:
    """ "hồi tối", "hồi sáng", "ban chiều", "khi trưa" (the latest that has begun), and "hồi hôm" (last night)."""
    name, second = words.ids[at], words.ids[at + 1]
    if second == "hom" and name in ("hoi", "hoi?", "khi") and not _names_a_day(words, at + 2):
        return Atom("day", at, at + 2, Moment(day=YESTERDAY, part="night"))
    part = part_at(words, at + 1)
    if part is None or words.ids[part.end] in _DAY_BEHIND or words.ids[part.end] == NUMBER:
        return None
    if name == "hoi?" and (words.ids[at - 1] in _ASKING or words.ids[at - 2] in _ASKING):
        return None
    if name in ("ban", "khi") and (second.endswith("?") or second == "dem"):
        return None
    return Atom("part", at, part.end, part.value)


def _names_a_day(words: Words, at: int) -> bool:
    """Whether "hôm" is followed by what makes it another day than last night."""
    name = words.ids[at]
    return name in ("qua", "nay", "kia", "kia3", "te", "truoc", "no", "bua", "roi", "that", "ray", "thu", "cn", NUMBER)


def som_at(words: Words, at: int) -> Atom | None:
    """ "sớm nay", "hồi sớm", "sớm hôm qua": the South's early morning."""
    behind = words.ids[at + 1]
    dated = behind == "hom" and words.ids[at + 2] in ("qua", "kia", "nay")
    if words.ids[at - 1] in ("hoi", "hoi?") or behind in ("nay", "moi2") or dated:
        end = at + 2 if words.ids[at + 1] == "moi2" else at + 1
        return Atom("part", at, end, "dawn")
    return None


def tonight_at(words: Words, at: int) -> Atom | None:
    """ "tonight"."""
    return Atom("day", at, at + 1, Moment(day=TODAY, part="evening"))


def now_at(words: Words, at: int) -> Atom | None:
    """Now, as the end of a span: "tới giờ", "đến bây giờ", "sáng giờ", "đến nay", "đến hiện tại"."""
    name, second = words.ids[at], words.ids[at + 1]
    if name in ("bay", "bay?") and second in ("gio", "h"):
        return Atom("now", at, at + 2)
    if name == "hien" and second in ("tai", "nay", "gio", "h"):
        return Atom("now", at, at + 2)
    if name in ("gio", "h", "now") and second not in ("qua", "nay"):
        return Atom("now", at, at + 2 if second == "this" else at + 1)
    if name == "nay" and words.ids[at - 1] in _RANGE and words.ids[at - 1] != "toi?":
        return Atom("now", at, at + 1)
    return None


def rule_at(words: Words, at: int) -> Atom | None:
    """What is said of every day, or of no certain one: "mỗi tối", "hàng ngày", "tối nào cũng"."""
    name, second = words.ids[at], words.ids[at + 1]
    if name in ("every", "nao"):
        return Atom("rule", at, at + 1)
    if name == "hang" and second in ("ngay", "ngay?", "tuan", "thang", "thang?", "dem", "dem?", "gio", "h"):
        return Atom("rule", at, at + 2)
    if name == "moi?" and second in ("ngay?", "tuan", "thang?") and words.ids[at + 2] not in ("nay", "qua"):
        return Atom("rule", at, at + 2)
    return None
