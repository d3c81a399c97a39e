"""Words that no reply may say: promises about money, invitations to play, asking for secrets, ways around a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Slip:
    """Something in a text that must not be there.

    Attributes:
        said: the words.
        message: what is wrong with them.
        mend: what would put it right.
        severity: how bad it is, as in Finding.
    """

    said: str
    message: str
    mend: str
    severity: Literal["error", "warning"] = "error"


_SECRET = (
    r"(?:mật khẩu|mã otp|\botp\b|mã pin\b|\bpin code|mã xác (?:nhận|thực|minh)|password|passcode"
    r"|one-time (?:code|password)|\bcvv\b)"
)
_ASKS_SECRET = re.compile(
    r"\b(?:gửi|cung cấp|cho em|cho mình|cho nhân viên|đọc|nhắn|chụp|xin|nhập vào đây|nhập tại đây|send|give|tell|share"
    r"|provide|text us|read out|what is your)\b[^,.;:!?\n]{0,40}?" + _SECRET
)
_MINDS_SECRET = re.compile(
    r"\b(?:đừng|không|chớ|chưa|khỏi|đổi|che|quên|đặt lại|never|not|nobody|don't|change|cover|covered|reset|forgot)\b"
)
_PROMISE = re.compile(
    r"\b(?<!không )(?<!chưa )(?:chắc chắn|cam kết|cam đoan|đảm bảo|bảo đảm|yên tâm là|hứa|100\s?%"
    r"|tiền (?:của \S{1,12} )?sẽ (?:về|vào)|sẽ (?:được |nhận được |nhận )?(?:hoàn|cộng|trả(?! lời)|bồi thường|đền)"
    r"|sẽ nhận (?:được )?(?:tiền|thưởng)|we promise|promise you|guarantee\w{0,3}|definitely|certainly"
    r"|will be (?:refunded|credited|paid|returned|compensated)"
    r"|you will (?:get|receive) (?:your |the |a )?(?:money|bonus|refund|payout))"
)
_INVITATION = re.compile(
    r"\b(?:(?:chơi|nạp|cược|đặt cược|tham gia|đăng ký|quay|thử) (?:tiền )?ngay (?!tại)"
    r"|(?:chơi|cược|nạp) (?:thêm|tiếp|lại) |thử vận may|may mắn|cơ hội (?:thắng|trúng|nhận)|đừng bỏ lỡ|hấp dẫn"
    r"|thưởng (?:lớn|khủng)|siêu (?:thưởng|ưu đãi)|kèo (?:ngon|thơm|sáng)|nên (?:cược|đặt|chơi)"
    r"|(?<!xác )nhận ngay|gỡ (?:gạc|lại|vốn)|(?:play|bet|deposit) (?:now|again|more)|good luck|try your luck"
    r"|don't miss|big wins?|jackpot|you should bet|win (?:it )?back)"
)
_DETOUR = re.compile(
    r"\b(?:dns|vpn|proxy|mirror|1\.1\.1\.1|8\.8\.8\.8|(?:đổi|fake|giả) ip"
    r"|(?:link|đường dẫn|đường link|tên miền|trang) (?:phụ|dự phòng|thay thế|khác|mới nhất)"
    r"|(?:alternative|backup|other) (?:link|domain|address|site))\b"
)
_WRONG_WORDS = {"đại lý": "nhân viên", "bằng chứng": "ảnh chụp màn hình"}
_CARE = re.compile(
    r"\b(?:tại sao|vì sao|lý do gì|sao lại|đánh giá|khuyến mãi|thưởng|nạp tiền|hạn mức|why|rate (?:us|this)|rating"
    r"|bonus|promotion|deposit)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]{1,2000}")
_EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u20e3]|[:;]-?[)(DP]")
_POLITE = re.compile(r"\b(?:dạ|ạ)\b")
_FORMS = re.compile(r"\b(?:anh/chị|quý khách|quý vị|ông/bà|các bạn|bạn(?! bè)|anh chị|mày)\b")


def slips(text: str, *, care: bool = False) -> Iterator[Slip]:
    """What a text says that no reply may say, in any language.

    Args:
        text: the words.
        care: the text is said to somebody in distress, under age or excluding himself.
    """
    low = text.lower()
    yield from _secret_slips(low)
    for pattern, message, mend in (
        (_PROMISE, "promises something about money or an outcome", "say what is usual, or what will be checked"),
        (_INVITATION, "invites to play", "leave it out"),
        (_DETOUR, "names a way around a block", "name the official address only: {fact_official_address}"),
    ):
        for match in pattern.finditer(low):
            yield Slip(match[0].strip(), message, mend)
    if care:
        for match in _CARE.finditer(low):
            yield Slip(match[0], "does not belong in a reply of care", "no rating, no promotion, no question why")
    for word, better in _WRONG_WORDS.items():
        if word in low:
            yield Slip(word, "is not our word", f"write {better}", "warning")


def _secret_slips(low: str) -> Iterator[Slip]:
    for sentence in _SENTENCE.finditer(low):
        for match in _ASKS_SECRET.finditer(sentence[0]):
            if not _MINDS_SECRET.search(sentence[0], 0, match.end()):
                yield Slip(match[0], "asks for a secret", "nobody of ours asks for a password, code or PIN")


def tone_slips(text: str, *, part: bool, emoji: bool) -> Iterator[Slip]:
    """What is wrong with the tone of a Vietnamese reply.

    Args:
        text: the words.
        part: it stands before another reply, so that it has no dạ or ạ of its own.
        emoji: an emoji may stand in it.
    """
    low = text.lower()
    polite = len(_POLITE.findall(low))
    if polite > 1 or (part and polite):
        yield Slip("dạ/ạ", f"has {polite} dạ or ạ", "leave " + ("none" if part else "one"), "warning")
    elif not polite and not part:
        yield Slip("dạ/ạ", "has neither dạ nor ạ", "begin with Dạ or end with ạ", "warning")
    forms = sorted(set(_FORMS.findall(low)) - {"anh/chị"})
    if forms:
        mend = "say anh/chị: it is replaced where the customer says otherwise"
        yield Slip(forms[0], f"says {forms[0]}", mend, "warning")
    yield from emoji_slips(text, emoji=emoji)


def emoji_slips(text: str, *, emoji: bool) -> Iterator[Slip]:
    """Emoji where none belongs."""
    match = _EMOJI.search(text)
    if match and not emoji:
        yield Slip(match[0], "has an emoji", "none where it is about money, fraud or care", "warning")
