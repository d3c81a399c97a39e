"""The words around secrets: cues, what may stand between a cue and its value, what ends the search; data, no rules.

Everything is written without accents, as `Aligned.plain` has it. Raw Telex and VNI need no entries: `secret_tokens`
reads them back first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """What announces a secret.

    Attributes:
        kind: password, otp, pin, id_number or card.
        strength: 2 where the words mean nothing else ("mật khẩu"); 1 where they mean other things too ("mk" is also
            "mình", "pin" is also a battery), so that a value needs a clearer form; 0 for "mã" and "code", which
            announce a one-time code only if they say that it was sent ("mã gửi về máy là 482913").
    """

    kind: str
    strength: int = 2


_PASSWORD = """
mat khau; matkhau; mkhau; m khau; m . khau; mat . khau; mat - khau; m - khau; mat kau; matkau; mkh; mat ma; matma
mat khau cap 2; mat khau cap hai; mat khau rut; mat khau rut tien; mk rut tien; mk cap 2; mk cap hai; mk c2; mkc2
mkrt; mkdn; mk dn; mk dang nhap; pass; pas; passs; pss; p@ss; pass word; pass - word; password; passwords; passwd
passwrd; passwod; passwort; passwork; passworld; pasword; pasworld; paswork; passwrod; passwor; passworrd; passcode
pass code; pass rut; pass cap 2; pass2; pw; pwd; psw; passw; pword; p w; mk2; mat khau 2; private key
mat khau dang nhap; mat khau giao dich; mat khau game
"""
_PASSWORD_WEAK = "mk"

_OTP = """
otp; opt; 0tp; o t p; otb; ma otp; ma opt; ma 0tp; maotp; maopt; ma so otp; code otp; otp code; ma code otp
smart otp; smartotp; sms otp; otp sms; ma xac thuc; maxacthuc; ma xac minh; maxacminh; ma xac nhan; maxacnhan
ma so xac nhan; ma so xac thuc; ma so xac minh; ma sac nhan; ma xac nhan otp; ma xac thuc otp; ma xn; ma xm
so xac nhan; code xac nhan; code xac thuc; code xac minh; sms code; code sms; ma sms; ma tin nhan; 2fa; 2 fa; ma 2fa
code 2fa; ma 2 lop; ma xac thuc 2 lop; ma xac thuc hai lop; bao mat 2 lop; bao mat hai lop; google authenticator
google authen; gg authenticator; gg authen; authenticator; ma authen; ma authenticator; ma google; ma gg
verification code; verify code; confirmation code; login code; auth code; authentication code; one time password
one - time password; one time pass; one time passcode; ma kich hoat; ma truy cap; ma mo khoa; ma khoi phuc
recovery code; backup code; the code; my code; ma 6 so; ma 6 chu so; ma 4 so; ma zalo; ma telegram; ma dang nhap
ma dang nhap otp; telegram code; zalo code
"""
_OTP_SENT = "ma; code"
_PIN = """
ma pin; mapin; pin code; so pin; ma so pin; cvv; cvc; cvv2; cvc2; ma cvv; ma cvc; so cvv; so cvc; security code
ma bao mat; ma so bao mat; ma bao mat the; 3 so mat sau; 3 so sau the; 3 so sau; 3 so bao mat; 3 so o mat sau
ba so mat sau; ba so sau the; ma so bi mat; ma bi mat; ma bao ve; ma an toan; mat khau the; pin rut tien; pin the
pin atm
"""
_PIN_WEAK = "pin"
_ID = """
cccd; so cccd; ccd; cmnd; cmtnd; cmt; cmnnd; cccd gan chip; can cuoc; can cuoc cong dan; cancuoc; the can cuoc
so can cuoc; can cuoc gan chip; chung minh; chung minh thu; chung minh nhan dan; chung minh nd; so chung minh
dinh danh; so dinh danh; dinh danh ca nhan; ma dinh danh; ma so dinh danh; so dinh danh ca nhan
ma dinh danh ca nhan; ho chieu; so ho chieu; passport; pass port; passport number; id card; identity card
citizen id; giay to tuy than; gplx; giay phep lai xe; bang lai; bang lai xe; can cuoc cd; cc cong dan; so cc; so cmt
so cmnd; cccd cmnd; cmnd cccd
"""
_CARD = """
so the; the visa; the master; the mastercard; mastercard; master card; the tin dung; the ghi no; the atm
the ngan hang; the noi dia; the napas; the jcb; the vcb; the vietcombank; the techcombank; the tcb; the bidv; the mb
the acb; the agribank; the vietinbank; the vpbank; the tpbank; the sacombank; the vib; the shb; the hdbank; the msb
the ocb; the scb; the bank; visa; visa debit; visa card; credit card; debit card; card number; card no; card
so the visa; so the atm; so the ngan hang; so the tin dung; so tren the; day so tren the; 16 so tren the
"""


def word_set(listed: str) -> frozenset[str]:
    """The words of a string; how the tables are written."""
    return frozenset(listed.split())


def _phrases(listed: str) -> list[tuple[str, ...]]:
    listed = listed.strip().replace("\n", ";")
    return [tuple(phrase.split()) for phrase in listed.split(";") if phrase.strip()]


def _cues() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """First word of each cue -> (its further words, the cue), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for listed, cue in (
        (_PASSWORD, Cue("password")),
        (_PASSWORD_WEAK, Cue("password", 1)),
        (_OTP, Cue("otp")),
        (_OTP_SENT, Cue("otp", 0)),
        (_PIN, Cue("pin")),
        (_PIN_WEAK, Cue("pin", 1)),
        (_ID, Cue("id_number")),
        (_CARD, Cue("card")),
    ):
        for first, *rest in _phrases(listed):
            table.setdefault(first, []).append((tuple(rest), cue))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


CUES = _cues()
"""First word of each cue -> (its further words, the cue), longest first."""

USER_WORDS = word_set("tk tkhoan taikhoan acc account ac nick nik nickname user username usr id uid tdn")
"""Single words that announce an account's name; "tai khoan" and "ten dang nhap" are read as one of them."""

PRONOUN_BEFORE_MK = USER_WORDS | word_set(
    "cua cho giup gium dum ho ban sdt stk dt so ten tien lenh don voi vs cung tai gmail email mail zalo"
)
"""Behind these "mk" says "mình"."""

LINKS = word_set("la is thanh sang bang qua ve")
"""Words that say: here comes the value."""

NO_CUES = word_set("mà má mả mạ mất mắt mặt thế thể sơ sợ")
"""What looks like the first word of a cue without its accents."""

NO_LINKS = word_set("lạ lá lả lã sáng quá quà bảng thánh vé vẽ")
"""What looks like one of LINKS without its accents."""

FILLERS = word_set(
    """
    vi ket viet thuong in hoa cua em e minh mk mik mih toi tui t anh a chi c con chau tao no ne nay nha nhe nhen
    nghen day do thi hien tai gio cu moi dat de dang dc duoc da dung sai luc truoc hoi my the new old your chinh tam
    thoi mac dinh hom xin gui cap 2 hai rut tien ak ah vk ck bo me chong vo so chu 4 6 8 oi shop ad ben doi tu cho
    zalo momo gmail mail email facebook fb telegram dien thoai ngan hang z v vay rua sim
    """
)
"""Words that may stand between any cue and its value."""

FILLERS_STRONG = FILLERS | word_set(
    """
    xai su dung sd doc dua dien khai cung noi bao vao nhap go danh bam lai dang login log in game app web trang van
    luon cho ben ad admin shop bot cskh tung hay vua so cong dan nguoi quy khach vs cai thu biet nho la wifi the atm
    bank tra truoc nao gom co 6 4 8 12 9 16 chu ky tu nhan ve may thoai dt tin sms zalo telegram facebook fb momo
    gmail email mail giao dich gd he thong ngan hang ca gan chip mat ban dau ki dky day ra nhat gui toi moi xong ke
    him nhu sau duoi for of vcb vietcombank vietin vietinbank bidv agribank agri tcb techcombank mb mbbank acb
    vpbank vpb sacombank tpbank tpb shb hdbank vib msb ocb scb seabank eximbank lpbank ncb zalopay viettelpay vnpay
    chung chinh
    """
)
"""Words that may stand between a cue of strength 2 and its value."""

SOFT = FILLERS_STRONG | word_set(
    """
    ban dau hinh nhu chac chan xac giong tao mang het roi xong hoi lau ke ca deu nghi thay chung ki dky dki khoi
    nguyen that ra khong ko toan
    """
)
"""Words that may stand between "mk" and its value if "là" or ":" follows them."""

SENT = word_set(
    """
    em e minh mk anh chi toi tui no he thong ben ngan hang bank web app vua moi da dang duoc dc nhan gui ve may dien
    thoai dt sdt tin sms zalo telegram mail so la cho den qua tren trong ghi bao hien nay 6 4
    """
)
"""Words that may stand between "mã" and a one-time code."""

SENDING = word_set("gui nhan sms tin may")
"""One of these at least must stand between "mã" and a one-time code."""

SENT_TO = word_set("ve qua so zalo dt thoai den toi nhan gui may tin sms mail email gmail telegram momo")
"""Words of where something was sent to: a telephone number behind them is the addressee."""

JOINING_PAIRS = frozenset([("phai", "khong"), ("phai", "ko"), ("phai", "k"), ("nhu", "hinh")])
"""A word and the one before it that together lead to the value: "mk không phải …", "mk hình như …"."""

FILLERS_OTP = FILLERS_STRONG | word_set("lan 1 2 3 tin thi nhat")
"""Words that may stand between the cue of a one-time code and the code."""

READ_OUT = word_set("nhắn đọc doc")
"""Before "mã": somebody was told to read a code out."""

PERSONAL = word_set("sdt dt ngay sinh nhat nam so dien thoai thang cmnd cccd")
"""What a password may be said to be: "mật khẩu là ngày sinh 14111990"."""

BLOCKERS = word_set(
    """
    cao sdt sodt stk cccd cmnd ma ten noi dung nd loi du hotline link phi gia hoac tong bonus thuong km don lenh ve
    bill ref ft seri serial imei otp pin sms tien nap user username nick acc account tk han cuoc tru thieu
    """
)
"""Behind one of these a number or name belongs to something else."""

CHANGING = word_set("doi sua chuyen dat update thay reset cai")
"""With one of these "qua", "sang" and "thành" lead to the new value."""

FORGOTTEN = word_set("quen mat lay khoi phuc reset tim forgot forget lost nho wen cap")
"""Before "mật khẩu": the writer does not have it, so that what follows bare is the account's name."""

UNITS = word_set(
    """
    lan phut giay ngay gio tieng tuan thang ky ki kytu kitu tuoi dong vnd vnđ usdt usd trieu tr nghin ngan mah %
    diem nguoi cu chai cai don tran ty phan gb kg so chu chuso lit
    """
)
"""A number before one of these counts something."""

MONEY_UNITS = word_set("dong vnd usdt usd trieu nghin ngan diem mah %")
"""The units that a number of five digits and more may have."""

PARTICLES = word_set("ne day nha nhe nhen nghen ad oi a ak do")
"""Small words of politeness that a comma or a line may follow before the value."""

AGAIN = word_set("moi cu rut gio doi thanh sang qua hay hoac or va con cap roi nay thu ca lan den toi")
"""Words that join a second secret to the first: "mk cũ là a1b2c3 mới là d4e5f6"."""

ORDINARY = word_set(
    """
    wrong incorrect invalid required correct right working changed expired forgotten reset same your short weak
    strong okay fine needed secret private secure error fail failed still always never being now login logout
    account bonus withdraw deposit before after because please help again number code what where when which should
    could would have been asked about check change cannot failure support admin group team member user player newbie
    gamer staff student boss girl king queen dealer agent nickname username password passwords pass name email mail
    gmail hotmail yahoo facebook google zalo telegram viber messenger instagram tiktok youtube apple icloud samsung
    iphone android windows chrome safari wifi internet website momo zalopay viettelpay vietcombank techcombank
    vietinbank agribank sacombank mbbank tpbank vpbank hdbank seabank bidv baccarat blackjack poker casino betting
    sportsbook nganhang dienthoai dangnhap dangky taikhoan ruttien naptien khachhang matkhau khongnho khongbiet
    khongdung khongduoc quenmatkhau doimatkhau ngta nhung trong xin unknown none null empty nothing anything
    something david kevin henry peter jenny lisa anna john tommy jack mike tony james victor daniel andy alex not
    sure only with from that this they them then than some more very just like know need want give send sent lost
    forgot
    """
)
"""Words in Latin letters that are no syllable of Vietnamese and yet continue a sentence."""

STATEMENTS = word_set(
    """
    khong giong thieu trong truoc chung chinh duoc nhieu thuong nguoi trung khach ngoai thich nhung
    """
)
"""Syllables that fill a form's line without being a password: "mật khẩu: không"."""

WELL_KNOWN = word_set(
    """
    abc abcd abcde abcdef abcxyz xyz qwe qwer qwert qwerty qwertyuiop asd asdf asdfg asdfgh asdfghjkl zxc zxcv zxcvb
    zxcvbn zxcvbnm iloveyou anhyeuem emyeuanh motconvit aaaa aaaaaa letmein dragon monkey sunshine
    """
)
"""Letters that hundreds of thousands of people have as their password."""

BEFORE_OTHER_NUMBERS = word_set(
    """
    stk tk tkhoan taikhoan khoan sotk ma gd magd giao dich mgd ft ref trace lenh don hoa bill seri serial imei cao
    sdt dt sodt phone tel hotline zalo so_dien_thoai dien thoai vcb vietcombank vietin vietinbank ctg bidv agribank
    agri tcb tech techcombank mb mbbank mbb acb vpbank vpb vp sacombank sacom stb tpbank tpb tp shb hdbank vib msb
    ocb scb seabank eximbank exim lpbank lienviet baca namabank pvcombank abbank kienlong vietbank vieta ncb
    saigonbank donga baoviet gpbank cake timo ubank shinhan woori uob hsbc citi momo zalopay viettelpay vnpay
    shopeepay nganhang bank txid tx hash transaction utr barcode
    """
)
"""Before a long number: it is an account at a bank, a transaction or a telephone, and no card or identity number."""
