"""What a message says between its values: refusals, moods, "it has arrived"; words only, no conversation.

All patterns are written unaccented and are matched on the normalised accent-free view; every repetition is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANY_SLOT = "*"
"""A refusal that names nothing: it is about whatever was asked."""

_NO = r"(?:khong|chua|chang|cha|deo|dau|nao|not|no)"
_FORGOTTEN = re.compile(
    rf"\b{_NO} (?:con |co |the |he )?(?:nho|biet|ro|ranh|chac|de y)\b|\b{_NO} (?:tim )?thay (?:ma|o dau|dau)\b|\bquen(?! mat khau| pass)\b|\bchiu\b"
    r"|\b(?:sao|dau|lam sao) (?:ma )?(?:nho|biet)\b|\bno idea\b|\b(?:forgot|unknown)\b"
    r"|\b(?:don'?t|do not|dont|cannot|can'?t) (?:remember|know|recall|find)\b"
)
_NOT_THERE = re.compile(
    rf"\b{_NO} (?:he |kip |the |con |co )?(?:co|chup|luu|giu|gui|lay|chup duoc|tim thay|gui duoc)\b|\b(?:het|mat|xoa) (?:mat )?(?:anh|hinh|bill|ma|bien lai)\b"
    r"|\b(?:don'?t|do not|dont|didn'?t|did not) (?:have|take|got)\b|\bnone\b|\bno (?:pictures?|screenshots?|photos?|images?|code|id)\b|\bxoa (?:mat )?roi\b"
)
_BARE_NO = re.compile(
    rf"(?:da |thi |em |minh |toi |anh |chi |oi |ad )?(?:{_NO}|khong co|chua co|khong a|bo qua|de sau|khoi|skip|nope|none)"
    r"(?: (?:a|nhe|nha|ad|em|oi|roi|luon|dau|ban|shop|anh|chi|gi|het|ca)){0,3}[.! ]{0,5}"
)
_ABOUT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("screenshots", re.compile(r"\b(?:anh(?! (?:oi|a|em|chi)\b)|hinh|chup|bill|bien lai|man hinh|screenshots?|pictures?|photos?|images?|receipt)\b")),
    ("case_code", re.compile(r"\b(?:ma ho tro|ma lan truoc|support code)\b")),
    ("transaction_id", re.compile(r"\b(?:ma|code|transaction)\b")),
    ("incident_time", re.compile(r"\b(?:gio|thoi gian|luc nao|ngay nao|khi nao|ngay gio|hom nao|may gio|when|time|date)\b")),
    ("amount", re.compile(r"\b(?:so tien|bao nhieu|may tien|amount)\b")),
    ("game", re.compile(r"\b(?:game|tro choi|sanh|lobby)\b")),
    ("phone", re.compile(r"\b(?:so dien thoai|phone)\b")),
    ("username", re.compile(r"\b(?:ten tai khoan|tai khoan|user|username|user name|nick|acc|account|ten dang nhap|ten dn|id)\b")),
)
_MONEY = re.compile(r"\b(?:tien|thuong|khuyen mai|money|bonus)\b")
_LONGEST_REFUSAL = 14

_ANGRY = re.compile(
    r"\b(?:lua dao|lua gat|boc phot|to cao|cong an|an cap|an cuop|an chan|an quyt|quyt tien|bo lao|mat day|buc minh|buc xuc|uc che|vo trach nhiem"
    r"|lam an (?:kieu|the|nhu|chan|boi|lao)|dien (?:tiet|len|mau)|that vong|coi thuong|khinh khach|kien (?:ra toa|may|chung|ben)|het kien nhan"
    r"|qua dang|chan lam roi|cho den bao gio|tra (?:lai )?tien (?:day|ngay|cho tao)|review 1 sao|1 sao|scam(?:mers?)?|cheat(?:ers?|ing)?|ridiculous|angry|unacceptable)\b"
    r"|\b(?:tao|tui may|chung may|may ong|bon may)\b"
)
_INSULT = re.compile(
    r"\b(?:dm|dmm|dkm|dcm|dit|du ma|vcl|vkl|clgt|clm|oc cho|con cho|do cho|thang cho|cho chet|an cut|an shit|loz|wtf"
    r"|(?:do|thang|con|lu|bon|sao|bot|qua) ngu|ngu (?:nhu|the|vay|qua|nguoi|hoc)|khon nan|suc vat|mat lon"
    r"|(?:con |du |dit )?(?:me|ma|bo) (?:may|chung may)|do dien|vo hoc|rac ruoi|fuck\w{0,5}|shit|bullshit|stupid|idiots?"
    r"|asshole)\b"
)
_REPEATED = re.compile(
    r"\b(?:lan thu (?:[2-9]|hai|ba|tu|nam)|(?:nhan|goi|bao|hoi|chat|noi) (?:may|bao nhieu|ca chuc|ba bon|2|3|4|5|hai|ba) lan|may lan roi"
    r"|(?:hom qua|hom truoc|bua truoc|tuan truoc|hoi sang|hoi nay) (?:em |minh |toi |anh |chi |da )?(?:nhan|bao|goi|hoi|gui)|(?:nhan|bao|goi|hoi) (?:hoai|mai|quai)"
    r"|third time|again and again|already (?:told|wrote|reported))\b"
)
_STATUS_WORDS = re.compile(
    r"\b(?:tu choi|bi huy|hoan tra|hoan lai|hoan tien|bi hoan|hoan ve|bi tra|treo|that bai|khong thanh cong|reject(?:ed)?|refused?|declined|failed"
    r"|returned|refund(?:ed)?|on hold|held|suspended)\b"
)
_ARRIVED = re.compile(
    r"\b(?:ve|vao|nhan|nhan duoc|len|duoc|on|xong|co|thay|giai quyet|vao duoc|lay duoc|cong)(?: (?:duoc|tien|du|het))?"
    r" roi\b|\b(?:da|vua|moi) (?:nhan|ve|vao|len|xong|on|duoc|thay)\b|\b(?:on|xong) (?:het|ca|that)?|\b(?:received|arrived|solved|fixed|got it|all good|it works)\b"
)
_NOT_ARRIVED = re.compile(
    r"\b(?:chua|not yet|still (?:not|nothing|no|waiting))\b|\bvan (?:khong|the|vay|nhu|loi|bi|treo|im|cho)\b"
    r"|\bkhong (?:on|duoc|hai long|dong y|thay|ve|vao|nhan)\b"
)
_STILL = re.compile(r"\b(?:van|lai bi|still|again)\b")
_LATER = re.compile(
    r"\b(?:doi|cho|lat|ti|chut|tui? nua|de) (?:em |minh |toi |ti |chut |xiu |teo |nua |de |lat |anh |chi |mot |1 ){0,4}(?:chup|gui|tim|xem|kiem|coi|lay|ve nha|hoi)\b"
    r"|^(?:da )?(?:doi|cho|khoan)(?: (?:ti|chut|xiu|teo|em|minh|toi|ty|lat|da|nhe|a)){0,3}$|\b(?:one moment|wait a|hold on|later)\b"
)
_HERE_IT_IS = re.compile(r"\b(?:anh|hinh|bill|bien lai|screenshot|picture) (?:day|ne|nay|do)\b|\bgui (?:anh|hinh|bill)? ?(?:roi|ne|day)\b|\bday (?:a|ne|nhe|em|ad)?$")
_SELF = re.compile(
    r"(?<!của )(?<!với )(?<!chào )(?<!nhờ )(?<!cho )\b(bác|cô|chú) (?:đây|rút|nạp|muốn|hỏi|cần|bị|không|chưa|đã|vừa|mới|ngoài|nhờ|đặt|chuyển|gửi|tên|thấy|đánh|chơi|vào|già|quên|đăng|có|định|lỡ|để|đi|xin|chờ|đợi)\b"
)
_NOT_BUT = re.compile(r"^(?:a |da |uh |o )?(?:khong phai|dau phai|sai roi|nham roi|nham|y (?:em|minh|toi) la|no,? )\b")
_WAITS = re.compile(r"\?|\bbao lau\b|\bbao gio\b|\bkhi nao\b")


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
    return _ARRIVED.search(plain) is not None and _NOT_ARRIVED.search(plain) is None and "?" not in plain


def says_not_yet(plain: str) -> bool:
    """It is still not there, not solved."""
    return _NOT_ARRIVED.search(plain) is not None


def is_still(plain: str) -> bool:
    """The problem is back or has never gone: "vẫn chưa", "lại bị", "vẫn thế"."""
    return _STILL.search(plain) is not None


def says_later(plain: str) -> bool:
    """The customer will send it in a moment."""
    return _LATER.search(plain) is not None


def says_here(plain: str) -> bool:
    """"ảnh đây": a picture is announced."""
    return len(plain) < 60 and _HERE_IT_IS.search(plain) is not None


def corrects(plain: str) -> bool:
    """The message begins by taking back what was understood."""
    return _NOT_BUT.search(plain) is not None


def address(text: str) -> str:
    """How the customer calls himself where it changes how he is addressed: bác, cô, chú, or "".

    Args:
        text: the normalised accented view.
    """
    match = _SELF.search(text)
    return match[1] if match else ""
