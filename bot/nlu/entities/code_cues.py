"""Words before a code that say what it is the code of; shared by the grammars of transactions and of promotions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from bot.nlu.entities.lookup import word_set
from bot.text.aligned import Aligned

_ORDER = (
    r"(?:gd|giao dich|don(?: hang)?|lenh|rut(?: tien)?|nap(?: tien)?|cuoc|ve(?: cuoc)?|phieu(?: cuoc)?|van|phien"
    r"|chuyen)"
)
_STRONG = re.compile(
    rf"\b(?:(?:ma|id|so) {_ORDER}|ma (?:van (?:dau|cuoc|choi)|tham chieu|hoa don|bill|ck|chuyen khoan|chung tu)"
    r"|ma (?:ct|ref|ft|order|bet|tra soat)|ma ?gd|mgd|madon|malenh|macuoc|mave"
    r"|so (?:tham chieu|ref|hoa don|but toan|chung tu|ct)"
    r"|(?:bet|order|transaction|trans|txn|ticket|round|deposit|withdraw|withdrawal|payment|ref|reference|invoice|tx)"
    r"[ _\-]?(?:id|no|number|code|hash|num)|id (?:bet|tran)|txid|txhash|ref|reference|trace)(?![a-z])"
)
_WEAK = re.compile(
    r"\b(?:ve(?: cuoc)?|phieu(?: cuoc)?|(?:lenh|yeu cau|don)(?: hang| rut| nap| cuoc)?(?: tien)?|code|ma(?: so)?|phien"
    r"|van(?: bai)?|order|ticket|ft|gd|giao dich|bill|hoa don|txn|rt|nt)(?![a-z])"
)
_PROMOTION = re.compile(
    r"\b(?:(?:ma|code) (?:km|kmai|khuyen mai|uu dai|qua tang|qua|thuong|tang|gioi thieu|tan thu|promo|giam gia|freebet)"
    r"|gift ?codes?|promo ?codes?|bonus ?codes?|vouchers?|coupons?|ma code"
    r"|(?:nhap|su dung|dung|doi|xai) (?:code|ma))(?![a-z])"
)
_BARE_CODE = re.compile(r"\b(?:ma(?: code)?|code)(?![a-z])")
_BARE_MA = re.compile(r"\bma(?: so)?(?![a-z])")
_USERNAME = re.compile(
    r"\b(?:tk|tai khoan|taikhoan|acc|ac|account|nick(?: ?name)?|user(?: ?name)?|ten(?: dang nhap| tk| tai khoan)?|u?id"
    r"|dn|dang nhap|login)(?: game| choi)?(?![a-z])"
)
_JOINING_WORDS = word_set(
    """
    la cua em e minh mk toi tui t anh chi con nay so day ne nha nhe a ad oi thi ben rut nap tien cuoc giao dich id no
    dau thu sau duoi do chinh xac lenh don dung moi qua momo zalopay vcb tcb mb acb bidv vietcombank techcombank bank
    ngan hang nh
    """
)
_JOIN = re.compile(r"[ :=#.\-(\"'\n]{0,4}(?:(?:" + "|".join(sorted(_JOINING_WORDS)) + r")[ :=#.\-\n]{1,3}){0,5}")
_LAST_WORDS = _JOINING_WORDS | word_set(
    """
    gd hang ve phieu van phien chuyen cuoc choi chieu don bill ck khoan tu ct ref ft order bet soat magd mgd madon
    malenh macuoc mave toan number code hash num tran txid txhash reference trace cau ma bai ticket txn rt nt betid
    orderid transid transactionid refid depositid withdrawid paymentid invoiceid txnid roundid ticketid refno orderno
    codes gift giftcode giftcodes promocode promocodes bonuscode bonuscodes promo voucher vouchers coupon coupons km
    kmai mai dai tang thuong thieu gia freebet
    """
)
"""Words that the text directly before a code may end with: the last ones of the cues, and those that join."""
_WORD = re.compile("[a-z]+")
_LAST = 24
_FARTHEST = 60
_WEAK_ACCENTS = {
    "ve": ("vé",),
    "ma": ("mã",),
    "ma code": ("mã code", "ma code"),
    "don": ("đơn", "don"),
    "van": ("ván",),
    "lenh": ("lệnh", "lenh"),
}

_WORDLIKE = re.compile(
    r"(?!(?:rt|nt|ft|dh|gd|tx|txn|wd|bt|dp|dep|nap|rut|ord|inv|ref)[0-9])[a-z]{2,12}[0-9]{1,4}[a-z]{0,3}"
)

CueKind = Literal["strong", "weak", "promotion", "bare_code", "bare_ma", "username"]
_PATTERNS: dict[CueKind, re.Pattern[str]] = {
    "strong": _STRONG,
    "weak": _WEAK,
    "promotion": _PROMOTION,
    "bare_code": _BARE_CODE,
    "bare_ma": _BARE_MA,
    "username": _USERNAME,
}


@dataclass(frozen=True, slots=True)
class CodeCues:
    """Where a message has words that announce a code.

    Attributes:
        view: the message.
        ends: kind of cue -> the offsets behind its words, in order.
    """

    view: Aligned
    ends: dict[CueKind, list[int]]

    def may_stand_before(self, start: int) -> bool:
        """Whether the last word before an offset can belong to a cue; the quick look that most names fail."""
        words = _WORD.findall(self.view.plain, max(0, start - _LAST), start)
        return bool(words) and words[-1] in _LAST_WORDS

    def of_kind(self, kind: CueKind) -> list[int]:
        """The offsets behind the cues of a kind."""
        ends = self.ends.get(kind)
        if ends is None:
            ends = self.ends[kind] = _cue_ends(self.view, kind)
        return ends

    def before(self, kind: CueKind, start: int) -> int | None:
        """Where the nearest cue of a kind ends that has only joining words between it and an offset, or None."""
        ends = self.of_kind(kind)
        nearest = bisect_right(ends, start) - 1
        if nearest < 0 or start - ends[nearest] > _FARTHEST:
            return None
        return ends[nearest] if _JOIN.fullmatch(self.view.plain, ends[nearest], start) else None


def cues_of(view: Aligned) -> CodeCues:
    """The cues of a message; each kind is searched for when it is first asked for."""
    return CodeCues(view, {})


def _cue_ends(view: Aligned, kind: CueKind) -> list[int]:
    matches = _PATTERNS[kind].finditer(view.plain)
    return [match.end() for match in matches if _is_accented_so(view, match, kind)]


def _is_accented_so(view: Aligned, match: re.Match[str], kind: CueKind) -> bool:
    """Whether a short cue is not another word: "vé" is a slip, "về" is back, "mà" is but, and "ma" may be either."""
    if kind == "bare_ma":
        return view.text[match.start() : match.start() + 2] == "ma"
    allowed = _WEAK_ACCENTS.get(match[0])
    return allowed is None or view.text[match.start() : match.end()] in allowed


def is_wordlike(token: str) -> bool:
    """Whether a code is made of a word and a small number, as promotions have them ("TETVUI24"), not serial numbers."""
    return _WORDLIKE.fullmatch(token) is not None
