"""The words around user names: cues, what may stand between, and words that are no names; data, no rules.

Written without accents, as `Text.normal.plain` has them: there "tk", "acc" and "account" are "tai khoan" already.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(listed: str) -> dict[str, list[tuple[str, ...]]]:
    """First word -> the further words of each phrase, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed.replace("\n", ";").split(";"):
        if phrase.strip():
            first, *rest = phrase.split()
            table.setdefault(first, []).append(tuple(rest))
    for rests in table.values():
        rests.sort(key=len, reverse=True)
    return table


CUES = _phrases(
    """
    tai khoan; tai khoan game; tai khoan choi; ten tai khoan; ten dang nhap; ten dang ky; ten truy cap; ten nick; ten user
    ten hoi vien; ten thanh vien; ten nguoi dung; ten nguoi choi; ten nhan vat; ten ingame; ten game; ten trong game; ten choi
    ten id; ten tren web; ten tren app; nick; nik; nic; nick name; nickname; nick game; user; user name; username; usernam; useme
    usename; usr; usn; usrname; id; uid; id game; id tai khoan; id nguoi choi; id user; user id; userid; member id; tdn
    tai khoan ten; login name; login id; dang nhap name; dang nhap id; ac; ma hoi vien; ma thanh vien; ma khach hang; dang nhap ten; tai khoan dang nhap
    dang nhap bang; dang nhap; account name; tai khoan name; ingame; ten thoi vien; ma thoi vien; thoi vien; ten tren ung dung; thanh vien; hoi vien; acc game; tai khoan web; tai khoan so; tk; acc; tkgame; tkchoi
    """
)
"""First word of what announces a user name -> its further words."""

LOOSE_CUES = frozenset([("dang", "nhap"), ("dang", "nhap", "bang"), ("ac",), ("tai", "khoan", "so"), ("thanh", "vien"), ("hoi", "vien"), ("thoi", "vien")])
"""Cues that ordinary words follow as often as names; behind them letters alone are no name without ":" or "là"."""

NUMBER_CUES = _set("id uid user username nick nickname userid ma member")
"""First words of cues behind which digits alone may be the name."""

LINKS = _set("la ten thanh bang is")
"""Words that say: here comes the name."""

FILLERS = _set(
    """
    cua em minh mk toi anh chi con chau bac co chu ong ba ma me bo cha vo chong ban tao no ho nay do day ne nhe nha ah thi choi
    game moi cu chinh phu dang dung van se de dat vk ck thang con be nho ad shop a oi hien tai luc truoc hom kia hai ba
    thu nhat van cung ghi lai sau duoi nhu my the di nua voi
    """
)
"""Words that may stand between a cue and the name."""

PARTICLES = _set("la cua ten da a ah nha nhe ne day ad em do oi vang duoc roi ok thua anh chi shop ban minh nay luon di dung uh um")
"""Words that a bare answer may have around it: "dạ hoangnam ạ"."""

NOT_BEFORE_NUMBER = _set(
    """
    vcb vcbank tcb acb bidv vib msb ocb scb shb tpb vpb momo zalopay agri sacom vietin agribank vietcombank mbbank sn sim
    ngay thang luc hom thu nap rut con mat thua thang cuoc tu den toi gan hon tam duoc lan tran van keo bai xien don line tang
    dot vong chang hiep set map ban cua sanh phong cong tru cho vay tra no lai phi thue the so khoan muc cap lop hang top vip
    nhom lenh phieu ve code loi err error http ma nam quy tuan gio phut giay tuoi sinh nick acc tk game ver version hinh anh
    clip bill giay to page trang web app link tab server sv may port room table ip ios win windows android chrome iphone
    ipad samsung oppo vivo redmi note xiaomi realme nokia reno galaxy pixel poco mate wifi usb core file img image photo
    pic picture dsc vid video screenshot mp trc erc bep usdt btc eth coin free km promo nap thuong tang gift bonus hoan
    tet sale welcome newbie event freebet slot bet win club casino lode nohu taixiu baccarat poker bong banh xoso euro worldcup
    wc cup sea asian serie liga league champion fifa pes dota pubg lienquan lien quan csgo valorant freefire covid tiktok
    zalo youtube telegram facebook covid tong cong duoi dau bang khoang moi mot hai ba bon sau bay muoi tram nghin ngan trieu cu
    xin gui chuyen dat choi lay an lai them bot noi dung sdt stk cccd cmnd dt tel hotline tai otp pin pass mk mat cach
    qua truoc sau trong tren duoi giua theo voi va hoac hay la thi ma nhung khong chua da dang se bi do tai vi neu khi
    nhan xong roi nua day do kia nay luon con ca moi chi co phan buoc cau muc dieu khoan chuong bac dien thoai ngan
    uid ref bo best team doi hls hang hieu loai size nhac tap phan hat season ss xe nha duong quan huyen phuong to khu
    """
)
"""Letters before a number that make it a count, a time, a thing or a level, not a name: "lan2", "ngay14", "win10"."""

AMBIGUOUS_NAMES = _set("tuan nam lan thu quy hang anh mai bao van thang ba tam bay sau mo cong bang ban hinh cau bac tai")
"""Of those, the ones that people are also called; two digits or a year behind them make a name of most."""

FUNCTION = _set(
    """
    khong duoc bi cua chua roi nhe nha oi vao nhap rut nap khau khoan lai lam sao nao gi the voi nhung giup mat quen lau choi
    web app trang link dien thoai doi gui chuyen xac kiem tra ho tro muon can xin cho dang ky xoa dong cu nay kia day do ma la va
    hoac neu khi luc gio phut ngay toi chieu qua truoc nhieu it het con nua luon cung da se phai biet thay chao xong buon nho pass admin ok oke
    hello thank thanks you help please good morning night
    khuyen cuoc keo thua tru sai nham rieng gap cham nhanh nguoi ai gio tu den ve ra xuong di duoi tren
    """
)
"""Syllables of sentences; a glued run of syllables with one of these beside only common ones is no name: "bikhoaroi"."""

COMMON = FUNCTION | _set(
    """
    em anh chi minh khoa tai thang nam hang tin van bac co chu ban quy mai thu so lan vip game bot ad shop tien thong moi mo loi
    an cong chinh dung sang dau len khac thuong nhan sau hoi ngan hai bao tran hay thi trua thang tien mat giao dich ma cam on buoi ro vo
    lien he ad shop me very much bye so hom nha ban tot met moi dep
    """
)
"""Syllables of sentences that names have too."""

ORDINARY = _set(
    """
    vietcombank techcombank vietinbank agribank sacombank mbbank tpbank vpbank hdbank seabank bidv momo zalopay viettelpay vnpay
    shopeepay internet banking smartbanking digibank paypal binance usdt trc20 erc20 bank atm visa master mastercard napas
    facebook google zalo telegram viber messenger instagram tiktok youtube gmail yahoo hotmail icloud apple email mail
    samsung iphone android windows chrome safari firefox opera oppo vivo xiaomi redmi huawei nokia wifi internet website online
    offline garena steam riot valorant lienquan lienminh pubg freefire fifa baccarat blackjack poker roulette sicbo dragon tiger
    casino sport sports betting sportsbook slot slots nohu taixiu xocdia bancas banca daga loto xoso sunwin
    admin administrator support agent staff member members guest player players newbie boss dealer team group
    account accounts user users username usernames name names nickname login logout signin signup register password pass
    passcode otp code codes deposit withdraw withdrawal withdrawn bonus bonuses balance money cash refund amount point points
    bet bets odds game games app apps web link page site screen error errors fail failed failure issue problem problems help
    please pls thank thanks hello hi hey yes no not okay oke okie sorry sure fine good bad great nice best better well
    block blocked lock locked unlock ban banned suspend suspended disable disabled close closed delete deleted remove
    verify verified verification pending done success successful processing process reject rejected cancel canceled cancelled
    change changed update updated check checked confirm confirmed active activate activated inactive live test demo
    clone main second first last next other another same different wrong right correct incorrect invalid valid unknown none
    null empty nothing something anything everything everyone someone anyone nobody there here where when what which who why how
    this that these those with without from into about after before since until again already still also only just even
    have has had been being was were will would should could can cannot does did doing done make made take taken give given
    send sent receive received get got see seen find found look know known think want need use used using work working
    play playing played player lost lose loses won win winner wins pay paid payment transfer transferred bank number phone
    contact customer service system server maintenance today yesterday tomorrow morning night hour hours minute minutes
    month week year time date late early long short soon asap urgent quick quickly fast slow money friend brother sister
    wife husband father mother chat reply answer question message text photo picture image video file screenshot
    my your his her its our their mine yours and but for the are you they them she him very more most some many much
    nick nik nic acc uid usr tdn human robot operator goodbye bye exit skip nope yep yeah yup gnite goodnight merci arigato sayonara
    terminate terminated restricted netflix spotify discord tinder chatgpt shopee lazada tiki grab paypal shopeefood giftcode voucher coupon promo promotion cashback freebet jackpot
    back cancelled loading lag slowly crash crashed black white screen freeze frozen stuck missing empty full half part
    another maybe perhaps really totally actually literally btw fyi lol omg wtf idk tks thx ty welcome friday monday tuesday
    wednesday thursday saturday sunday january february march april june july august september october november december
    hotline telegramm staffs manager boss robot chatbot auto automatic manual pro plus max mini ultra silver gold platinum diamond
    scam fake real legit vip normal basic premium standard default personal private public
    nganhang dienthoai dangnhap dangky dangki taikhoan ruttien naptien khachhang matkhau khongnho khongbiet khongdung nhacai
    khongduoc quenmatkhau doimatkhau nhanvien trogiup hotro huongdan khuyenmai thethao bongda chuyenkhoan chuyentien hoantra
    hoantien xinchao camon ngta mnguoi khongco khongthay khongvao bikhoa khoanick khoatk haha hihi hehe huhu haiz haizz haizzz haiss hacker lixi noel trungthu tettet vietnam vodich hichic hixhix
    kaka kkkk hhhh alo aloo alooo uhm umm ummm okey okela stop menu start help lich thongtin rutien napthe
    xoilac keonhacai soikeo trandau congtien tienlen phom xidach samloc lode
    """
)
"""Words in Latin letters that stand behind "tk" or alone in a message and are no user names."""
