"""Vietnamese banks and e-wallets and how people write them; facts only, nothing is matched here."""

from __future__ import annotations

from bot.nlu.entities.lookup import word_set

BANKS: dict[str, tuple[str, ...]] = {
    "Vietcombank": ("vcb", "vietcom", "viet com bank", "viecombank", "vietcomban", "vcbank", "ngoại thương"),
    "Techcombank": ("tcb", "techcom", "tech com bank", "teccombank", "techombank", "techcomban", "kỹ thương"),
    "BIDV": ("bidv smartbanking", "bi đi vi", "đầu tư và phát triển", "bibv"),
    "VietinBank": ("vietin", "viettinbank", "viettin", "vietinbak", "viet in bank", "công thương", "vtb"),
    "Agribank": ("agri bank", "agribanhk", "nông nghiệp", "arigbank", "agibank", "vbard"),
    "MB Bank": ("mbbank", "mbb", "quân đội", "mb quân đội"),
    "ACB": ("acb bank", "acbbank", "á châu"),
    "VPBank": ("vp bank", "vpb", "việt nam thịnh vượng", "thịnh vượng", "vpbank neo"),
    "TPBank": ("tp bank", "tpb", "tiên phong", "tienphongbank", "tiên phong bank"),
    "Sacombank": ("sacom", "sacom bank", "sài gòn thương tín", "saccombank", "sacombak"),
    "HDBank": ("hd bank", "hdb"),
    "VIB": ("vib bank", "vibbank"),
    "SHB": ("shb bank", "shbbank", "sài gòn hà nội"),
    "MSB": ("msb bank", "maritime", "maritime bank", "maritimebank", "hàng hải"),
    "OCB": ("ocb bank", "ocbbank", "phương đông", "ocb omni"),
    "Eximbank": ("exim", "exim bank", "xuất nhập khẩu"),
    "SeABank": ("sea bank", "seabank", "đông nam á bank"),
    "LPBank": ("lp bank", "lpb", "lienvietpostbank", "lienvietbank", "liên việt", "bưu điện liên việt", "lộc phát"),
    "SCB": ("scb bank", "scbbank"),
    "Nam A Bank": ("namabank", "nam a bank", "nam á bank"),
    "Bac A Bank": ("bacabank", "bac a bank", "bắc á bank"),
    "VietABank": ("viet a bank", "việt á bank", "vietabank"),
    "PVcomBank": ("pvcom", "pv com bank", "pvcombank", "pvbank"),
    "ABBANK": ("ab bank", "abb", "an bình bank", "abbank"),
    "NCB": ("ncb bank", "ncbbank", "quốc dân bank"),
    "KienlongBank": ("kienlong", "kiên long", "kiên long bank"),
    "BVBank": ("bv bank", "viet capital bank", "vietcapitalbank", "bản việt", "bản việt bank"),
    "Saigonbank": ("saigon bank", "sgb", "sài gòn bank"),
    "BaoViet Bank": ("baovietbank", "bao viet bank", "bảo việt bank"),
    "PGBank": ("pg bank", "pgb"),
    "GPBank": ("gp bank",),
    "VietBank": ("viet bank", "việt bank"),
    "Vikki Bank": ("vikki", "dongabank", "dong a bank", "đông á bank"),
    "MBV": ("oceanbank", "ocean bank"),
    "Co-opBank": ("coopbank", "coop bank"),
    "Indovina Bank": ("indovina", "ivb"),
    "VRB": ("việt nga bank",),
    "Cake": ("cake bank", "cake by vpbank", "cake vpbank"),
    "Timo": ("timo bank",),
    "TNEX": (),
    "Liobank": ("lio bank",),
    "Shinhan Bank": ("shinhan", "shinhanbank", "shinhan bank", "sinhan"),
    "Woori Bank": ("woori", "wooribank"),
    "UOB": ("uob bank",),
    "HSBC": ("hsbc bank",),
    "Standard Chartered": ("standard chartered bank", "standardchartered"),
    "CIMB": ("cimb bank", "cimbbank"),
    "Public Bank": ("public bank vietnam",),
    "Hong Leong Bank": ("hong leong", "hongleong"),
    "KB Bank": ("kbbank",),
    "Citibank": ("citi bank",),
}
"""Bank -> its other spellings."""

WALLETS: dict[str, tuple[str, ...]] = {
    "MoMo": ("ví momo", "mo mo", "momô", "ví mo mo", "mono wallet"),
    "ZaloPay": ("zalo pay", "zalopay wallet", "ví zalo", "ví zalopay", "ví zalo pay", "zlpay"),
    "Viettel Money": ("viettelmoney", "viettel pay", "viettelpay", "vtpay", "ví viettel", "ví viettel money"),
    "VNPay": ("vn pay", "vnpay qr", "ví vnpay", "vnpayqr"),
    "ShopeePay": ("shopee pay", "shoppe pay", "shoppepay", "airpay", "air pay", "ví shopee", "spay"),
    "VNPT Money": ("vnpt pay", "vnptpay", "vnptmoney"),
    "MobiFone Money": ("mobifone pay", "mobifonemoney"),
    "Payoo": ("ví payoo",),
    "Moca": ("ví moca",),
}
"""E-wallet -> its other spellings."""

NEED_A_CUE: dict[str, tuple[str, ...]] = {
    "MB Bank": ("mb",),
    "VPBank": ("vp",),
    "TPBank": ("tp",),
    "VIB": ("vib",),
    "Cake": ("cake",),
    "VietinBank": ("ctg",),
    "MSB": ("msb",),
    "Techcombank": ("tech",),
    "Agribank": ("agri",),
    "Sacombank": ("stb",),
    "SeABank": ("ssb",),
    "Nam A Bank": ("nam á", "nab"),
    "Bac A Bank": ("bắc á", "bab"),
    "Vikki Bank": ("đông á",),
    "VietABank": ("việt á", "vab"),
    "ABBANK": ("an bình",),
    "NCB": ("quốc dân",),
    "BaoViet Bank": ("bảo việt",),
    "Eximbank": ("eib",),
}
"""Short or everyday spellings that name a bank only beside a word that says so."""

ONLY_BEHIND_BANK = word_set(
    """
    nama baca donga vieta anbinh quocdan baoviet achau congthuong nongnghiep ngoaithuong kythuong dautuvaphattrien
    xuatnhapkhau hanghai phuongdong saigonhanoi saigonthuongtin thinhvuong locphat tech
    """
)
"""Of all spellings, without accents and spaces, those that stand directly behind "ngân hàng" or they are no bank."""

ACCENTS_NEEDED = ("bản việt", "liên việt", "tiên phong", "kiên long")
"""Spellings that are everyday words when they are typed without accents."""
