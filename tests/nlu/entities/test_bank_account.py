"""Numbers of bank accounts."""

from __future__ import annotations

import pytest

from bot.nlu.entities import bank_account
from bot.text import read

FOUND = [
    ("stk 19034567890", "19034567890"),
    ("STK: 19034567890", "19034567890"),
    ("stk19034567890", "19034567890"),
    ("stk 0912345678", "0912345678"),
    ("stk em là 123456", "123456"),
    ("stk của em 1903456789012", "1903456789012"),
    ("stk nhận tiền là 1903456789012", "1903456789012"),
    ("stk vcb của em là 19034567890", "19034567890"),
    ("stk 1903 4567 8901 2 vcb", "1903456789012"),
    ("stk 1903.4567.8901", "190345678901"),
    ("số tài khoản 101234567890", "101234567890"),
    ("số tài khoản: 101 234 567 890 NGUYEN VAN A", "101234567890"),
    ("so tai khoan cua toi la 101234567890", "101234567890"),
    ("so tk 101234567890", "101234567890"),
    ("số tk ngân hàng 101234567890", "101234567890"),
    ("tk ngân hàng 101234567890", "101234567890"),
    ("tk nh 101234567890", "101234567890"),
    ("account number 101234567890", "101234567890"),
    ("stk NGUYEN VAN A 101234567890", "101234567890"),
    ("stk vietcombank, nguyen van a, 101234567890", "101234567890"),
    ("vcb 1903456789012", "1903456789012"),
    ("Vietcombank: 1903456789012", "1903456789012"),
    ("1903456789012 techcombank", "1903456789012"),
    ("1903456789012 - ngân hàng techcombank", "1903456789012"),
    ("tk 0123456789 vietcombank", "0123456789"),
    ("mb 0912345678", "0912345678"),
    ("stk 19034567890 lúc 8h", "19034567890"),
    ("stk 19034567890 rút 5000000", "19034567890"),
    ("stk 19034567890 500k", "19034567890"),
    ("stk 19034567890 14/11", "19034567890"),
    ("đổi stk cũ sang stk mới 19034567890", "19034567890"),
]


@pytest.mark.parametrize(("message", "number"), FOUND)
def test_an_account_is_found_as_digits(message: str, number: str) -> None:
    [entity] = bank_account.find(read(message))
    assert (entity.kind, entity.value, dict(entity.detail)) == ("bank_account", number, {"last4": number[-4:]})


def test_two_accounts() -> None:
    found = bank_account.find(read("đổi stk 19034567890 thành stk 19034567899"))
    assert [entity.value for entity in found] == ["19034567890", "19034567899"]


NONE = [
    "19034567890",
    "0912345678",
    "tk 0912345678",
    "tk hoangnam88",
    "tài khoản 123456",
    "sdt 0912345678 vcb",
    "zalo 0912345678 vietcombank",
    "qua momo 0912345678",
    "nạp vcb 500000 chưa vào",
    "nap vcb 5000000",
    "nạp 10000000 vcb",
    "em rút về stk vcb 5000000",
    "rút về stk 500000",
    "acb 14112026",
    "vcb ngày 20261114",
    "stk của em bị sai",
    "stk đuôi 4471",
    "stk sai rồi, mã gd 8830127",
    "mã gd 190345678901 vcb",
    "stk em sai, gọi em số điện thoại 0912345678",
    "vietcombank 12345",
    "agribank 1234567",
    "rút 5tr về stk",
    "số tiền 5000000",
    "12345678901234567890",
    "stk 12345",
    "stk 12345678901234567890123",
    "cccd 001099999999 vcb",
    "",
]


@pytest.mark.parametrize("message", NONE)
def test_other_numbers_are_none(message: str) -> None:
    assert bank_account.find(read(message)) == []
