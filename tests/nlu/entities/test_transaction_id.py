"""Codes of transactions and bets, and the many codes that are something else."""

from __future__ import annotations

import pytest

from bot.nlu.entities import transaction_id
from bot.text import read

FOUND = [
    ("mã gd RT20261114001 chưa về", "RT20261114001"),
    ("ma gd rt20261114001", "rt20261114001"),
    ("ma giao dich cua em la: FT26318123456", "FT26318123456"),
    ("magd FT26318772615.Em cảm ơn", "FT26318772615"),
    ("mgd 2290417756", "2290417756"),
    ("mã giao dịch đây ạ\n26318ABX77", "26318ABX77"),
    ("vé W123456789 tính sai", "W123456789"),
    ("vé cược 20931187", "20931187"),
    ("ve cuoc so 20931187 bi thua", "20931187"),
    ("bet id 883920112", "883920112"),
    ("betid: 883920112", "883920112"),
    ("mã cược #883920112", "883920112"),
    ("id cược 883920112 nhé", "883920112"),
    ("#123456789", "123456789"),
    ("phiên #1234567 tài xỉu", "1234567"),
    ("ván 4419-207 đứng im", "4419-207"),
    ("mã ván 77-20391", "77-20391"),
    ("FT26318772615", "FT26318772615"),
    ("lệnh RT7740218 kẹt", "RT7740218"),
    ("lenh rut so 8830127", "8830127"),
    ("yêu cầu rút số 119-4402", "119-4402"),
    ("don rut ma so 30295", "30295"),
    ("DH123456", "DH123456"),
    ("mã đơn 2026-11-14-001", "2026-11-14-001"),
    ("mã lệnh WD-20261114-0099 pending", "WD-20261114-0099"),
    ("mã lệnh 66201PQ cancel nhé", "66201PQ"),
    ("8F3K29XQ7A", "8F3K29XQ7A"),
    ("ref 1234567", "1234567"),
    ("số tham chiếu: 26318-998877", "26318-998877"),
    ("so but toan 0034987712", "0034987712"),
    ("order id: 55AB1209", "55AB1209"),
    ("mã nạp NP883-1120, chưa vào", "NP883-1120"),
    ("code 123456", "123456"),
    ("gd 20261114001", "20261114001"),
    ("mã W20448", "W20448"),
    ("ma 3302841", "3302841"),
    ("mã đúng 77120944831", "77120944831"),
    ("mã gd 14112026", "14112026"),
    ("txid 0x" + "9f8b7c6d" * 8, "0x" + "9f8b7c6d" * 8),
    ("mã tra soát 5f2c1a90-77aa-4c1e-9d1b-0a1b2c3d4e5f", "5f2c1a90-77aa-4c1e-9d1b-0a1b2c3d4e5f"),
    ("MBVCB.3278907687.019443.CT tu 0011", "MBVCB.3278907687.019443"),
    ("mgd26318000912", "26318000912"),
    ("mã gd 8812 3456 78 nhé", "8812 3456 78"),
    ("mã giao dịch MoMo 58812345678", "58812345678"),
    ("lệnh#8812345", "8812345"),
    ("ma don:DH99881", "DH99881"),
    ("ma tham chieu ORD_998812 dum em", "ORD_998812"),
]


@pytest.mark.parametrize(("message", "code"), FOUND)
def test_a_code_is_found_as_it_was_typed(message: str, code: str) -> None:
    [entity] = transaction_id.find(read(message))
    assert (entity.kind, entity.value, entity.raw) == ("transaction_id", code, code)


def test_codes_in_a_row_share_their_cue() -> None:
    found = transaction_id.find(read("mã lệnh 111222, 111223 và 111224 đều treo"))
    assert [entity.value for entity in found] == ["111222", "111223", "111224"]


NONE = [
    "tk nam123456 rút chưa về",
    "nick hoangnam88",
    "nam123456",
    "hoangnam1992 8h tối qua 5tr",
    "nam1992vip88",
    "user: RT123456789",
    "acc tuan_199812 bị khóa",
    "tên đăng nhập ABC12345678",
    "id 12345678",
    "lqt199512",
    "0912345678",
    "sdt 0912 345 678",
    "lệnh rút 500000 chưa về",
    "lenh rut 5000000",
    "lệnh rút 2tr5",
    "lệnh 1200k",
    "đơn nạp 10.000.000",
    "rút 500000",
    "14112026",
    "ngày 14/11/2026",
    "lúc 20h30 14/11",
    "mb247",
    "bidv, vcb",
    "fo4 bị văng",
    "giftcode TET2026",
    "mã khuyến mãi NAP100",
    "ma km NAP2026",
    "nhập code ABC888 báo lỗi",
    "code TETVUI24 da dung roi",
    "voucher SN0099",
    "mã TN-X7HYK-D21TS-9",
    "mã hỗ trợ TN7K3QF9ZXW28",
    "mã otp 123456",
    "mã xác nhận 123456",
    "mã pin 445566",
    "em lỡ đưa mã 482913 cho nó",
    "thẻ vina seri 59000012345678 mã 918273645546372",
    "mã lỗi E1002",
    "đăng nhập thất bại (mã 10042)",
    "gửi mã lỗi: #AC-5521",
    "về 12345678",
    "vẫn 12345 lần",
    "nạp rồi mà 500k chưa vào",
    "khong phai abc12345 ma la abc12346",
    "không phải hoanglong11 mà là hoanglong17",
    "nam1234567@gmail.com",
    "https://t.me/abc123456",
    "vao trang abc123.com khong duoc",
    "stk 19034567890123",
    "iphone 15 promax",
    "mã giao dịch là gì",
    "tie6n2 chu7a va2o ta2i khoa3n",
    "quay 500 vòng",
    "",
]


@pytest.mark.parametrize("message", NONE)
def test_other_numbers_and_names_are_none(message: str) -> None:
    assert transaction_id.find(read(message)) == []
