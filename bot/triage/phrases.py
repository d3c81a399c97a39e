"""What a message says between its values: moods, "it has arrived", "in a moment"; words only, no conversation.

All patterns are written unaccented and are matched on the normalised accent-free view; every repetition is bounded.
"""

from __future__ import annotations

import re


def words_pattern(listed: str, *, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """A pattern for any of the phrases, parted by slashes and line ends; each may be a small pattern itself."""
    phrases = [phrase.strip() for phrase in listed.replace("\n", "/").split("/") if phrase.strip()]
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}")


_ANGRY = words_pattern(
    """
    lua dao / lua gat / boc phot / to cao / cong an / an cap / an cuop / an chan / an quyt / quyt tien / bo lao
    mat day / buc minh / buc xuc / uc che / vo trach nhiem / lam an (?:kieu|the|nhu|chan|boi|lao) / dien tiet
    that vong / coi thuong / khinh khach / kien (?:ra toa|chung|ben) / het kien nhan / qua dang(?! nhap| ky)
    chan lam roi / cho den bao gio / tra (?:lai )?tien (?:day|ngay|cho tao) / 1 sao / mot sao / chung may / bon may
    scam(?:mers?)? / cheat(?:ers?|ing)? / ridiculous / angry / unacceptable
    """
)
"""Unaccented words that are something harmless with other accents (tao, qua dang nhap, con cho duyet) are left out."""

_INSULT = words_pattern(
    r"""
    dm / dmm / dkm / dcm / dit (?:me|con|cu) / du ma / vcl / vkl / clgt / clm / oc cho / an cut / loz / wtf
    (?:do|thang|lu|bon|bot) ngu / ngu (?:nhu|the|vay|nguoi|hoc) / khon nan / suc vat / mat lon
    (?:con |du |dit )?me (?:may|chung may) / bo chung may / do dien / vo hoc / rac ruoi
    fuck\w{0,5} / shit / bullshit / stupid / idiots? / asshole
    """
)
_FRAUD = words_pattern(
    """
    otp / gia mao / mao danh / gia danh / gia lam / xung la / nhan vien / link / web gia / trang gia / hack / lo / chiem
    nguoi la / goi dien / zalo / telegram / facebook / fb / bi lua / mat khau / doi pass / dang nhap
    """
)
_REPEATED = words_pattern(
    """
    lan thu (?:[2-9]|hai|ba|tu|nam) / may lan roi / (?:nhan|bao|goi|hoi) (?:hoai|mai|quai)
    (?:nhan|goi|bao|hoi|chat|noi) (?:may|bao nhieu|ca chuc|[2-9]|hai|ba) lan
    (?:hom qua|hom truoc|bua truoc|tuan truoc|hoi sang|hoi nay) (?:em |minh |toi |anh |chi |da )?(?:nhan|bao|goi|gui)
    third time / again and again / already (?:told|wrote|reported)
    """
)
_STATUS_WORDS = words_pattern(
    """
    tu choi / bi huy / hoan tra / hoan lai / hoan tien / bi hoan / hoan ve / bi tra / treo / that bai / khong thanh cong
    reject(?:ed)? / refused? / declined / failed / returned / refund(?:ed)? / on hold / held / suspended
    """
)
_ARRIVED = words_pattern(
    """
    (?:ve|vao|nhan|nhan duoc|len|duoc|on|xong|co|thay|giai quyet|vao duoc|lay duoc|cong)(?: (?:duoc|tien|du|het))? roi
    (?:da|vua|moi) (?:nhan|ve|vao|len|xong|on|duoc|thay) / xong (?:het|ca|that) / (?<!cam )on
    received / arrived / solved / fixed / got it / all good / it works
    """
)
_SENT = words_pattern("chuyen / nap / gui / dat lenh")
"""What the customer himself did: "em chuyển vào rồi mà" is no arrival."""

_LONGEST_NEWS = 60
_NOT_ARRIVED = words_pattern(
    """
    chua / not yet / still (?:not|nothing|no|waiting) / van (?:khong|the|vay|nhu|loi|bi|treo|im|cho)
    khong (?:on|duoc|hai long|dong y|thay|ve|vao|nhan) / nhung / thieu / (?:mot|1) nua / roi ma
    """
)
_PART = words_pattern(
    """
    thieu / (?:chua|khong) (?:du|het) / (?:mot|1) (?:nua|phan) / co (?:mot|1) it / moi (?:co|duoc|ve|vao|nhan)
    missing / not all / only (?:half|part|some)
    """
)
_BONUS = words_pattern("thuong / khuyen mai / km / hoan tra / cashback / bonus / qua / code")
_STILL = words_pattern("van / lai bi / still / again")
_LATER = words_pattern(
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
_NOT_BUT = re.compile(
    r"(?:(?:a|da|uh|o|thoi|ma),? ){0,3}(?:khong phai|dau phai|sai roi|nham roi|nham|thuc ra|that ra|no,? "
    r"|(?:y|cai) (?:em|minh|toi|anh|chi)(?: (?:can|hoi|muon|noi)){0,2} la)\b"
)
_ASKS = words_pattern(
    """
    (?:lam|the|cho|vi|tai) sao / sao (?:phai|lai|lau|chua|khong) / the nao / nhu nao / de lam gi / lam gi
    bao gio / bao lau / khi nao / luc nao / may gio / (?:phai|duoc|co|dung) khong / co (?:phai|can) / how / why / when / what
    """
)
_ASKS_WHEN = words_pattern(
    "bao gio / bao lau / khi nao / luc nao / chung nao / bua nao / may gio / how long / how soon / when"
)
_AGREES = re.compile(
    r"(?:(?:da|vang|u|uh|um|ok|oke|a|thi|em|minh|toi) ){0,3}"
    r"(?:khai|lam|tiep|ke|noi|mo|nhan|bat dau|co|duoc|ok|oke|dong y|u|uh|um|vang|yes|sure|go on|phai"
    r"|correct|that is right|that'?s right|right|confirmed|chuan|dung roi|chinh xac)"
    r"(?: (?:luon|tiep|di|nhe|em|chu|a|ad|nao|now|please)){0,3}[.! ]{0,3}"
)
_DECLINES = words_pattern(
    "de (?:sau|mai|luc khac|khi khac) / de (?:nhan vien|ho|ben do) / (?:khoi|khong) can / khoi / thoi / not now / later"
)
_WRONG = words_pattern("sai / nham / lon / khong dung / chua dung / sua / doi lai / wrong / change / correct")


def is_angry(raw: str, plain: str) -> bool:
    """Accusations, threats, insults, or shouting with exclamation marks."""
    if _ANGRY.search(plain) or _INSULT.search(plain) or "!!!" in raw:
        return True
    letters = [char for char in raw[:400] if char.isalpha()]
    return len(letters) > 12 and "!" in raw and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def is_insult(plain: str) -> bool:
    """Swearing."""
    return _INSULT.search(plain) is not None


def tells_of_fraud(plain: str) -> bool:
    """Somebody posed as staff, asked for a code, got into the account: what a report of fraud is about."""
    return _FRAUD.search(plain) is not None


def says_repeated(plain: str) -> bool:
    """The customer says that he has written about it before."""
    return _REPEATED.search(plain) is not None


def has_status_word(plain: str) -> bool:
    """The transaction was refused, returned or is held: no case for patience."""
    return _STATUS_WORDS.search(plain) is not None


def says_arrived(plain: str, text: str = "") -> bool:
    """It is there now, it is solved.

    Args:
        plain: the normalised accent-free view.
        text: the same with accents, which tell "nhận rồi" (received) from "nhắn rồi" (wrote).
    """
    if "nhắn" in text:
        return False
    if "?" in plain or len(plain) > _LONGEST_NEWS or _SENT.search(plain) or _NOT_ARRIVED.search(plain):
        return False
    return _ARRIVED.search(plain) is not None


def says_part(plain: str) -> bool:
    """Some of it is there and some is not: "vào rồi nhưng thiếu 500k", "mới về có một nửa"; a bonus is another matter."""
    if "?" in plain or len(plain) > _LONGEST_NEWS or _SENT.search(plain) or _BONUS.search(plain):
        return False
    return _ARRIVED.search(plain) is not None and _PART.search(plain) is not None


def says_not_yet(plain: str) -> bool:
    """It is still not there, not solved."""
    return _NOT_ARRIVED.search(plain) is not None


def declines(plain: str) -> bool:
    """A short no to an offer: "để sau", "để nhân viên hỏi sau", "khỏi"."""
    return len(plain) < 40 and _DECLINES.search(plain) is not None


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


def asks(plain: str) -> bool:
    """A question, whatever it is about; a date or an account with a question mark behind it is found as data first."""
    return "?" in plain or _ASKS.search(plain) is not None


def asks_when(plain: str) -> bool:
    """When, or how long: what somebody who waits wants to know."""
    return _ASKS_WHEN.search(plain) is not None


def address(text: str) -> str:
    """How the customer calls himself where it changes how he is addressed: bác, cô, chú, or "".

    Args:
        text: the normalised accented view.
    """
    match = _SELF.search(text)
    return match[1] if match else ""
