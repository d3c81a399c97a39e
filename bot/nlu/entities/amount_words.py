"""The words of money: numbers, units, and what stands around an amount; tables only, nothing is read here.

Keys are accent-free. Where an accent makes another word ("cũ" old, "tôi" I), a table of accents says which spellings
count; a word that is not in it may bear any.
"""

from __future__ import annotations

THOUSAND, HUNDRED_THOUSAND, MILLION, BILLION = 1_000, 100_000, 1_000_000, 1_000_000_000


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONES = {
    **{"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "lam": 5, "sau": 6},
    **{"bay": 7, "tam": 8, "chin": 9, "tu": 4, "nham": 5},
}
"""Digits in words."""

NOT_LEADING = _set("tu lam nham")
"""Digits that stand behind other words only: "tư", "lăm", "nhăm"."""

TAIL_DIGITS = _set("mốt hai ba tư bốn năm lăm sáu bảy bẩy tám chín chin")
"""Words that may stand alone behind a unit as its tenths ("triệu hai"); "tu", "sau", "nam" are other words."""

UNITS = {
    **dict.fromkeys(("k", "ka", "nghin", "ngan", "ngin", "nghn", "ng", "n", "canh", "ca", "thousand"), THOUSAND),
    **dict.fromkeys(("lit", "xi", "loet"), HUNDRED_THOUSAND),
    **dict.fromkeys(("tr", "trieu", "triu", "trd", "trdong", "cu", "chai", "cheo", "m", "mil", "million"), MILLION),
    **dict.fromkeys(("ty", "ti", "toi", "billion"), BILLION),
}
"""Unit of money -> VND: củ, chai and chẹo a million, lít and xị a hundred thousand, cành a thousand, tỏi a billion."""

DONG = _set("d dong vnd ₫")
CURRENCIES = {
    **dict.fromkeys(("usdt", "u", "tether"), "USDT"),
    **dict.fromkeys(("usd", "$", "do", "dola", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("btc", "bitcoin"), "BTC"),
    "eth": "ETH",
    "trx": "TRX",
}
CURRENCIES_BEFORE = {"$": "USD", "usd": "USD", "usdt": "USDT"}

ACCENTS = {
    "mot": ("mot", "một", "mốt"),
    "hai": ("hai",),
    "ba": ("ba",),
    "bon": ("bon", "bốn"),
    "tu": ("tư",),
    "nam": ("nam", "năm"),
    "lam": ("lam", "lăm"),
    "nham": ("nham", "nhăm"),
    "sau": ("sau", "sáu"),
    "bay": ("bay", "bảy", "bẩy"),
    "tam": ("tam", "tám"),
    "chin": ("chin", "chín"),
    "muoi": ("muoi", "mười", "mươi"),
    "chuc": ("chuc", "chục"),
    "tram": ("tram", "trăm", "trâm"),
    "ruoi": ("ruoi", "rưỡi", "rưởi", "rươi", "ruỡi", "rưõi"),
    "nua": ("nua", "nửa", "nữa"),
    "linh": ("linh",),
    "le": ("lẻ", "lẽ"),
    "ham": ("hăm",),
    "canh": ("canh", "cành"),
    "ca": ("cá", "ca"),
    "lit": ("lit", "lít"),
    "xi": ("xi", "xị"),
    "cu": ("cu", "củ"),
    "chai": ("chai",),
    "cheo": ("chẹo",),
    "loet": ("loét",),
    "ty": ("ty", "tỷ", "tỹ"),
    "ti": ("ti", "tỉ", "tĩ"),
    "toi": ("tỏi",),
    "do": ("đô",),
    "diem": ("diem", "điểm"),
}
"""Numbers and units."""

STANDS_ALONE = _set("trieu tram cu chai ty ti lit nghin ngan xi")
"""Units that need no number before "rưỡi"."""

TENTHS_ALONE = _set("trieu tram cu chai ty ti")
"""Those that need none before a digit either: "triệu hai"."""

VAGUE_BEFORE = _set("may vai hang cong ca chuc tram dam nhieu bac quan dieu phan")
"""Before a unit without a number these make it vague or another word: "mấy trăm triệu", "phần trăm", "công ty"."""

UNIT_NOT_BEFORE = {
    "chai": _set("bia nuoc ruou sua dau"),
    "lit": _set("bia nuoc ruou sua dau xang"),
    "ti": _set("so le nua thoi nhe xiu teo"),
    "ty": _set("so le nua thoi nhe xiu teo"),
    "ngan": _set("hang sach"),
    "canh": _set("gio sat cua hoa"),
    "ca": _set("sa nhan si hai lam"),
    "m": _set("vuong oi truoc nua day co lam ko k"),
    "cu": _set("khoai toi hanh gung"),
    "dong": _set("ho doi nghiep y chi phuc"),
    "d": _set("oi"),
    "diem": _set("danh thi vip kinh tin phat chuan xau manh yeu"),
    "u": _set("ng nhot toi"),
}
"""Unit -> words behind it that make it another thing: "1 chai bia", "2 tỷ số", "3 điểm danh"."""

SPACED_K_IS_NOT = _set("duoc dc dx thay ve vao nhan biet bit co hieu len ra cho the phai bi con chiu ai hoat")
"""Behind "500 k" these make the k a "không": "rút 500 k được"."""

MONEY_VERBS = _set(
    """
    rut nap cuoc danh choi thua thang mat chuyen ck gui bet deposit withdraw dep bom bop nhan hoan thuong tra cong tru
    dat hut thieu no vay muon lo lai an cat kep
    """
)
"""Verbs that take an amount."""

VERB_ACCENTS = {
    "rut": ("rut", "rút"),
    "nap": ("nap", "nạp", "nộp"),
    "cuoc": ("cuoc", "cược"),
    "danh": ("danh", "đánh"),
    "choi": ("choi", "chơi"),
    "thang": ("thang", "thắng"),
    "mat": ("mat", "mất"),
    "dat": ("dat", "đặt"),
    "no": ("nợ",),
    "lo": ("lỗ",),
    "lai": ("lãi",),
    "an": ("ăn",),
    "tru": ("tru", "trừ"),
    "cong": ("cộng",),
    "tra": ("tra", "trả"),
    "cat": ("cắt",),
    "hut": ("hụt",),
    "gui": ("gui", "gửi", "gởi"),
    "nhan": ("nhan", "nhận"),
    "hoan": ("hoan", "hoàn"),
    "thuong": ("thuong", "thưởng"),
    "thieu": ("thieu", "thiếu"),
    "vay": ("vay",),
    "muon": ("mượn",),
}

SMALL_AFTER = _set("rut nap chuyen ck gui deposit withdraw dep bom")
"""Behind these even one digit is money ("rút 5"); behind the others a small number counts something else."""

MEASURES_BEFORE = _set("cao dai rong sau nang")
"""Before "1m75" these make it a length."""

MONEY_NOUNS = _set("tien du st sotien sodu balance amount")
"""Last words of "số tiền", "số dư", "tiền"."""

FILLERS = _set(
    """
    tien ra vao ve them co khoang tam gan hon la duoc dc bi het moi vo len so mat lai con tong qua bang the vi thu luon
    momo zalopay vcb tcb mb acb bidv vietcombank techcombank vietinbank agribank
    """
)
"""Words between a money word and its number: "nạp qua momo 300"."""

FILLER_ACCENTS = {"thu": ("thử",), "vi": ("ví", "vi"), "the": ("thẻ", "the"), "qua": ("qua",)}

APPROX_BEFORE = {
    "gan": ("gan", "gần"),
    "hon": ("hon", "hơn"),
    "khoang": ("khoang", "khoảng", "khoản"),
    "tam": ("tam", "tầm"),
    "co": ("cỡ", "cở"),
    "chung": ("chung", "chừng"),
    "do": ("độ",),
    "ngot": ("ngót",),
    "tren": ("tren", "trên"),
    "duoi": ("dưới",),
    "xi": ("xỉ",),
}
APPROX_BEHIND = {"may": ("may", "mấy"), "hon": ("hon", "hơn"), "le": ("lẻ", "lẽ"), "ngoai": ("ngoai", "ngoài")}
NOT_MANY_BUT_YOU = _set("anh chi em ban ong ngay hom thang nguoi sep ad bac dua tuan nam gio lan cai con")
"""Behind "mấy" these make it a new phrase: "5tr mấy anh ơi"."""

FOLLOWERS = _set(
    """
    chua chx roi r rui ma nhung vao vo ve tu luc hqua ko k kg khong hok hong hg hem duoc dc dx thi den bi da dang van
    tien dong vnd nua cho o trong tren nhe nha nhen a ah ad adm admin oi em e anh shop vs voi va xong het giup gium dum
    check ktra de cung lai bang momo vcb mb bidv sao z v vay tk acc mai lau luon hay thoi sau truoc khi nen nhu the do
    ne nek hnay hoi toi treo pending done ok vietcombank zalopay qua ra dau neu thay chu nap rut cuoc chuyen ck gui thua
    mat tru hoan nhan xuong len bay nay
    """
)
"""Words that may stand behind a bare number that is money; any other word is most likely what is being counted."""

FOLLOWER_ACCENTS = {
    "tu": ("từ", "tu"),
    "qua": ("qua", "quá"),
    "toi": ("tối", "toi", "tôi", "tới"),
    "sau": ("sau",),
    "do": ("do", "đó"),
    "dau": ("đâu",),
    "tien": ("tiền", "tien"),
    "trong": ("trong",),
    "hay": ("hay",),
    "lau": ("lâu",),
    "mai": ("mãi",),
    "van": ("van", "vẫn"),
    "ve": ("ve", "về"),
    "the": ("thế",),
    "de": ("de", "để"),
    "ra": ("ra",),
    "nua": ("nữa",),
    "bay": ("bây",),
    "nay": ("nay", "này", "nãy"),
    "chu": ("chu", "chứ"),
    "mat": ("mat", "mất"),
    "len": ("len", "lên"),
}

COUNTED = _set("nguoi luot view views like likes sub subs member members follow followers phan %")
"""Behind any number, also one with a unit, these say that it counts no money: "2 triệu người"."""

COUNTED_BARE = COUNTED | _set(
    "lan vong tran van ngay gio h p phut tieng tuan thang nam tuoi con cai ve keo don lenh qua hiep map xu vien"
)
"""Behind a number without a unit these do."""

COUNTED_ACCENTS = {
    "van": ("ván",),
    "ve": ("vé",),
    "qua": ("quả",),
    "nam": ("năm", "nam"),
    "con": ("con",),
    "thang": ("tháng",),
    "don": ("đơn",),
    "map": ("map",),
    "sub": ("sub",),
}

NOT_MONEY_BEHIND = _set("h p g : / % ' °")
"""Run together with a number these make it a time, a date, a share."""

CODE_BEFORE = _set(
    "ma stk tk id otp pin code so nick user acc ref khoan mgd gd cccd cmnd sdt dt zalo phone don # khau mk thoai vip"
)
"""Directly before a bare number these make it a code."""

NAME_BEFORE = _set("nick nickname user username pass password khau login acc")
"""Directly before a number, also one with a unit, these make it a name or a password: "nick 5cu"."""

GLUED_BEFORE = MONEY_VERBS | _set(
    """
    tien co con duoc la them so tong len lai het ra vao du mat gan hon khoang tam lan voi thu sotien ruttien naptien
    chuyenkhoan vnd usd usdt tu den bi am
    """
)
"""Words that people run together with the number behind them: "rút5tr"."""

GLUED_BEHIND = (
    *("chua", "chx", "roi", "vao", "vnd", "ma", "tu", "den", "hom", "hqua", "lan", "dau", "nay", "thi", "luc", "cho"),
    *("qua", "vay", "nha", "nhe", "nua", "trong", "ve", "bi", "dong", "ruoi", "tien", "sang", "vcb", "momo", "giup"),
    *("ad", "bang"),
)
"""Beginnings of the words that people run together with the unit before them: "5trchưa"."""
