"""Banks and e-wallets."""

from __future__ import annotations

import pytest

from bot.nlu.entities import bank
from bot.text import read

FOUND = [
    ("rút về vietcombank", "Vietcombank"),
    ("VCB chưa nhận", "Vietcombank"),
    ("vietcom trừ tiền rồi", "Vietcombank"),
    ("ngân hàng ngoại thương", "Vietcombank"),
    ("techcombank", "Techcombank"),
    ("tcb của em", "Techcombank"),
    ("qua techcom chưa vào", "Techcombank"),
    ("nạp BIDV", "BIDV"),
    ("vietinbank bảo trì", "VietinBank"),
    ("viettinbank", "VietinBank"),
    ("the vietin", "VietinBank"),
    ("ngan hang cong thuong", "VietinBank"),
    ("agribank", "Agribank"),
    ("tk agri của em", "Agribank"),
    ("mb bank", "MB Bank"),
    ("mbbank", "MB Bank"),
    ("MBBANK", "MB Bank"),
    ("ngân hàng quân đội", "MB Bank"),
    ("ngan hang quan doi", "MB Bank"),
    ("rút về mb chưa tới", "MB Bank"),
    ("tk mb 0123456789", "MB Bank"),
    ("mb", "MB Bank"),
    ("MB ạ", "MB Bank"),
    ("chuyển acb", "ACB"),
    ("vp bank", "VPBank"),
    ("ck qua vp", "VPBank"),
    ("tp bank báo thành công", "TPBank"),
    ("tiên phong bank", "TPBank"),
    ("nạp bằng tp", "TPBank"),
    ("sacombank", "Sacombank"),
    ("sacom báo rồi", "Sacombank"),
    ("SCB trả lại tiền", "SCB"),
    ("hdbank", "HDBank"),
    ("minh chon VIB", "VIB"),
    ("ngân hàng VIB", "VIB"),
    ("shb", "SHB"),
    ("thẻ msb của em", "MSB"),
    ("ocb", "OCB"),
    ("eximbank", "Eximbank"),
    ("seabank", "SeABank"),
    ("lpbank", "LPBank"),
    ("Liên Việt trừ tiền", "LPBank"),
    ("ngân hàng nam á", "Nam A Bank"),
    ("nam a bank", "Nam A Bank"),
    ("ngan hang bac a", "Bac A Bank"),
    ("pvcombank", "PVcomBank"),
    ("Bản Việt", "BVBank"),
    ("ngân hàng cake", "Cake"),
    ("timo", "Timo"),
    ("shinhan", "Shinhan Bank"),
    ("nganf hangf ACB", "ACB"),
]


@pytest.mark.parametrize(("message", "name"), FOUND)
def test_a_bank_is_found_by_its_usual_name(message: str, name: str) -> None:
    assert [(entity.kind, entity.value) for entity in bank.find(read(message))] == [("bank", name)]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("nạp momo", "MoMo"),
        ("ví MoMo", "MoMo"),
        ("zalopay", "ZaloPay"),
        ("zalo pay", "ZaloPay"),
        ("viettel money", "Viettel Money"),
        ("viettelpay", "Viettel Money"),
        ("ví viettel money", "Viettel Money"),
        ("vnpay", "VNPay"),
        ("shopee pay", "ShopeePay"),
    ],
)
def test_a_wallet_says_so(message: str, name: str) -> None:
    [entity] = bank.find(read(message))
    assert (entity.value, dict(entity.detail)) == (name, {"wallet": True})


NONE = [
    "nạp ngân hàng chưa vào",
    "bank trừ tiền rồi",
    "xổ số mb hôm qua",
    "kqxs mb",
    "file 3 mb",
    "em ở tp hcm",
    "tp hồ chí minh",
    "về tp đà nẵng",
    "lên vp làm việc",
    "đông nam á cup",
    "năm à",
    "Nam ạ",
    "bắc á",
    "kèo châu á",
    "mật khẩu cũ",
    "hướng dẫn em rút",
    "hd em với",
    "don hang shopee",
    "đuôi lộc phát",
    "ăn cake",
    "mở ca mới",
    "dang ban viet nam",
    "quốc dân đồng bào",
    "hàng hải",
    "công thương",
    "nông nghiệp",
    "tk mb247 bị khóa",
    "nick vcb_nam",
    "acb88",
    "vibe",
    "nạp thẻ viettel 100k",
    "zalo 0912345678",
    "rút 5tr chưa về",
    "",
]


@pytest.mark.parametrize("message", NONE)
def test_what_names_no_bank(message: str) -> None:
    assert bank.find(read(message)) == []


def test_several_banks() -> None:
    message = "chuyển từ Vietcombank qua MB bank, techcom cũng vậy"
    assert [entity.value for entity in bank.find(read(message))] == ["Vietcombank", "MB Bank", "Techcombank"]
