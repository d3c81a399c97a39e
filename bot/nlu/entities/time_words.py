"""The words that times are told with, in every spelling, and a message read as such words; it holds no grammar.

A word's id is its meaning. An id that ends in "?" is a spelling without accents that may be another word as well
("toi?": tối, tôi or tới); the grammar asks for company before it believes it. Ids that begin with "@" are classes of words
which show that a number beside them is no time. A number has the id "0", a word that is not listed here "@other", a sign itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.text.aligned import Text

FORMS: dict[str, str] = {
    # on the clock, and lengths
    "h": "h",
    "g": "g",
    "gio": "giờ gio giò giơ",
    "phut": "phút phut p ph fút phúc min mins minute minutes",
    "giay": "giây giay s sec secs",
    "tieng": "tiếng tieng tiêng hour hours hr hrs",
    "ruoi": "rưỡi ruoi rưởi",
    "kem": "kém kem thiếu thieu",
    "am?": "am",
    "pm": "pm",
    "z": "z",
    "sa": "sa",
    "ch": "ch",
    "dong": "đồng dong",
    "ho": "hồ ho",
    # parts of the day
    "sang": "sáng",
    "sang?": "sang",
    "trua": "trưa trua",
    "chieu": "chiều",
    "chieu?": "chieu",
    "toi": "tối tói tois",
    "toi?": "toi túi",
    "dem": "đêm",
    "dem?": "dem",
    "khuya": "khuya khuia",
    "rang": "rạng rang",
    "som": "sớm som",
    "xe": "xế",
    "mo": "mờ",
    "moi2": "mơi",
    "morning": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "night": "night",
    "noon": "noon",
    "midnight": "midnight",
    "buoi": "buổi buoi",
    # days, weeks, months
    "hom": "hôm hom hốm hồm",
    "homm": "hổm",
    "bua": "bữa bua bửa bựa",
    "ngay": "ngày days",
    "ngay?": "ngay",
    "tuan": "tuần tuan week weeks",
    "thang": "tháng thg month months",
    "thang?": "thang th",
    "nam": "năm",
    "nam?": "nam",
    "thu": "thứ",
    "thu?": "thu",
    "t": "t",
    "cn": "cn",
    "chu": "chủ chu chúa",
    "nhat": "nhật nhat",
    "mung": "mùng mồng mung mong",
    "ram": "rằm",
    "ram?": "ram",
    "tet": "tết tet",
    "am": "âm",
    "al": "al",
    "lich": "lịch lich",
    "giao": "giao",
    "thua": "thừa thua",
    "dip": "dịp dip",
    "dau": "đầu",
    "dau?": "dau",
    "giua": "giữa giua",
    "cuoi": "cuối cuoi",
    "ngoai": "ngoái ngoai",
    # pointing at a day or an hour
    "qua": "qua",
    "nay": "nay ni",
    "this": "này",
    "just": "nãy nảy",
    "kia": "kia",
    "kia3": "kìa",
    "te": "tê",
    "truoc": "trước truoc trươc truớc trứoc ago",
    "roi": "rồi roi",
    "no": "nọ",
    "no?": "no",
    "that": "đó ấy nớ",
    "next": "tới",
    "sau?": "sau",
    "ray": "rày ray",
    "vua": "vừa vua",
    "moi": "mới",
    "moi?": "moi",
    "xong": "xong",
    "day": "đây day",
    "dao": "dạo",
    "now": "chừ now",
    "hien": "hiện hien",
    "tai": "tại",
    "hn": "hn",
    "lau": "lâu lau",
    "lat": "lát lat chút chut xíu xiu",
    "mai": "mai",
    "mot1": "mốt",
    "tomorrow": "tomorrow",
    "yesterday": "yesterday",
    "today": "today",
    "tonight": "tonight",
    "last": "last",
    "this_en": "this",
    "nao": "nào nao",
    "every": "mỗi mọi every",
    "hang": "hàng hằng hang",
    # in front of a time, and between its parts
    "luc": "lúc luc at",
    "vao": "vào vao",
    "khoang": "khoảng khoang",
    "tam": "tầm",
    "co": "cỡ",
    "co?": "co",
    "do": "độ",
    "chung": "chừng chung",
    "loi": "lối",
    "quang": "quãng",
    "dung": "đúng",
    "dung?": "dung",
    "tu": "từ since",
    "tu?": "tu",
    "den": "đến",
    "den?": "den",
    "tan": "tận",
    "hoi": "hồi",
    "hoi?": "hoi",
    "ban": "ban",
    "khi": "khi",
    "cach": "cách cach",
    "cua": "của cua",
    "la": "là la",
    "on": "on",
    "hay": "hay",
    "hoac": "hoặc hoac",
    # around a length of time
    "hon": "hơn hon",
    "gan": "gần gan",
    "ca": "cả ca",
    "suot": "suốt suot",
    "wait": "đợi chờ",
    "wait?": "doi cho",
    "treo": "treo kẹt ket ngâm ngam giam",
    "mat": "mất mat",
    "duoc": "được duoc",
    "da": "đã",
    "trong": "trong within",
    "vong": "vòng vong",
    "cu": "cứ",
    "more": "nữa",
    "nua": "nửa",
    "nua?": "nua",
    "lien": "liền lien lận",
    "troi": "trời troi",
    "chua": "chưa chua",
    "van": "vẫn van",
    "khong": "không khong chẳng",
    "ma": "mà ma",
    # numbers
    "mot": "một mot",
    "hai": "hai",
    "ba": "ba",
    "bon": "bốn bon",
    "tuw": "tư",
    "lam5": "lăm nhăm",
    "lam?": "lam",
    "sau6": "sáu",
    "bay7": "bảy bẩy",
    "bay?": "bay",
    "bay": "bây",
    "tam8": "tám",
    "tam?": "tam",
    "chin": "chín chin",
    "muoi": "mười",
    "muoix": "mươi",
    "muoi?": "muoi",
    "ham": "hăm",
    "may": "mấy may",
    "vai": "vài vai",
    "pair": "đôi",
    # what shows that a number or a word beside it is no time
    "@money": "tr triệu trieu k nghìn nghin ngàn ngan củ cu chai lít lit xị xi tỷ ty tỉ ti tỏi điểm diem đ vnd vnđ usd "
    "usdt cành canh trăm tram m ng lạng",
    "@thing": "lần lan lệnh lenh đơn don khoản khoan thẻ the ván trận tran người nguoi cái cai chiếc vé mã số so lượt "
    "luot đợt dot bên phiếu phieu nick acc hiệp hiep câu cau giải giai hạng bước buoc điều dòng ảnh phiên phien "
    "cược cuoc máy kênh đứa loại loai cấp phần phan tập vị đội trang bàn sảnh sanh tuổi tuoi lớp lop kiểu",
    "@odds": "kèo keo chấp chap odds trái trai xỉu tài banh goal",
    "@promo": "sale event code quà kiện kien thưởng thuong đãi giftcode mừng khuyến khuyen",
    "@person": "em e mình minh tôi tao mk anh chị chi a c con cháu chau bác bac cô chú ad shop bạn bot",
    "@place": "ngân momo atm ví vi zalo app web viettel shopee phòng",
    "@birth": "sinh sn",
    "@work": "việc viec trực truc",
    "@polite": "ạ dạ da nhé nha vâng vang ơi oi nhỉ nhi hả vậy thì thi chắc chac hình như nhớ",
    "@max": "đa thiểu ưu",
}
"""Id -> its spellings, folded."""

UNKNOWN, NUMBER = "@other", "0"

_RESPELT: dict[str, dict[str, str]] = {
    "quá": {"wa": "qua", "qa": "qua", "wá": "qua"},
    "giờ": {"h": "h"},
    "thôi": {"hoi": "hoi?"},
    "chưa": {"ch": "ch"},
    "tôi": {"t": "t"},
}
"""Words that shorthand was written out as -> what was typed -> the id that it has among times."""

_PARTS = ("sang", "trua", "chieu", "toi", "dem", "khuya")
_DAYS = ("qua", "nay", "wa")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s]")
_PADDING = 10


def _ids() -> dict[str, str]:
    return {form: name for name, forms in FORMS.items() for form in forms.split()}


def _glued() -> dict[str, tuple[int, ...]]:
    """Words that are typed without the space between them, without accents -> the lengths of their parts."""
    units = ("h", "g", "gio")
    words: list[tuple[str, ...]] = [(unit, part) for unit in units for part in _PARTS]
    words += [(part, day) for part in _PARTS for day in _DAYS]
    words += [(hom, day) for hom in ("hom", "bua", "hum") for day in (*_DAYS, "kia", "truoc", "bua")]
    words += [(hoi, part) for hoi in ("hoi", "luc", "tu") for part in (*_PARTS, "nay", "hom")]
    words += [("nay", "gio"), ("sang", "gio"), ("vua", "nay"), ("tuan", "truoc"), ("h", "qua"), ("h", "nay")]
    words += [(unit, part, day) for unit in units for part in _PARTS for day in _DAYS]
    words += [(part, hom, day) for part in _PARTS for hom in ("hom", "h") for day in _DAYS]
    return {"".join(parts): tuple(map(len, parts)) for parts in words}


_IDS = _ids()
_GLUED = _glued()
_ANCHOR_IDS = (
    "h g gio phut giay tieng ruoi kem am? pm sang sang? trua chieu chieu? toi dem dem? khuya rang morning afternoon evening "
    "night noon midnight hom homm bua ngay ngay? tuan thang thang? thu thu? cn nhat mung ram ram? tet thua qua nay just dao "
    "day kia kia3 hn luc hoi hoi? tam tam? khoang vua ray yesterday today tonight cach t buoi may"
)
_ACCENTED_GLUED = [part + day for name in _PARTS for part in FORMS[name].split() for day in _DAYS]
_ANCHORS = frozenset(form for name in _ANCHOR_IDS.split() for form in FORMS[name].split()).union(_GLUED, _ACCENTED_GLUED, "'")
"""Words of which every time holds one, but for "toi wa", "hoi toi" and figures such as 20:35."""
_FIGURES = re.compile(r"[0-9][:/.\-][0-9]")
_SIGNS = frozenset(",.:;/-_@()[]{}|~'\"+=&*#%$!?<>")


_SMALL = frozenset(
    "@polite @person . ! ? , ~ tu tu? luc hoi hoi? tam tam? khoang vao do co co? chung hon gan".split()
)
"""What may stand around an answer."""


@dataclass(slots=True)
class Words:
    """A message as words that may tell a time; each list is padded, so that looking ahead or back a little is safe.

    Attributes:
        ids: what each word stands for.
        tokens: the words as they stand in the normal view.
        starts: where each begins there.
        size: how many words there are.
        accented: whether the message bears accents, so that a word without any means to have none.
    """

    ids: list[str]
    tokens: list[str]
    starts: list[int]
    size: int
    accented: bool

    def end(self, at: int) -> int:
        """Where a word ends in the normal view."""
        return self.starts[at] + len(self.tokens[at])

    def tight(self, at: int) -> bool:
        """Whether a word touches the one before it."""
        return 0 < at < self.size and self.starts[at] == self.starts[at - 1] + len(self.tokens[at - 1])

    def value(self, at: int) -> int:
        """What a number of at most four digits says; -1 for a longer one and for what is no number."""
        return int(self.tokens[at]) if self.ids[at] == NUMBER and len(self.tokens[at]) <= 4 else -1

    def digits(self, at: int) -> int:
        """How many digits a number has; 0 for what is none."""
        return len(self.tokens[at]) if self.ids[at] == NUMBER else 0

    def alone(self, start: int, end: int) -> bool:
        """Whether a message says no more than these words, apart from politeness: then they are an answer."""
        if self.size > end - start + 5:
            return False
        return all(name in _SMALL for name in self.ids[:start] + self.ids[end : self.size])

    def leading_zero(self, at: int) -> bool:
        """Whether a number is written like 08."""
        return self.digits(at) == 2 and self.tokens[at][0] == "0"


def tokenize(view: str) -> list[str]:
    """The words, numbers and signs of a message, without the spaces."""
    return _TOKEN.findall(view)


def promises_a_time(text: Text, tokens: list[str]) -> bool:
    """Whether a message may hold a time at all; the quick look that most messages get."""
    if not _ANCHORS.isdisjoint(tokens):
        return True
    view = text.folded.text
    return "wa" in view or "hoi toi" in view or _FIGURES.search(view) is not None


def read_words(text: Text, tokens: list[str]) -> Words:
    """The normal view of a message as words.

    Args:
        text: the message.
        tokens: what `tokenize` made of its normal view.
    """
    ids = [_IDS.get(token) or _unlisted(token) for token in tokens]
    view = text.normal.text
    words = Words(ids, tokens, _starts(view, tokens), len(tokens), not view.isascii() and _is_accented(tokens))
    if text.normal is not text.folded:
        _read_shorthand(words, text)
    if UNKNOWN in ids:
        _split_glued(words, text.normal.plain)
    words.ids += [""] * _PADDING
    words.tokens = words.tokens + [""] * _PADDING
    words.starts += [len(view)] * _PADDING
    return words


def _is_accented(tokens: list[str]) -> bool:
    """Whether so many words bear accents that it is no accident of the keyboard: a third of them, and two at least."""
    accented = sum(not token.isascii() for token in tokens)
    return accented >= 2 and 3 * accented >= sum(map(str.isalpha, tokens))


def _unlisted(token: str) -> str:
    return NUMBER if "0" <= token[0] <= "9" else token if token in _SIGNS else UNKNOWN


def _starts(view: str, tokens: list[str]) -> list[int]:
    starts: list[int] = []
    end, find = 0, view.find
    for token in tokens:
        start = find(token, end)
        starts.append(start)
        end = start + len(token)
    return starts


def _read_shorthand(words: Words, text: Text) -> None:
    """Where shorthand was written out as a word that times read otherwise, what times read."""
    for at, token in enumerate(words.tokens):
        if token in _RESPELT:
            raw_start, raw_end = text.normal.raw_span(words.starts[at], words.end(at))
            words.ids[at] = _RESPELT[token].get(text.raw[raw_start:raw_end].lower(), words.ids[at])


def _split_glued(words: Words, plain: str) -> None:
    """Takes words apart that are typed without a space between them."""
    glued = {
        at: lengths
        for at, name in enumerate(words.ids)
        if name == UNKNOWN and (lengths := _GLUED.get(plain[words.starts[at] : words.end(at)]))
    }
    if not glued:
        return
    old = zip(words.ids, words.tokens, words.starts, strict=True)
    words.ids, words.tokens, words.starts = [], [], []
    for at, (name, token, start) in enumerate(old):
        _add(words, name, token, start, glued.get(at, ()))
    words.size = len(words.ids)


def _add(words: Words, name: str, token: str, start: int, lengths: tuple[int, ...]) -> None:
    """Adds a word, or the parts that it is made of."""
    begin = 0
    for length in lengths or (len(token),):
        part = token[begin : begin + length]
        words.ids.append(_IDS.get(part, UNKNOWN) if lengths else name)
        words.tokens.append(part)
        words.starts.append(start + begin)
        begin += length
