"""What a message says between its values: refusals, moods, "it has arrived"; words only, no conversation.

All patterns are written unaccented and are matched on the normalised accent-free view; every repetition is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANY_SLOT = "*"
"""A refusal that names nothing: it is about whatever was asked."""

_NO = r"(?:khong|chua|chang|cha|deo|dau|nao|not|no)"


def _words(listed: str, *, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """A pattern for any of the phrases, one or more a line, parted by slashes; each may be a small pattern itself."""
    phrases = [phrase.strip() for phrase in listed.replace("\n", "/").split("/") if phrase.strip()]
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}")


_FORGOTTEN = _words(
    rf"""
    {_NO} (?:con |co |the |he )?(?:nho|biet|ro|ranh|chac|de y) / {_NO} (?:tim )?thay (?:ma|o dau|dau)
    quen(?! mat khau| pass) / chiu / (?:sao|dau|lam sao) (?:ma )?(?:nho|biet) / no idea / forgot / unknown
    (?:don'?t|do not|cannot|can'?t) (?:remember|know|recall|find)
    """
)
_NOT_THERE = _words(
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
_ABOUT: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "screenshots",
        _words(
            "anh(?! (?:oi|a|em|chi)\\b) / hinh / chup / bill / bien lai / man hinh / screenshots? / pictures? / photos?"
            " / images? / receipt"
        ),
    ),
    ("case_code", _words("ma ho tro / ma lan truoc / support code")),
    ("transaction_id", _words("ma / code / transaction")),
    ("incident_time", _words("gio / thoi gian / luc nao / ngay nao / khi nao / hom nao / when / time / date")),
    ("amount", _words("so tien / bao nhieu / may tien / amount")),
    ("game", _words("game / tro choi / sanh / lobby")),
    ("phone", _words("so dien thoai / phone")),
    (
        "username",
        _words("tai khoan / user / username / user name / nick / acc / account / ten dang nhap / ten dn / id"),
    ),
)
_MONEY = _words("tien / thuong / khuyen mai / money / bonus")
_LONGEST_REFUSAL = 14

_ANGRY = _words(
    """
    lua dao / lua gat / boc phot / to cao / cong an / an cap / an cuop / an chan / an quyt / quyt tien / bo lao
    mat day / buc minh / buc xuc / uc che / vo trach nhiem / lam an (?:kieu|the|nhu|chan|boi|lao) / dien tiet
    that vong / coi thuong / khinh khach / kien (?:ra toa|chung|ben) / het kien nhan / qua dang(?! nhap| ky)
    chan lam roi / cho den bao gio / tra (?:lai )?tien (?:day|ngay|cho tao) / 1 sao / mot sao / chung may / bon may
    scam(?:mers?)? / cheat(?:ers?|ing)? / ridiculous / angry / unacceptable
    """
)
"""Unaccented words that are something harmless with other accents (tao, qua dang nhap, con cho duyet) are left out."""

_INSULT = _words(
    r"""
    dm / dmm / dkm / dcm / dit (?:me|con|cu) / du ma / vcl / vkl / clgt / clm / oc cho / an cut / loz / wtf
    (?:do|thang|lu|bon|bot) ngu / ngu (?:nhu|the|vay|nguoi|hoc) / khon nan / suc vat / mat lon
    (?:con |du |dit )?me (?:may|chung may) / bo chung may / do dien / vo hoc / rac ruoi
    fuck\w{0,5} / shit / bullshit / stupid / idiots? / asshole
    """
)
_REPEATED = _words(
    """
    lan thu (?:[2-9]|hai|ba|tu|nam) / may lan roi / (?:nhan|bao|goi|hoi) (?:hoai|mai|quai)
    (?:nhan|goi|bao|hoi|chat|noi) (?:may|bao nhieu|ca chuc|[2-9]|hai|ba) lan
    (?:hom qua|hom truoc|bua truoc|tuan truoc|hoi sang|hoi nay) (?:em |minh |toi |anh |chi |da )?(?:nhan|bao|goi|gui)
    third time / again and again / already (?:told|wrote|reported)
    """
)
_STATUS_WORDS = _words(
    """
    tu choi / bi huy / hoan tra / hoan lai / hoan tien / bi hoan / hoan ve / bi tra / treo / that bai / khong thanh cong
    reject(?:ed)? / refused? / declined / failed / returned / refund(?:ed)? / on hold / held / suspended
    """
)
_ARRIVED = _words(
    """
    (?:ve|vao|nhan|nhan duoc|len|duoc|on|xong|co|thay|giai quyet|vao duoc|lay duoc|cong)(?: (?:duoc|tien|du|het))? roi
    (?:da|vua|moi) (?:nhan|ve|vao|len|xong|on|duoc|thay) / (?:on|xong) (?:het|ca|that) / on
    received / arrived / solved / fixed / got it / all good / it works
    """
)
_SENT = _words("chuyen / nap / gui / dat lenh")
"""What the customer himself did: "em chuyển vào rồi mà" is no arrival."""

_LONGEST_NEWS = 60
_NOT_ARRIVED = _words(
    """
    chua / not yet / still (?:not|nothing|no|waiting) / van (?:khong|the|vay|nhu|loi|bi|treo|im|cho)
    khong (?:on|duoc|hai long|dong y|thay|ve|vao|nhan)
    """
)
_STILL = _words("van / lai bi / still / again")
_LATER = _words(
    """
    (?:doi|cho|lat|ti|chut|de) (?:(?:em|minh|toi|ti|chut|nua|de|lat|anh|chi|1) ){0,4}(?:chup|gui|tim|xem|kiem|lay|hoi)
    one moment / wait a / hold on / later
    """
)
_WAIT = re.compile(r"(?:da )?(?:doi|cho|khoan)(?: (?:ti|chut|xiu|teo|em|minh|toi|ty|lat|da|nhe|a)){0,3}")
_SELF = re.compile(
    r"(?<!của )(?<!với )(?<!chào )(?<!nhờ )(?<!cho )\b(bác|cô|chú) "
    r"(?:đây|rút|nạp|muốn|hỏi|cần|bị|không|chưa|đã|vừa|mới|ngoài|nhờ|đặt|chuyển|gửi|tên|thấy|đánh|chơi|vào|già|quên"
    r"|đăng|có|định|lỡ|để|đi|xin|chờ|đợi)\b"
)
_NOT_BUT = re.compile(r"(?:a |da |uh |o )?(?:khong phai|dau phai|sai roi|nham roi|nham|y (?:em|minh|toi) la|no,? )\b")
_AGREES = re.compile(
    r"(?:(?:da|vang|u|uh|um|ok|oke|a|thi|em|minh|toi) ){0,3}"
    r"(?:khai|lam|tiep|ke|noi|mo|nhan|bat dau|co|duoc|ok|oke|dong y|u|uh|um|vang|yes|sure|go on"
    r"|correct|that is right|that'?s right|right|confirmed|chuan|dung roi|chinh xac)"
    r"(?: (?:luon|tiep|di|nhe|em|chu|a|ad|nao|now|please)){0,3}[.! ]{0,3}"
)
_WRONG = _words("sai / nham / lon / khong dung / chua dung / sua / doi lai / wrong / change / correct")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The customer does not remember, or does not have, what is asked.

    Attributes:
        slot: what he names, or ANY_SLOT.
    """

    slot: str


def refusal(plain: str, *, short: bool = True) -> Refusal | None:
    """Whether a message refuses something.

    Args:
        plain: its normalised accent-free view.
        short: False where the message tells a problem too, so that only a refusal that names its object counts.
    """
    if len(plain) > 400 or len(plain.split()) > _LONGEST_REFUSAL:
        return None
    about = _about(plain)
    if not (_FORGOTTEN.search(plain) or _NOT_THERE.search(plain)):
        return Refusal(ANY_SLOT) if short and _BARE_NO.fullmatch(plain.strip()) else None
    if about:
        return Refusal(about) if short or about == "screenshots" else None
    return Refusal(ANY_SLOT) if short and not _MONEY.search(plain) else None


def _about(plain: str) -> str:
    return next((slot for slot, pattern in _ABOUT if pattern.search(plain)), "")


def is_forgotten(plain: str) -> bool:
    """The customer does not remember or know, rather than not have."""
    return _FORGOTTEN.search(plain) is not None


def named_slot(plain: str) -> str:
    """The slot that a message names ("sai số tiền rồi" -> amount), or ""."""
    return _about(plain)


def is_angry(raw: str, plain: str) -> bool:
    """Accusations, threats, insults, or shouting with exclamation marks."""
    if _ANGRY.search(plain) or _INSULT.search(plain) or "!!!" in raw:
        return True
    letters = [char for char in raw[:400] if char.isalpha()]
    return len(letters) > 12 and "!" in raw and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def is_insult(plain: str) -> bool:
    """Swearing."""
    return _INSULT.search(plain) is not None


def says_repeated(plain: str) -> bool:
    """The customer says that he has written about it before."""
    return _REPEATED.search(plain) is not None


def has_status_word(plain: str) -> bool:
    """The transaction was refused, returned or is held: no case for patience."""
    return _STATUS_WORDS.search(plain) is not None


def says_arrived(plain: str) -> bool:
    """It is there now, it is solved."""
    if "?" in plain or len(plain) > _LONGEST_NEWS or _SENT.search(plain) or _NOT_ARRIVED.search(plain):
        return False
    return _ARRIVED.search(plain) is not None


def says_not_yet(plain: str) -> bool:
    """It is still not there, not solved."""
    return _NOT_ARRIVED.search(plain) is not None


def is_still(plain: str) -> bool:
    """The problem is back or has never gone: "vẫn chưa", "lại bị", "vẫn thế"."""
    return _STILL.search(plain) is not None


def says_later(plain: str) -> bool:
    """The customer will send it in a moment."""
    return _LATER.search(plain) is not None or _WAIT.fullmatch(plain.strip()) is not None


def agrees(plain: str) -> bool:
    """A short yes to an offer: "khai luôn", "ừ làm đi", "có"."""
    return len(plain) < 40 and _AGREES.fullmatch(plain.strip()) is not None


def says_wrong(plain: str) -> bool:
    """Something is wrong or wants changing: "sai số tiền rồi", "sửa lại giờ"."""
    return len(plain) < 80 and _WRONG.search(plain) is not None


def corrects(plain: str) -> bool:
    """The message begins by taking back what was understood."""
    return _NOT_BUT.match(plain) is not None


def address(text: str) -> str:
    """How the customer calls himself where it changes how he is addressed: bác, cô, chú, or "".

    Args:
        text: the normalised accented view.
    """
    match = _SELF.search(text)
    return match[1] if match else ""
