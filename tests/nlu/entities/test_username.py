"""User names: messages one by one, as people type them; all names are invented."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities.username import find
from bot.text import read

# Each line: a message with each user name in ⟦ ⟧; ⏎ is a line break.
WITH_NAMES = """
⟦hoangnam88⟧
⟦Hoang_Nam⟧
⟦minhthu1990⟧ ạ
dạ ⟦minhthu1990⟧
Dạ ⟦ngocmai_hp⟧ ạ
⟦x_boy2k⟧
⟦nam_88⟧
⟦tuanbeo.vt⟧ nha ad
⟦hoangnam88⟧ 8h tối qua 5tr
⟦hoangnam88⟧, 8h tối qua, 5tr
8h tối qua ⟦hoangnam88⟧ 5tr
tk ⟦hoangnam88⟧ rút 5tr từ 8h tối qua chưa về
tk:⟦abc123⟧,rút 5tr
tk:⟦abc123⟧ rut 5tr chua ve
tk=⟦abc123⟧
tk-⟦abc123⟧
tk ⟦abc123⟧.rút 5tr chưa về
tk là ⟦abc123⟧
tk la ⟦abc123⟧ nha
tk em ⟦abc123⟧
tk e ⟦abc123⟧
tk của em ⟦abc123⟧ bị khóa
tk của em là ⟦abc123⟧ bị khóa
tài khoản của em là ⟦phuonglinh99⟧ ạ
Tài khoản: ⟦phuonglinh99⟧
TÀI KHOẢN: ⟦PHUONGLINH99⟧
TK ⟦HOANGNAM88⟧ RUT TIEN KHONG VE
tai khoan ⟦phuonglinh99⟧ bi tru tien
tai khoan cua toi ten ⟦phuonglinh99⟧
tkhoan ⟦quocbao77⟧ ko vo dc
taikhoan ⟦quocbao77⟧
taif khoanr ⟦quocbao77⟧
ta2i khoa3n cu3a em la2 ⟦quocbao77⟧
acc ⟦vuong_22⟧ bị treo
acc e tên ⟦vuong_22⟧
acc: ⟦vuong_22⟧
account ⟦vuong_22⟧ locked
accout ⟦vuong22⟧ bị khoá
ac ⟦vuong22⟧
ac: ⟦vuongthanh⟧
nick ⟦phuongthao⟧
nick: ⟦phuongthao⟧
nick em ⟦phuongthao⟧ không đăng nhập được
nick của em là ⟦phuongthao⟧ ạ
nik ⟦langtu79⟧ mất tiền
nickname ⟦langtu79⟧
nick name: ⟦langtu79⟧
nick tui tên ⟦langtu_79⟧ nghen
user ⟦nam88⟧
user: ⟦nam88⟧
username ⟦nam88⟧
Username: ⟦BaoNgoc⟧
user name là ⟦baongoc⟧
usr ⟦baongoc12⟧
user em là ⟦dragonking⟧
my username is ⟦dragonking⟧
username: ⟦dragonking⟧ withdraw pending
id ⟦882731⟧
id game ⟦882731⟧
ID: ⟦hoanganh⟧
id=⟦nam88⟧
uid ⟦77120934⟧
id của mình là ⟦thanhtruc⟧
id game: ⟦boymiennui⟧
tên đăng nhập ⟦boymiennui⟧
tên đăng nhập: ⟦boymiennui⟧
tên đăng nhập của bác là ⟦ongsau1958⟧
ten dang nhap la ⟦ongsau1958⟧
ten dang nhap ⟦hungthinh⟧
tên dn ⟦hungthinh1⟧
tên tk ⟦hungthinh1⟧
tên tài khoản ⟦hungthinh⟧ nhé
ten tai khoan: ⟦hungthinh⟧
tên acc: ⟦hungthinh⟧
tên nick ⟦hungthinh⟧
login name ⟦hungthinh⟧
login id: ⟦hungthinh⟧
tên truy cập ⟦hungthinh⟧
tên trong game là ⟦chienthan99⟧
ingame ⟦chienthan99⟧
mã hội viên ⟦hv88231⟧
@⟦hoangnam88⟧
@⟦hoangnam88⟧ rút 5tr
tk game ⟦thuylinh⟧ bị lỗi
tk chơi game của em là ⟦thuylinh⟧
tk hiện tại là ⟦thuylinh⟧
tk mới ⟦thuylinh02⟧
tk chính ⟦thuylinh02⟧, tk phụ ⟦thuylinh03⟧
em có 2 tk ⟦thuylinh02⟧ và ⟦thuylinh03⟧ đều bị khóa
tk ⟦hoangnam⟧, ⟦thuylinh⟧ và ⟦baotran⟧ đều không vào được
tk chồng em là ⟦langtu_79⟧
tk của vợ em tên ⟦lanhuong⟧
tài khoản bạn em ⟦tienmap88⟧ cũng bị
tk mk ⟦abc123⟧
tk mk là ⟦abc123⟧
nick mình ⟦abc123⟧
tk/mk: ⟦nam88⟧/••••••
tk ⟦nam88⟧ mk ••••••
tk mk: ⟦nam88⟧ ••••••
user ⟦nam88⟧ pass ••••••
đăng nhập ⟦nam88⟧ báo sai
đăng nhập: ⟦quangtran⟧
login ⟦nam88⟧ ko được
nạp cho ⟦hoangnam88⟧ 500k
chuyển nhầm vào ⟦hoangnam88⟧
lệnh 4tr của ⟦dinhvan_88⟧
của ⟦dinhvan88⟧ nha
em là ⟦minhtuan91⟧
mình ⟦minhtuan91⟧ đây
⟦minh2k1⟧ rút tiền chưa về
⟦hoang88hn⟧ check giúp
⟦88hoangnam⟧
⟦tuan9xhn⟧
⟦hoangnam19920514⟧
⟦hung99⟧ nạp 200k
⟦tuan2000⟧ bị khoá
⟦lan1990⟧ rút tiền
⟦thuyduong2k1⟧ á
⟦minhkhoi.q8⟧ / 3.500.000đ / 21h40
⟦hoang.nam88⟧ nạp rồi
tk ⟦hoang.nam⟧ nạp rồi
tk ⟦hoang-nam88⟧
nick ⟦kem_dau⟧
nick ⟦_boy_lanh_lung_⟧
tk⏎⟦hoangnam88⟧
tk:⏎⟦hoangnam⟧
Tài khoản: ⟦phuonglinh99⟧⏎Số tiền: 2.000.000⏎Thời gian: 20h
rút tiền⏎⟦hoangnam88⟧⏎5tr
tk "⟦hoangnam⟧"
tk (⟦hoangnam⟧)
tk *⟦hoangnam⟧*
tk 👉 ⟦hoangnam88⟧
tk ⟦hoangnam⟧🙏
tk ⟦hoangnam⟧!!
tk ⟦hoangnam⟧? sao bị khóa
tk của thằng em ⟦dinhcuong.bk⟧
check giùm ⟦ducthinh_q12⟧ vs ad
mở khóa ⟦duyanh_98⟧ giúp
tk ⟦mitdaklak⟧ xóa giúp em
tk ⟦bigboss⟧ bị khóa
nick ⟦anhkhoa⟧ bị khóa
tk ⟦minhanh⟧ rút 1tr
tk ⟦thuthao⟧ nạp chưa vào
⟦TuanAnh_HP⟧
Tên tài khoản: ⟦TuanAnh_HP⟧. Thời gian: 09h15
tk đăng nhập ⟦hoangnam88⟧
tk ⟦nam88⟧ với ⟦lan99⟧
tk ⟦hn88⟧
acc ⟦a1b2c3⟧
tk là ⟦8899hoang⟧
"""

WITHOUT = """
tài khoản bị khóa
tk em bị khóa
tk e bi khoa
TK BỊ KHÓA
acc không vào được
acc ko vô dc
nick của em
nick em bị gì vậy
tài khoản ngân hàng
tài khoản ngân hàng của em
tk vietcombank
tk ngân hàng vietcombank
tk momo
tk chính
tk phụ
tk game
user name
username là gì
quên username
quên tên đăng nhập
tên đăng nhập là gì
user not found
username and password
account blocked already
account restricted, can't do anything
my account is locked
login failed
login không được
đăng nhập không được
đăng nhập hoài không vô
đăng nhập facebook
đăng nhập bằng số điện thoại
tk lan bị khóa
tk Hùng bị khóa
tk anh Tuấn
tk của chị Hương
tài khoản mang tên Nguyễn Văn Nam
tài khoản tên Trần Thị Lan
tên em là Hoàng Nam
em tên Thảo
mk tên Hùng
tk 0912345678
tk: 0912345678
tài khoản 0123456789
tk 19034567890123
tk vcb 0011004123456
stk 0123456789
số tài khoản 0123456789
stk mk 123456789
id giao dịch 482913
id lệnh 4829133
mã giao dịch 482913
RT20261114001
ft26318123456789
mã GD VCB123456
rút 5tr
rút5tr
nạp500k
nap 500k tu 8h30
lúc8h tối
hôm14 nạp
ngày14 tháng11
8h30
20h15
5tr 3tr2 1m2
500k 200k
10kg
2 lần
lan2 roi
tran1 thua
xien3
ván3
iphone15
iphone15 promax
ip14 pro
máy ip13
samsung a12
a52s
oppo a54
vivo y21
redmi9
note10
win11
windows10
android12
ios17
wifi6
4g 5g
mạng 4g
mb247
fo4
slot88
web slot88
app vip88
nhà cái win88
trang hoang88 có phải của mình không
link nam88.com
https://nam88.net/dangnhap
www.hoangnam88.vn
hoangnam88@gmail.com
email hoang.nam88@gmail.com
code FREE50
mã TET2026
mã khuyến mãi NAP100
giftcode LIXI888
vip5
lên vip3
lv10
top10
u23
euro2024
worldcup2026
g9
gn8
k9
b4
2k4
9x
em sinh 2k4
t7 cn
tie6n2 chu7a ve62
ru1t tie62n
d9u7o7c5
kho6ng va2o d9u7o75c
tieenf chuwa veef
taif khoanr bij khoas
khoongg vaof dduwowcj
tk khoong vaof dduwowcj
xin chào
alo
hello
hi ad
ok
cảm ơn
cam on
thanks
robot
bot à
help
quên mật khẩu
dạ
vâng ạ
không nhớ
ko nhớ
ảnh đây
không có ảnh
tối qua
hôm qua 8h
khoảng 8h tối hôm qua
vietcombank
momo
agribank
bóng đá
taixiu
tài xỉu
baccarat
nổ hũ
500000
12345678
mk ••••••
otp ••••••
tk bị hack mất 5tr
tài khoản vip
tài khoản khách
tài khoản đăng ký
tài khoản mới
tài khoản mới lập bị khóa
tài khoản khác
tài khoản của tôi đâu
tk này
tk nào cũng vậy
2 tk
3 acc
mở 2 acc được không
tài khoản em mất tiền
tài khoản hết tiền
acc clone
acc facebook bị hack
nick zalo
nick face
tk netflix
id facebook
face id
id apple
không phải lỗi mạng
không phải 5tr mà là 3tr
không phải momo mà là vietcombank
nhầm, 3tr chứ không phải 5tr
nhầm ngân hàng
sai tên
lỗi 1001
lỗi err_1001
mã lỗi E403
img_1234.jpg
screenshot_20261114
file abc123.pdf
covid19
trc20 erc20
usdt trc20
0x3f5ce5fbfe3e9af3
nguyễn văn a
Nguyen Van A 12/03/1994
/start_game
:)) :D ^_^ T_T
hu_hu
@admin
@all
asdfghjkl
jsjsjdhdhahahs
tk chưa xác minh
user mới
user lẫn pass đều đúng
id với pass
tk + mk đúng hết
tk và mật khẩu đúng
số dư tk còn 200k
tk còn 500k
tk bị trừ 50k
nick chat
nạp vào tk chưa lên
vào tk không được
tk lỗi hoài
tk lúc 8h còn
tk hôm qua
tk ad
tk anh
"""

CORRECTIONS = [
    ("không phải abc111 mà là abc112", "abc112", "abc111"),
    ("ko phải abc111 mà là abc112 nha", "abc112", "abc111"),
    ("khong phai hoanglong11 ma la hoanglong17", "hoanglong17", "hoanglong11"),
    ("hổng phải hoanglong11, hoanglong17 mới đúng", "hoanglong17", "hoanglong11"),
    ("không phải tk abc111 mà tk abc112", "abc112", "abc111"),
    ("không phải nick abc111 mà là nick abc112", "abc112", "abc111"),
    ("nhầm, tk là abc112 chứ không phải abc111", "abc112", "abc111"),
    ("nhầm tk là abc112 chớ hổng phải abc111", "abc112", "abc111"),
    ("abc112 ko phải abc111", "abc112", "abc111"),
    ("abc112, không phải abc111", "abc112", "abc111"),
    ("tk em là abc112 ko phải abc111 ạ", "abc112", "abc111"),
    ("sai rồi, abc112 mới đúng", "abc112", None),
    ("ghi nhầm, abc112 nha", "abc112", None),
    ("e ghi nham, tk abc112", "abc112", None),
    ("em nhầm abc111, đúng là abc112", "abc112", "abc111"),
    ("nãy ghi nhầm abc111, abc112 mới đúng", "abc112", "abc111"),
    ("abc111 là sai, abc112 mới đúng", "abc112", "abc111"),
    ("abc111 sai rồi, abc112", "abc112", "abc111"),
    ("sửa abc111 thành abc112", "abc112", "abc111"),
    ("đổi tk abc111 thành abc112 giúp em", "abc112", "abc111"),
    ("sửa lại giúp em abc111 -> abc112", "abc112", "abc111"),
    ("em ghi nhầm abc112 thành abc111", "abc112", "abc111"),
    ("viết lộn abc112 thành abc111 rồi", "abc112", "abc111"),
    ("không phải thanhtruc mà là thanhtruck", "thanhtruck", "thanhtruc"),
    ("không phải hoangnam mà là hoangnamm", "hoangnamm", "hoangnam"),
    ("sửa lại: hoangnam88", "hoangnam88", None),
    ("tk đúng là hoangnam88", "hoangnam88", None),
    ("phải là lehuu_nghia", "lehuu_nghia", None),
    ("sửa thành kem_dau_2205", "kem_dau_2205", None),
    ("wrong username, it's ducthinh_q12", "ducthinh_q12", None),
    ("ngochan là thiếu rồi, có gạch dưới ở giữa: ngoc_han", "ngoc_han", None),
    ("nhầm rồi ad, thanhtruc mới đúng", "thanhtruc", None),
]


def cases(table: str) -> list[str]:
    return [line.replace("⏎", "\n") for line in table.strip().splitlines()]


def marked(case: str) -> tuple[str, list[str]]:
    """A line of the table as the message and its names."""
    return case.replace("⟦", "").replace("⟧", ""), [part.partition("⟧")[0] for part in case.split("⟦")[1:]]


def names(message: str) -> list[str]:
    return [entity.value for entity in find(read(message))]


@pytest.mark.parametrize("case", cases(WITH_NAMES))
def test_a_name_is_found(case: str) -> None:
    message, expected = marked(case)
    assert names(message) == expected


@pytest.mark.parametrize("case", cases(WITH_NAMES))
def test_a_name_is_found_in_decomposed_letters(case: str) -> None:
    message, expected = marked(case)
    assert names(unicodedata.normalize("NFD", message)) == expected


@pytest.mark.parametrize("message", cases(WITHOUT))
def test_no_name_is_found(message: str) -> None:
    assert names(message) == []
    assert names(unicodedata.normalize("NFD", message)) == []


@pytest.mark.parametrize("message", cases(WITHOUT))
def test_no_name_is_found_in_capitals(message: str) -> None:
    assert names(message.upper()) == []


@pytest.mark.parametrize(("message", "right", "wrong"), CORRECTIONS)
def test_a_correction_gives_the_right_name_only(message: str, right: str, wrong: str | None) -> None:
    found = find(read(message))
    assert [entity.value for entity in found] == [right]
    assert found[0].detail.get("instead_of") == wrong


def test_a_bare_word_is_weak_and_a_shaped_one_is_not() -> None:
    assert find(read("thanhtruc"))[0].detail == {"weak": True}
    assert find(read("thanhtruc88"))[0].detail == {}
    assert find(read("tk thanhtruc"))[0].detail == {}


def test_a_name_does_not_overlap_what_is_taken() -> None:
    message = "tk hoangnam88 rút 5tr"
    assert find(read(message), [(3, 13)]) == []
    assert find(read(message), [(12, 14)]) == []
    assert [entity.value for entity in find(read(message), [(18, 21)])] == ["hoangnam88"]


def test_the_value_is_as_typed_without_invisible_marks() -> None:
    assert names("tk Hoang\u200bNam88") == ["HoangNam88"]
    assert names(unicodedata.normalize("NFD", "tk Mẹbắp86")) == ["Mẹbắp86"]


PIECES = sorted(
    {piece for case in cases(WITH_NAMES) + cases(WITHOUT) for piece in marked(case)[0].split()}
    | {"không phải", "mà là", "mới đúng", "nhầm", "->", ",", ".", "\n", "@", "_", "-", "e\u0301", "\u200b", "••••"}
)
messages = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(messages)
def test_names_slice_back_and_stand_apart(message: str) -> None:
    found = find(read(message))
    assert all(entity.raw == message[entity.start : entity.end] != "" for entity in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(4 <= len(entity.value) <= 24 and not set(entity.value) & set(" \n•@/:,") for entity in found)


@settings(max_examples=200, deadline=None)
@given(messages, st.integers(0, 30), st.integers(1, 30))
def test_no_name_overlaps_what_is_taken(message: str, start: int, length: int) -> None:
    found = find(read(message), [(start, start + length)])
    assert all(entity.end <= start or entity.start >= start + length for entity in found)


HOSTILE = [
    "tk " * 33_000, "tk:" * 33_000, "a1" * 50_000, "hoangnam88 " * 9_000, "a_" * 50_000, "a." * 50_000, "_" * 100_000,
    "tk hoangnam, " * 7_000, "không phải abc111 mà là abc112 " * 3_000, "@" * 100_000, "a@" * 50_000, "a-1" * 33_000,
    "tk của em là " * 7_000, "hoangnam" * 12_000, "1" * 100_000, " " * 100_000, "e\u0301" * 50_000, "tk\n" * 33_000,
    "nhầm hoangnam88 thành " * 4_000, "abc111 -> " * 10_000, "user " * 20_000, "hoang.nam88." * 8_000, "x/a1b2c3 " * 11_000,
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:14]))
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    short, whole = read(hostile[: len(hostile) // 10]), read(hostile)
    began = time.perf_counter()
    find(short)
    tenth = time.perf_counter() - began
    began = time.perf_counter()
    find(whole)
    assert time.perf_counter() - began < max(2.0, 30 * tenth)
