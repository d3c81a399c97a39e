"""What a customer says that he does not remember or does not have; it knows words, no conversation.

"không có ảnh", "giờ thì không nhớ", "quên tên tk rồi": found clause by clause on the normalised accent-free view, with
a look at the accents where they part a picture (ảnh) from a person (anh).
"""

from __future__ import annotations

import re

from bot.triage.phrases import words_pattern

ANY_SLOT = "*"
"""A refusal that names nothing: it is about whatever was asked."""

_NO = r"(?:khong|chua|chang|cha|deo|dau|nao|not|no)"
_FORGOTTEN = words_pattern(
    rf"""
    {_NO} (?:con |co |the |he )?(?:nho|de y) / quen(?! mat khau| pass) / (?:sao|dau|lam sao) (?:ma )?nho
    forgot / (?:don'?t|do not|cannot|can'?t) (?:remember|recall)
    """
)
_UNKNOWN = words_pattern(
    rf"""
    {_NO} (?:con |co |the |he )?(?:biet|ro|ranh|chac) / {_NO} (?:tim )?thay (?:ma|o dau|dau) / chiu / unknown / no idea
    (?:sao|dau|lam sao) (?:ma )?biet / (?:don'?t|do not|cannot|can'?t) (?:know|find)
    """
)
_NOT_THERE = words_pattern(
    rf"""
    mo co / {_NO} (?:he |kip |the |con |co )?(?:co|chup|luu|giu|gui|lay|chup duoc|tim thay|gui duoc)
    (?:het|mat|xoa) (?:mat )?(?:anh|hinh|bill|ma|bien lai) / xoa (?:mat )?roi / none
    (?:don'?t|do not|didn'?t|did not) (?:have|take|got) / no (?:pictures?|screenshots?|photos?|images?|code|id)
    """
)
_BARE_NO = re.compile(
    rf"(?:da |thi |em |minh |toi |anh |chi |oi |ad )?"
    rf"(?:{_NO}|khong co|chua co|khong a|bo qua|de sau|khoi|skip|nope|none)"
    r"(?: (?:a|nhe|nha|ad|em|oi|roi|luon|dau|ban|shop|anh|chi|gi|het|ca)){0,3}[.! ]{0,5}"
)
_PICTURE = re.compile(
    r"\b(?:anh(?! (?:oi|a|em|chi|nay)\b)|hinh|chup|bill|bien lai|man hinh|screenshots?|pictures?|photos?|images?"
    r"|receipt)\b"
)
_PICTURE_BEFORE = words_pattern(
    "anh (?:thi|chup|man hinh) / hinh / bill / bien lai / man hinh / screenshots? / pictures?"
)
_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("case_code", words_pattern("ma ho tro / ma lan truoc / support code")),
    ("transaction_id", words_pattern("ma(?! (?:otp|pin|bao mat)\\b) / code / transaction")),
    ("incident_time", words_pattern("gio / thoi gian / luc nao / ngay nao / khi nao / hom nao / when / time / date")),
    ("amount", words_pattern("so tien / bao nhieu / may tien / amount")),
    ("game", words_pattern("game / tro choi / sanh / lobby")),
    ("phone", words_pattern("so dien thoai / phone")),
    ("username", words_pattern("tai khoan / user ?name / user / nick / acc / account / ten dang nhap / ten dn / id")),
)
_MONEY = words_pattern("tien / thuong / khuyen mai / money / bonus")
_CLAUSE = re.compile(r"[,.;!?\n]")
_LONGEST = 14
_MOST_CLAUSES = 12


def refused(plain: str, text: str, *, with_problem: bool = False) -> tuple[str, ...]:
    """The slots that a message refuses; ANY_SLOT for whatever was asked.

    Args:
        plain: its normalised accent-free view.
        text: the same with accents, of the same length; plain itself where the customer types none.
        with_problem: it tells a problem too, so that only what names its object counts.
    """
    if len(plain) > 400 or not _may_refuse(plain):
        return ()
    found: dict[str, None] = {}
    start = 0
    for end in [*(match.start() for match in _CLAUSE.finditer(plain)), len(plain)][:_MOST_CLAUSES]:
        slot = _in_clause(plain[start:end], text[start:end], with_problem=with_problem)
        if slot:
            found[slot] = None
        start = end + 1
    named = [slot for slot in found if slot != ANY_SLOT]
    if named or ANY_SLOT not in found:
        return tuple(named)
    return (ANY_SLOT,) if len(plain.split()) <= _LONGEST else ()


def named_slot(plain: str) -> str:
    """The slot that a message names ("sai số tiền rồi" -> amount), or ""."""
    if _PICTURE_BEFORE.search(plain):
        return "screenshots"
    return next((slot for slot, pattern in _OTHERS if pattern.search(plain)), "")


def is_forgotten(plain: str) -> bool:
    """The customer does not remember or know, rather than not have."""
    return _FORGOTTEN.search(plain) is not None or _UNKNOWN.search(plain) is not None


def _may_refuse(plain: str) -> bool:
    return any(pattern.search(plain) for pattern in (_FORGOTTEN, _UNKNOWN, _NOT_THERE)) or (
        _BARE_NO.fullmatch(plain.strip()) is not None
    )


def _in_clause(plain: str, text: str, *, with_problem: bool) -> str:
    patterns = (_FORGOTTEN, _NOT_THERE) if with_problem else (_FORGOTTEN, _UNKNOWN, _NOT_THERE)
    match = next((found for pattern in patterns if (found := pattern.search(plain))), None)
    if match is None:
        return ANY_SLOT if not with_problem and _BARE_NO.fullmatch(plain.strip()) else ""
    slot = _behind(plain[match.start() :], text[match.start() :]) or _before(plain[: match.start()])
    if with_problem and slot != "screenshots" and match.re is _NOT_THERE:
        return ""
    return slot or ("" if with_problem or _MONEY.search(plain) else ANY_SLOT)


def _behind(plain: str, text: str) -> str:
    """What is named from the negation on; a person who is spoken to (anh) is no picture."""
    picture = _PICTURE.search(plain)
    if picture and not (text != plain and _is_person(picture, text)):
        return "screenshots"
    return next((slot for slot, pattern in _OTHERS if pattern.search(plain)), "")


def _before(plain: str) -> str:
    if _PICTURE_BEFORE.search(plain):
        return "screenshots"
    return next((slot for slot, pattern in _OTHERS if pattern.search(plain)), "")


def _is_person(picture: re.Match[str], text: str) -> bool:
    """Typed without an accent by somebody who types accents: anh, not ảnh."""
    return picture[0] == "anh" and text[picture.start() : picture.end()] == "anh"
