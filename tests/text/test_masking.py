"""What is masked and what is not: messages one by one, as people type them; all names, accounts and codes are invented."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message import Masked
from bot.text.masking import mask

# Each line: the kinds in order, then the message with each secret in ⟦ ⟧; ⏎ is a line break.
WITH_SECRETS = """
password | mk ⟦abc123⟧
password | mk: ⟦Abc@123⟧
password | mk là ⟦hoangyeulan⟧
password | mat khau la ⟦motconvit⟧
password | mật khẩu của em là ⟦Tuan1993⟧ ạ
password | mat khau cua e la ⟦tuan1993⟧ nha ad
password | pass nè: ⟦123456⟧
password | pass em là ⟦thuy@2001⟧ đó shop
password | pas ⟦kien9x⟧
password | pw=⟦qwe!234⟧
password | pwd: ⟦Longvu88⟧
password | password is ⟦dragon2020⟧
password | my password is ⟦iloveyou⟧
password | Password : ⟦P@ssw0rd⟧
password | PASS: ⟦HUNG1988⟧
password | MẬT KHẨU: ⟦HUNG1988⟧
password | passcode ⟦778899⟧
password | passwd ⟦xuan_97⟧
password | pasword ⟦minh2k1⟧ ko vào đc
password | pass word là ⟦Minh2k1⟧
password | m.khẩu: ⟦kute2k⟧
password | mkhau e la ⟦boymiennui1⟧
password | mkhẩu ⟦boymiennui1⟧
password | matkhau:⟦zxc321⟧
password | mậtkhẩu=⟦zxc321⟧
password | mật mã là ⟦678678⟧
password | mật mã của tôi: ⟦thanhcong99⟧
password | mật khẩu rút tiền là ⟦1990⟧
password | mật khẩu rút tiền ⟦199012⟧
password | mk rút ⟦123789⟧
password | mk rút: ⟦123000⟧
password | mk rút tiền của e là ⟦2468⟧
password | mk cấp 2 là ⟦hello123⟧
password | mật khẩu cấp 2 ⟦556677⟧
password | pass2: ⟦abcd1234⟧
password | mật khẩu đăng nhập: ⟦Nga_1995⟧
password | mật khẩu đăng nhập của em từ trước tới giờ vẫn là ⟦nga1995⟧
password | mat65 kha63u la2 ⟦abc123⟧
password | ma65t kha63u cu3a em la2 ⟦tuan93⟧
password | maatj khaaur laf ⟦abc123⟧
password | maatj khaaur cuar em laf ⟦tuan93⟧ nhes
password | maatj khaaur ⟦tuan93⟧
password | mật khẩu cũ là ⟦nam1122⟧
password password | mk cũ là ⟦nam1122⟧ mới là ⟦nam3344⟧
password password | mk cũ ⟦nam1122⟧ mk mới ⟦nam3344⟧
password | em đổi mk thành ⟦nam3344⟧ rồi mà vẫn báo sai
password | em vừa đổi mật khẩu sang ⟦nam3344⟧
password | đổi pass qua ⟦linh0505⟧ giùm em
password | đặt lại mật khẩu là ⟦linh0505⟧ giúp em
password | e để mk là ⟦congchua99⟧
password | mk e để là ⟦congchua99⟧
password | mật khẩu em đặt là ⟦congchua99⟧
password | pass nó là ⟦888999⟧ ad vào thử xem
password | mk đây ⟦ct88hn⟧
password | mk đây: ⟦ct88hn⟧
password | mk nè ⟦ct88hn⟧ nhé
password | mk -> ⟦ct88hn⟧
password | mk => ⟦ct88hn⟧
password | mk → ⟦ct88hn⟧
password | mk-⟦ct88hn⟧
password | mk(⟦ct88hn⟧)
password | mk : "⟦ct88hn⟧"
password | mk là “⟦con vit 99⟧”
password | mật khẩu là '⟦trời mưa to⟧' có dấu cách
password | mật khẩu "⟦hoa hong 12⟧"
password | tk nam88 mk ⟦abc123⟧
password | tk nam88, mk ⟦abc123⟧, rút 5tr chưa về
password | tk: nam88 mk: ⟦abc123⟧
password | tk:nam88,mk:⟦abc123⟧,rút 5tr
password | tk nam88⏎mk ⟦abc123⟧⏎rút 500k
password | Tài khoản: phuonglinh99⏎Mật khẩu: ⟦Linh@99⟧⏎Số tiền: 2.000.000
password | Tên đăng nhập: quocbao77⏎Mật khẩu:⏎⟦quocbao7799⟧
password | tk hoangnam88 mk ⟦hoangyeulan⟧
password | user nam88 pass ⟦abc123⟧
password | user: tieuvy / pass: ⟦ngaymai1⟧
password | acc vuong_22 pass ⟦vuong22⟧ ko vào dc
password | nick langtu79 mật khẩu ⟦langtu⟧
password | id 88273 pass ⟦lkj!09⟧
password | tk/mk nam88/⟦abc123⟧
password | tk/mk: nam88/⟦abc123⟧
password | tk mk: nam88 ⟦abc123⟧
password | tk + mk: nam88 + ⟦abc123⟧
password | tk và mk là nam88 và ⟦abc123⟧
password | tk mk lần lượt là nam88 với ⟦abc123⟧
password | tài khoản và mật khẩu: nam88 ⟦abc123⟧
password | tài khoản mật khẩu của em: nam88 | ⟦abc123⟧
password | acc/pass: tuyet1990/⟦tuyetroi⟧
password | user/pass nam88-⟦abc123⟧
password | tên đăng nhập và mật khẩu: nam88, ⟦abc123⟧
password | mk/tk: ⟦abc123⟧/nam88
password | tk/mk đều là ⟦nam8888⟧
password | mk của nick nam88 là ⟦abc123⟧
password | mật khẩu của nam88 là ⟦abc123⟧
password | mk tk nam88 là ⟦abc123⟧
password | mật khẩu tài khoản là ⟦abc123⟧
password | ⟦abc123⟧ là mk của em
password | ⟦thanhdat1@⟧ là mật khẩu nha
password | ⟦abc123⟧ (mk)
password | em nhập mk ⟦abc123⟧ nó báo sai
password | nhập pass ⟦huy4455⟧ mà báo không đúng là sao
password | vào bằng pass ⟦huy4455⟧ cũng k đc
password | bạn vào giúp mình với, mk mình ⟦huy4455⟧
password | mk của mk là ⟦huy4455⟧
password | mật khẩu của mình là sđt ⟦0912345678⟧
password | mật khẩu là ngày sinh ⟦14111990⟧
password | pass ⟦0912345678⟧
password | mk là ⟦14/11/1990⟧
password | mk ⟦123456⟧ k vào dc
password | mk ⟦123456⟧ mà nó báo sai 3 lần
password | mk 6 số là ⟦112233⟧
password | mật khẩu 6 số ⟦112233⟧
password | mật khẩu mặc định ⟦123456⟧
password | pass chung là ⟦anhyeuem⟧
password | pass wifi ⟦88888888⟧
password | mk em là ⟦vohoang.93⟧.
password | mk em là ⟦Vohoang93!⟧
password | mk em là ⟦vohoang93⟧!!
password | mk em là ⟦vohoang93⟧, giúp em với
password | mk em là ⟦vohoang93⟧.rút 5tr chưa về
password | mk em là ⟦vohoang93⟧🙏🙏
password | mk là ⟦#Hung2020⟧
password | mk là ⟦@Hung2020⟧
password | MK LÀ ⟦HUNG2020⟧ VÀO KHÔNG ĐƯỢC
password | mkk là ⟦bongda1⟧
password | passs: ⟦bongda1⟧
password | mk:⟦abc⟧
password | mk là ⟦qwerty⟧
password | mật khẩu: ⟦matkhaucuatoi⟧
password | mật khẩu là ⟦abc 123⟧
password | mk là ⟦phuongthao⟧ nhé
password password | em thử mk ⟦nam123⟧ hoặc ⟦nam321⟧ đều sai
password | pass của chồng em là ⟦thang8x⟧
password | cái pass hôm trước ad cấp là ⟦kh2288⟧ đúng ko
password | ủa mk ⟦123123⟧ sao ko dc ta
password | vào bằng mk⟦123456⟧ không được
otp | otp ⟦482913⟧
otp | OTP: ⟦482913⟧
otp | otp là ⟦482913⟧ nhé
otp | otp đây ạ ⟦482913⟧
otp | mã otp ⟦7731⟧
otp | mã OTP em nhận được ⟦482 913⟧
otp | mã otp nó gửi về là ⟦482913⟧
otp | OTP: ⟦4 8 2 9 1 3⟧
otp | otp ⟦482-913⟧
otp | opt ⟦482913⟧
otp | mã opt của e ⟦482913⟧
otp | otp⟦482913⟧
otp | ⟦482913⟧ là otp của em
otp | ⟦482 913⟧ là mã otp nha
otp | ⟦482913⟧ la ma xac thuc (OTP) cua ban
otp | Ma OTP cua quy khach la ⟦123456⟧
otp | Ma OTP cua Quy khach cho giao dich 500,000 VND tai SHOP ABC la ⟦123456⟧. Hieu luc 2 phut
otp | Quy khach dang chuyen 2,000,000VND. Ma OTP: ⟦662810⟧. Tuyet doi khong chia se
otp | Ma xac thuc: ⟦123456⟧. Tuyet doi khong chia se
otp | (VBank) Ma xac thuc OTP la ⟦902114⟧, hieu luc 3 phut
otp | Tuyet doi KHONG cung cap OTP cho bat ky ai. OTP ⟦902114⟧
otp | mã xác minh ⟦51877⟧
otp | mã xác nhận là ⟦518 772⟧
otp | ma xac nhan ⟦518772⟧
otp | ma4 xa1c nha65n la2 ⟦518772⟧
otp | max xacs thuwcj laf ⟦518772⟧
otp | code otp ⟦518772⟧
otp | sms code: ⟦518772⟧
otp | smart otp ⟦51877218⟧
otp | 2fa: ⟦119023⟧
otp | mã 2fa ⟦119023⟧
otp | google authenticator hiện ⟦119023⟧
otp | your verification code is ⟦119023⟧
otp | Login code: ⟦48291⟧. Do not give this code to anyone
otp | mã kích hoạt ⟦884412⟧
otp | mã về điện thoại là ⟦884412⟧
otp | mã em nhận được là ⟦884412⟧
otp | có người gọi xin otp em đọc ⟦884412⟧ cho họ rồi, lừa đảo đúng ko
otp | e đọc mã otp ⟦884412⟧ cho nó xong mất hết tiền
otp | nhân viên nào nhắn xin mã otp, em đưa là ⟦884412⟧
pin | mã pin ⟦1234⟧
pin | pin là ⟦1234⟧
pin | mã pin thẻ của em là ⟦778899⟧
pin | PIN: ⟦4455⟧
pin | cvv ⟦123⟧
pin | cvv: ⟦456⟧ hết hạn 12/27
pin | mã bảo mật ⟦321⟧
pin | 3 số mặt sau là ⟦456⟧
password otp | mk ⟦abc123⟧ otp ⟦482913⟧
password pin | pass ⟦tuan@1⟧, mã pin ⟦1234⟧
"""

WITHOUT = """
quên mật khẩu
quên mk rồi ad ơi
em quên mật khẩu hoangnam88 lấy lại giúp em
quen mat khau thi lam sao
quên mk tk nam88
mất mật khẩu tài khoản nam88
lấy lại mật khẩu nick thuy2001 giúp em
mã OTP không về
ma otp khong ve dt
chưa nhận được otp
otp lâu quá
otp hết hạn rồi
otp sai hoài
otp gửi về số 0912345678
OTP gửi về 0912345678 mà số đó em bỏ rồi
đợi otp 15 20 phút rồi
otp 5 phút chưa về
otp 2 tiếng ko có
bấm gửi otp 3 lần
nhập otp 3 4 lần đều sai
nhận otp lúc 8h30
mã xác nhận gửi lúc 8h30
mã xác nhận không tới máy
mã xác minh bị lỗi
otp ngày 14/11 không về
sđt nhận otp là 0987654321 nhé
không phải otp, ý em là mã giao dịch 482913
mã giao dịch 482913
mã GD: 88273645
mã lệnh rút 4829133
mã đơn nạp 552817
mã khuyến mãi TET2026
code khuyến mãi FREE50
mã thưởng VIP888 không nhận được
mk tên Hùng
mk là Hùng
mk là Hoàng Nam
mk là Tony
mk la hung ben zalo
mk là khách mới
mk là khách cũ ở đây 3 năm rồi
mk là người mới chơi
mk la ng moi
mk là sinh viên
mk là admin group
mk bị khóa 2 ngày nay
mk rút 5tr
mk rút 500k từ hôm qua
mk rut 5000000 chua ve
mk rút 1500 mà chưa thấy
mk nạp 500k
mk nạp 200 nghìn qua momo
mk chuyển 3 triệu lúc 9h
mk đặt 200k kèo Việt Nam
mk chơi tài xỉu thua 20tr
mk cược 100 điểm
mk 18 tuổi
mk 1990
mk ở hà nội
mk hỏi chút
cho mk hỏi
cho mk xin link
giúp mk với
giúp mk rút tiền
gửi mk stk
tk mk là nam88
tk mk nam88
tk của mk là nam88
acc mk hoangnam88
nick mk thuy2001
id mk 882731
stk mk 0011223344556
sđt mk 0912345678
sdt cua mk la 0912345678
mk ơi là mk
mk đã gửi ảnh rồi
mk cần gặp nhân viên
mk chưa nhận được thưởng 88k
mk lỡ tay bấm nhầm 2 lần
mk dùng iphone 12
nhập mk 3 lần
nhập sai mk 5 lần bị khóa
sai mật khẩu 5 lần
mật khẩu 8 ký tự
mật khẩu phải từ 6-12 ký tự
mật khẩu từ 6 đến 20 ký tự
mật khẩu là gì
mật khẩu là gì vậy ad
mat khau la gi
mật khẩu là bắt buộc
mk là sai
mk laf sai
mk là đúng mà
mật khẩu đúng mà không vào được
mật khẩu của em bị sai
mật khẩu không đúng
mật khẩu bị đổi lúc 2h sáng
mật khẩu mới không được
mật khẩu cũ không nhớ
mật khẩu: không nhớ
mật khẩu: quên rồi
mk: ko nhớ
mk: sai
đổi mật khẩu rút tiền
đổi mật khẩu rút tiền thế nào
đổi mk rút tiền mất bao lâu
muốn đổi pass
đặt lại mật khẩu giúp em
cấp lại mật khẩu cho tài khoản phuonglinh99
reset pass tk quocbao77
mật khẩu tài khoản quocbao77 em quên
mật khẩu rút tiền sai mà tk em là quocbao77
quên mật khẩu tài khoản là quocbao77
quên mật khẩu, tài khoản của em là quocbao77
quên mật khẩu sđt đăng ký là 0912345678
quen mat khau so dien thoai 0912345678
mật khẩu gửi về mail nào
mật khẩu gửi về hoang88@gmail.com
mật khẩu hoang88@gmail.com
mật khẩu facebook
pass facebook bị hack
mật khẩu zalo
mật khẩu vietcombank
password is wrong
password is incorrect
my password is not working
forgot password
forgot my password hoangnam88
wrong password 5 times
pass cho e acc
pass lại acc vip
pass 20 tuổi
em pass kyc rồi
pass qua vòng 1
có ai pass đồ ko
mã pin điện thoại hết pin
pin còn 20%
hết pin
pin yếu quá
sập nguồn pin 1%
pin 5000mah
điện thoại pin 3000
mã bảo mật là gì
mã pin là gì
quên mã pin
cvv là gì
otp là gì
otp là mã gì vậy
nhân viên hỏi otp của em
nv xin otp em ko cho
có người hỏi mật khẩu của em
ai đó gọi xin mk em
mật khẩu bị lộ
lộ otp rồi làm sao
google authenticator bị mất
mất mã 2fa
tắt 2fa giúp em
mã bị sai
tk nam88 rút 5tr từ 8h tối qua chưa về
hoangnam88 8h tối qua 5tr
nam88/abc123
tk nam88, thuy99 đều bị khóa
tk ngân hàng 0123456789
stk 19034567890123 techcombank
stk vcb 0011004123456
sacombank 060012345678
chuyển khoản tới 060012345678 sacombank
momo 0987654321
mã gd 251114000012345
mã giao dịch 4111111111111111
ft26318123456789
TN-7K2Q9-M4X1B-R
5.000.000
500.000đ
20:00 ngày 14/11/2026
14/11/2026
100200300
hotline 19001234
thẻ cào viettel seri 10004512345678 mã thẻ 512345678901234
nạp thẻ viettel 100k
mà em nhận được 482913 đồng
mã em gửi là RT20261114001
tk/mk em đúng mà
tk mk đúng hết sao không vào được
tài khoản mật khẩu em nhập đúng rồi
tên đăng nhập và mật khẩu ghi ở đâu
mk và chồng mk cùng chơi
khách khứa gì kỳ
khá lâu rồi
không nhận được mã 6 số
hình thẻ căn cước chụp rồi
cccd hết hạn 2025
cccd cấp ngày 14/11/2021
gửi cccd 2 mặt rồi
cmnd cũ 9 số được không
cccd gắn chip mới làm
số thẻ 4 số cuối 1111
thẻ visa nạp 500k
visa bị từ chối
thẻ atm hết hạn 12/27
chứng minh là tôi đã nạp 5000000
căn cước với sđt 0912345678
passport có được không
"""

ID_NUMBERS = """
id_number | cccd ⟦001099012345⟧
id_number | CCCD: ⟦001099012345⟧
id_number | cccd của em là ⟦001 099 012 345⟧
id_number | số cccd ⟦079.203.001.234⟧
id_number | căn cước ⟦038199004321⟧
id_number | can cuoc cong dan so ⟦038199004321⟧
id_number | thẻ căn cước: ⟦038199004321⟧ ạ
id_number | ca8n cu7o71c ⟦038199004321⟧
id_number | cawn cuwowcs laf ⟦038199004321⟧
id_number | số định danh ⟦001302015678⟧
id_number | cmnd ⟦123456789⟧
id_number | CMND ⟦123 456 789⟧
id_number | cmt của mình là ⟦012345678⟧
id_number | chứng minh nhân dân ⟦023456789⟧
id_number | chung minh ⟦023456789⟧
id_number | ⟦001099012345⟧
id_number | em gửi ⟦001099012345⟧ ad check
id_number | ⟦001099012345⟧ là cccd của em
id_number | ⟦012345678⟧ là số cmnd cũ
id_number | hộ chiếu ⟦B1234567⟧
id_number | ho chieu so ⟦C7654321⟧
id_number | passport: ⟦P1234567⟧
id_number | cccd ⟦00109901234⟧ thiếu số nào ko
card | ⟦4111 1111 1111 1111⟧
card | ⟦4111-1111-1111-1111⟧
card | ⟦4111111111111111⟧
card | ⟦5555555555554444⟧
card | ⟦3782 822463 10005⟧
card | thẻ visa ⟦4111 1111 1111 1111⟧
card | số thẻ: ⟦9704 0000 0000 0018⟧
card | so the cua em la ⟦9704 1234 5678 9012⟧
card | card number ⟦5105 1051 0510 5100⟧ exp 12/27
card pin | thẻ ⟦4111111111111111⟧ cvv ⟦123⟧
id_number card | cccd ⟦001099012345⟧, thẻ visa ⟦4111111111111111⟧
"""


def cases(table: str) -> list[str]:
    return [line.replace("⏎", "\n") for line in table.strip().splitlines()]


def marked(case: str) -> tuple[str, list[tuple[str, str]]]:
    """A line of a table as the message and its secrets (kind, characters)."""
    kinds, _, message = case.partition(" | ")
    values = [part.partition("⟧")[0] for part in message.split("⟦")[1:]]
    return message.replace("⟦", "").replace("⟧", ""), list(zip(kinds.split(), values, strict=True))


def seen(message: str) -> list[tuple[str, str]]:
    return [(one.kind, message[one.start : one.end]) for one in mask(message)[1]]


@pytest.mark.parametrize("case", cases(WITH_SECRETS + ID_NUMBERS))
def test_a_secret_becomes_dots(case: str) -> None:
    message, expected = marked(case)
    assert seen(message) == expected


@pytest.mark.parametrize("case", cases(WITH_SECRETS + ID_NUMBERS))
def test_a_secret_is_found_in_decomposed_letters(case: str) -> None:
    message, expected = marked(unicodedata.normalize("NFD", case))
    assert seen(message) == expected


@pytest.mark.parametrize("case", cases(WITH_SECRETS + ID_NUMBERS))
def test_masking_twice_gives_the_same_text_and_stretches(case: str) -> None:
    message, _ = marked(case)
    text, stretches = mask(message)
    assert mask(text) == (text, stretches)


@pytest.mark.parametrize("message", cases(WITHOUT))
def test_a_message_without_secrets_is_left_alone(message: str) -> None:
    assert seen(message) == []
    assert seen(unicodedata.normalize("NFD", message)) == []


PIECES = sorted(
    {piece for case in cases(WITH_SECRETS + ID_NUMBERS) for piece in marked(case)[0].split()}
    | {"mk", "là", ":", "otp", "\n", ",", "/", "tk", "•••", "••••••••••••", "và", "•", "482 913", '"', "(", ")", "e\u0301", "\u200b", "🙏"}
)
messages = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(messages)
def test_masking_keeps_the_length_and_what_is_outside(message: str) -> None:
    text, stretches = mask(message)
    inside = {at for one in stretches for at in range(one.start, one.end)}
    assert len(text) == len(message)
    assert all(text[at] == ("•" if at in inside else message[at]) for at in range(len(message)))


@settings(max_examples=400, deadline=None)
@given(messages)
def test_stretches_are_in_order_and_apart(message: str) -> None:
    stretches = mask(message)[1]
    assert all(one.start < one.end for one in stretches)
    assert all(one.end < other.start for one, other in zip(stretches, stretches[1:], strict=False))
    assert {one.kind for one in stretches} <= {"password", "otp", "pin", "id_number", "card"}


@settings(max_examples=600, deadline=None)
@given(messages)
def test_masking_the_masked_changes_nothing(message: str) -> None:
    text, stretches = mask(message)
    again, same = mask(text)
    assert again == text
    assert [(one.start, one.end) for one in same] == [(one.start, one.end) for one in stretches]


HOSTILE = [
    "mk " * 33_000, "mk:" * 33_000, "mk." * 33_000, "mật khẩu " * 11_000, "tk/mk " * 16_000, "otp 1 " * 16_000, "1 " * 50_000,
    "1" * 100_000, "001099012345 " * 7_000, "4111 1111 1111 1111 " * 5_000, "•" * 100_000, "••• " * 25_000, "mk ••• " * 14_000,
    'mk "' * 25_000, "mk 'a" * 20_000, "abc123 là mk " * 7_000, "mk abc123, " * 9_000, "mk a1b2 và " * 9_000, "a" * 100_000,
    "mk " + "a1" * 50_000, "mk là " + "a" * 100_000, "mật khẩu " + "abc " * 25_000, "mk" + " " * 100_000, "mk\n" * 33_000,
    "otp " + "4 " * 50_000, "cccd " + "1-" * 50_000, "e\u0301" * 50_000, "mk abc\u0301\u0301" * 10_000, "mkkkk" * 20_000,
    "mk của nam88 là " * 6_000, "quên mk tk nam88 " * 6_000, "mã xác thực " * 8_000, "1 2 3 4-" * 12_000, "(otp)" * 20_000,
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:14]))
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    began = time.perf_counter()
    mask(hostile[: len(hostile) // 10])
    tenth = time.perf_counter() - began
    began = time.perf_counter()
    mask(hostile)
    assert time.perf_counter() - began < max(2.0, 30 * tenth)


def test_kinds_are_of_the_message_type() -> None:
    assert mask("mk abc123")[1] == (Masked("password", 3, 9),)
