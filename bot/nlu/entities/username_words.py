"""The words around user names: cues, what may stand between, and words that are no names; data, no rules.

Written without accents, as `Text.normal.plain` has them: there "tk", "acc" and "account" are "tai khoan" already. Glued
words ("taikhoan", "tentk") stand as they are typed, for glued letters may be a name.
"""

from __future__ import annotations

from bot.nlu.entities.lookup import word_set


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
    tai khoan; tai khoan game; tai khoan choi; ten tai khoan; ten dang nhap; ten dang ky; ten truy cap; ten nick
    ten user; ten hoi vien; ten thanh vien; ten nguoi dung; ten nguoi choi; ten nhan vat; ten ingame; ten game
    ten trong game; ten choi; ten id; ten tren web; ten tren app; nick; nik; nic; nick name; nickname; nick game
    user; user name; username; usernam; useme; usename; usr; usrname; id; uid; id game; id tai khoan
    id nguoi choi; id user; user id; userid; member id; tdn; tai khoan ten; login name; login id; dang nhap name
    dang nhap id; ac; ma hoi vien; ma thanh vien; ma khach hang; dang nhap ten; tai khoan dang nhap; dang nhap bang
    dang nhap; account name; tai khoan name; ingame; ten thoi vien; ma thoi vien; thoi vien; ten tren ung dung
    thanh vien; hoi vien; acc game; tai khoan web; tai khoan so; tk; acc; tkgame; tkchoi
    taikhoan; tendangnhap; dangnhap; tentk; tenacc; tennick; tentaikhoan; nickem; tkem; accem
    """
)
"""First word of what announces a user name -> its further words."""

LOOSE_CUES = frozenset(
    [
        ("dang", "nhap"),
        ("dang", "nhap", "bang"),
        ("ac",),
        ("tai", "khoan", "so"),
        ("thanh", "vien"),
        ("hoi", "vien"),
        ("thoi", "vien"),
    ]
)
"""Cues that ordinary words follow as often as names; behind them letters alone are no name without ":" or "là"."""

NUMBER_CUES = word_set("id uid user username nick nickname userid ma member")
"""First words of cues behind which digits alone may be the name."""

LINKS = word_set("la ten thanh bang is")
"""Words that say: here comes the name."""

FILLERS = word_set(
    """
    cua em minh mk toi anh chi con chau bac co chu ong ba ma me bo cha vo chong ban tao no ho nay do day ne nhe nha
    ah thi choi game moi cu chinh phu dang dung van se de dat vk ck thang be nho ad shop a oi hien tai luc truoc hom
    kia hai thu nhat cung ghi lai sau duoi nhu my the di nua voi
    """
)
"""Words that may stand between a cue and the name."""

PARTICLES = word_set(
    """
    la cua ten da a ah nha nhe ne day ad em do oi vang duoc roi ok thua anh chi shop ban minh nay luon di dung uh um
    """
)
"""Words that a bare answer may have around it: "dạ hoangnam ạ"."""

NOT_BEFORE_NUMBER = word_set(
    """
    vcb vcbank tcb acb bidv vib msb ocb scb shb tpb vpb momo zalopay agri sacom vietin agribank vietcombank mbbank
    sn sim ngay thang luc hom thu nap rut con mat thua cuoc tu den toi gan hon tam duoc lan tran van keo bai xien
    don line tang dot vong chang hiep set map ban cua sanh phong cong tru cho vay tra no lai phi thue the so khoan
    muc cap lop hang top vip nhom lenh phieu ve code loi err error http ma nam quy tuan gio phut giay tuoi sinh nick
    acc tk game ver version hinh anh clip bill to page trang web app link tab server sv may port room table ip ios
    win windows android chrome iphone ipad samsung oppo vivo redmi note xiaomi realme nokia reno galaxy pixel poco
    mate wifi usb core file img image photo pic picture dsc vid video screenshot mp trc erc bep usdt btc eth coin
    free km promo thuong gift bonus hoan tet sale welcome newbie event freebet slot bet club casino lode nohu taixiu
    baccarat poker bong banh xoso euro worldcup wc cup sea asian serie liga league champion fifa pes dota pubg
    lienquan lien quan csgo valorant freefire covid tiktok zalo youtube telegram facebook tong duoi dau bang khoang
    moi mot hai ba bon sau bay muoi tram nghin ngan trieu cu xin gui chuyen dat choi lay an them bot noi dung sdt
    stk cccd cmnd dt tel hotline tai otp pin pass mk cach qua truoc trong tren giua theo voi va hoac hay la thi
    nhung khong chua da dang se bi do vi neu khi nhan xong roi nua day kia nay luon ca chi co phan buoc cau dieu
    chuong bac dien thoai uid ref bo best team doi hls hieu loai size nhac tap hat season ss xe nha duong huyen
    phuong khu
    """
)
"""Letters before a number that make it a count, a time, a thing or a level, not a name: "lan2", "ngay14", "win10"."""

AMBIGUOUS_NAMES = word_set(
    """
    tuan nam lan thu quy hang anh mai bao van thang ba tam bay sau mo cong bang ban hinh cau bac tai
    """
)
"""Of those, the ones that people are also called; two digits or a year behind them make a name of most."""

FUNCTION = word_set(
    """
    khong duoc bi cua chua roi nhe nha oi vao nhap rut nap khau khoan lai lam sao nao gi the voi nhung giup mat quen
    lau choi web app trang link dien thoai doi gui chuyen xac kiem tra ho tro muon can xin cho dang ky xoa dong cu
    nay kia day do ma la va hoac neu khi luc gio phut ngay toi chieu qua truoc nhieu it het con nua luon cung da se
    phai biet thay chao xong buon nho pass admin ok oke hello thank thanks you help please good morning night khuyen
    cuoc keo thua tru sai nham rieng gap cham nhanh nguoi ai tu den ve ra xuong di duoi tren
    """
)
"""Syllables of sentences; glued syllables with one of these beside only common ones are no name: "bikhoaroi"."""

COMMON = FUNCTION | word_set(
    """
    em anh chi minh khoa tai thang nam hang tin van bac co chu ban quy mai thu so lan vip game bot ad shop tien
    thong moi mo loi an cong chinh dung sang dau len khac thuong nhan sau hoi ngan hai bao tran hay thi trua mat
    giao dich ma cam on buoi ro vo lien he me very much bye hom nha tot met dep
    """
)
"""Syllables of sentences that names have too."""

ORDINARY = word_set(
    """
    vietcombank techcombank vietinbank agribank sacombank mbbank tpbank vpbank hdbank seabank bidv momo zalopay
    viettelpay vnpay shopeepay internet banking smartbanking digibank paypal binance usdt trc20 erc20 bank atm visa
    master mastercard napas facebook google zalo telegram viber messenger instagram tiktok youtube gmail yahoo
    hotmail icloud apple email mail samsung iphone android windows chrome safari firefox opera oppo vivo xiaomi
    redmi huawei nokia wifi website online offline garena steam riot valorant lienquan lienminh pubg freefire fifa
    baccarat blackjack poker roulette sicbo dragon tiger casino sport sports betting sportsbook slot slots nohu
    taixiu xocdia bancas banca daga loto xoso sunwin admin administrator support agent staff member members guest
    player players newbie boss dealer team group account accounts user users username usernames name names nickname
    login logout signin signup register password pass passcode otp code codes deposit withdraw withdrawal withdrawn
    bonus bonuses balance money cash refund amount point points bet bets odds game games app apps web link page site
    screen error errors fail failed failure issue problem problems help please pls thank thanks hello hi hey yes no
    not okay oke okie sorry sure fine good bad great nice best better well block blocked lock locked unlock ban
    banned suspend suspended disable disabled close closed delete deleted remove verify verified verification
    pending done success successful processing process reject rejected cancel canceled cancelled change changed
    update updated check checked confirm confirmed active activate activated inactive live test demo clone main
    second first last next other another same different wrong right correct incorrect invalid valid unknown none
    null empty nothing something anything everything everyone someone anyone nobody there here where when what which
    who why how this that these those with without from into about after before since until again already still also
    only just even have has had been being was were will would should could can cannot does did doing make made take
    taken give given send sent receive received get got see seen find found look know known think want need use used
    using work working play playing played lost lose loses won win winner wins pay paid payment transfer transferred
    number phone contact customer service system server maintenance today yesterday tomorrow morning night hour
    hours minute minutes month week year time date late early long short soon asap urgent quick quickly fast slow
    friend brother sister wife husband father mother chat reply answer question message text photo picture image
    video file screenshot my your his her its our their mine yours and but for the are you they them she him very
    more most some many much nick nik nic acc uid usr tdn human robot operator goodbye bye exit skip nope yep yeah
    yup gnite goodnight merci arigato sayonara terminate terminated restricted netflix spotify discord tinder
    chatgpt shopee lazada tiki grab shopeefood giftcode voucher coupon promo promotion cashback freebet jackpot back
    loading lag slowly crash crashed black white freeze frozen stuck missing full half part maybe perhaps really
    totally actually literally btw fyi lol omg wtf idk tks thx ty welcome friday monday tuesday wednesday thursday
    saturday sunday january february march april june july august september october november december hotline
    telegramm staffs manager chatbot auto automatic manual pro plus max mini ultra silver gold platinum diamond scam
    fake real legit vip normal basic premium standard default personal private public nganhang dienthoai dangnhap
    dangky dangki taikhoan ruttien naptien khachhang matkhau khongnho khongbiet khongdung nhacai khongduoc
    quenmatkhau doimatkhau nhanvien trogiup hotro huongdan khuyenmai thethao bongda chuyenkhoan chuyentien hoantra
    hoantien xinchao camon ngta mnguoi khongco khongthay khongvao bikhoa khoanick khoatk haha hihi hehe huhu haiz
    haizz haizzz haiss hacker lixi noel trungthu tettet vietnam vodich hichic hixhix kaka kkkk hhhh alo aloo alooo
    uhm umm ummm okey okela stop menu start lich thongtin rutien napthe xoilac keonhacai soikeo trandau congtien
    tienlen phom xidach samloc lode
    """
)
"""Words in Latin letters that stand behind "tk" or alone in a message and are no user names."""

SIDE_CUES = word_set("mk pass mat password pw")
"""First words of a password's cue beside the name's: "tk/mk: nam88/…"."""

NO_CUE_BEFORE = word_set("so face touch apple va")
"""Behind one of these a cue announces no user name: "số tài khoản", "face id"."""

NOT_BEHIND = word_set(
    """
    ma code giftcode loi error web website trang link cai san phong ip ver version phien model may gd mgd wifi tran
    team doi vs app dung dan game iphone samsung oppo vivo xiaomi redmi realme nokia dong sony asus galaxy zalo
    facebook fb face tele telegram wechat skype viber insta instagram tiktok messenger line vien ban captcha
    """
)
"""Behind one of these a mix of letters and digits names something else, unless a cue says otherwise."""

OTHER_WORDS = word_set("mà đúng đổi cái đóng bạn bán ban dùng đàn đan")
"""What looks like one of those without its accents."""
