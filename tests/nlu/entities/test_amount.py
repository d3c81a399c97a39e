"""Amounts: exact values in every spelling, and the numbers that are no money."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.entities import amount
from bot.text import read


def values(message: str, **options: Any) -> list[int | None]:
    return [entity.value for entity in amount.find(read(message), **options)]


def only(message: str, **options: Any) -> Any:
    [entity] = amount.find(read(message), **options)
    return entity


EXACT: dict[str, int] = {
    # thousands
    "500k": 500_000,
    "500K": 500_000,
    "500 k": 500_000,
    "1200k": 1_200_000,
    "1.200k": 1_200_000,
    "1,200k": 1_200_000,
    "3.250k": 3_250_000,
    "8k8": 8_800,
    "500n": 500_000,
    "500ng": 500_000,
    "500 ng": 500_000,
    "500 ngàn": 500_000,
    "500 ngan": 500_000,
    "500 nghìn": 500_000,
    "500 nghin": 500_000,
    "50 ngàn rưỡi": 50_500,
    "50 cành": 50_000,
    "50 canh": 50_000,
    "500 cá": 500_000,
    "12.5k": 12_500,
    # millions
    "2tr": 2_000_000,
    "2 tr": 2_000_000,
    "2tr5": 2_500_000,
    "2 tr 5": 2_500_000,
    "2tr500": 2_500_000,
    "2tr500k": 2_500_000,
    "2tr05": 2_050_000,
    "1,5tr": 1_500_000,
    "1.5tr": 1_500_000,
    "1.25 triệu": 1_250_000,
    "0.5tr": 500_000,
    "0,5 triệu": 500_000,
    "1tr250": 1_250_000,
    "1tr25": 1_250_000,
    "1tr2": 1_200_000,
    "1tr200k": 1_200_000,
    "1m2": 1_200_000,
    "5m2": 5_200_000,
    "3m": 3_000_000,
    "100m": 100_000_000,
    "5 triệu": 5_000_000,
    "5 trieu": 5_000_000,
    "5triệu": 5_000_000,
    "5triệuuu": 5_000_000,
    "5 trđ": 5_000_000,
    "2 triệu5": 2_500_000,
    "2 trieu5": 2_500_000,
    "2 triệu 5": 2_500_000,
    "2 triệu 500": 2_500_000,
    "1 triệu 45": 1_450_000,
    "9 triệu 6": 9_600_000,
    "2 triệu 5 trăm": 2_500_000,
    "1 triệu 2 trăm nghìn": 1_200_000,
    "1 triệu 200": 1_200_000,
    "1 triệu 200 ngàn": 1_200_000,
    "1 triệu 500.000": 1_500_000,
    "1 triệu 500.000đ": 1_500_000,
    "12 triệu 350 nghìn": 12_350_000,
    "5 triệu đồng": 5_000_000,
    "05 triệu đồng": 5_000_000,
    "5 million": 5_000_000,
    # slang
    "1 củ": 1_000_000,
    "1 cu": 1_000_000,
    "1 củ rưỡi": 1_500_000,
    "1 cu ruoi": 1_500_000,
    "1 củ 2": 1_200_000,
    "1 cu 2": 1_200_000,
    "nửa củ": 500_000,
    "nua cu": 500_000,
    "15 củ": 15_000_000,
    "3 lít": 300_000,
    "3 lit": 300_000,
    "2 lít rưỡi": 250_000,
    "5 xị": 500_000,
    "5 xi": 500_000,
    "10 chai": 10_000_000,
    "2 chai rưỡi": 2_500_000,
    "1 tỏi": 1_000_000_000,
    "1 chẹo": 1_000_000,
    # thousands of millions
    "1 tỷ": 1_000_000_000,
    "1 tỉ": 1_000_000_000,
    "2 ty": 2_000_000_000,
    "1 tỷ 2": 1_200_000_000,
    "1ty2": 1_200_000_000,
    "1.2 tỷ": 1_200_000_000,
    "1 tỷ rưỡi": 1_500_000_000,
    "nửa tỷ": 500_000_000,
    "một tỷ hai trăm triệu": 1_200_000_000,
    "1 tỷ 250 triệu": 1_250_000_000,
    # words
    "một trăm": 100_000,
    "năm trăm": 500_000,
    "nam tram": 500_000,
    "bảy trăm": 700_000,
    "5 trăm": 500_000,
    "5 tram": 500_000,
    "5 trăm k": 500_000,
    "2 trăm rưỡi": 250_000,
    "năm trăm nghìn": 500_000,
    "nam tram nghin": 500_000,
    "nam tram ngan": 500_000,
    "ba trăm rưỡi": 350_000,
    "ba tram ruoi": 350_000,
    "trăm rưỡi": 150_000,
    "tram ruoi": 150_000,
    "hai trăm lẻ năm nghìn": 205_000,
    "hai trăm năm mươi nghìn": 250_000,
    "bảy trăm tám mươi ngàn": 780_000,
    "chín trăm chín mươi chín nghìn": 999_000,
    "một trăm hai mươi ngàn": 120_000,
    "hai chục nghìn": 20_000,
    "hai chuc ngan": 20_000,
    "năm chục củ": 50_000_000,
    "3 chục triệu": 30_000_000,
    "hai chuc trieu": 20_000_000,
    "mười triệu": 10_000_000,
    "mười lăm triệu": 15_000_000,
    "muoi hai trieu": 12_000_000,
    "hai mươi triệu": 20_000_000,
    "hai mươi lăm triệu": 25_000_000,
    "hai lăm triệu": 25_000_000,
    "hăm lăm triệu": 25_000_000,
    "hai triệu rưỡi": 2_500_000,
    "hai trieu ruoi": 2_500_000,
    "hai triệu rưởi": 2_500_000,
    "triệu hai": 1_200_000,
    "triệu rưỡi": 1_500_000,
    "trieu ruoi": 1_500_000,
    "củ rưỡi": 1_500_000,
    "củ hai": 1_200_000,
    "tỷ rưỡi": 1_500_000_000,
    "một triệu hai": 1_200_000,
    "mot trieu hai": 1_200_000,
    "chín triệu tám": 9_800_000,
    "hai triệu mốt": 2_100_000,
    "ba triệu tư": 3_400_000,
    "một triệu hai lăm": 1_250_000,
    "một triệu hai trăm": 1_200_000,
    "một triệu bảy trăm hai": 1_720_000,
    "một triệu hai trăm nghìn": 1_200_000,
    "mot trieu hai tram nghin": 1_200_000,
    "một triệu không trăm năm mươi nghìn": 1_050_000,
    "trăm triệu": 100_000_000,
    "một trăm triệu": 100_000_000,
    "hai nghìn tỷ": 2_000_000_000_000,
    # figures
    "10.000.000đ": 10_000_000,
    "10.000.000 đ": 10_000_000,
    "10.000.000": 10_000_000,
    "10,000,000 vnd": 10_000_000,
    "1,500,000 VND": 1_500_000,
    "1,500,000.00 VND": 1_500_000,
    "VND 1,500,000": 1_500_000,
    "500.000 đồng": 500_000,
    "500.000 dong": 500_000,
    "500.000₫": 500_000,
    "500,000": 500_000,
    "500000đ": 500_000,
    "500000d": 500_000,
    "10 000 000 đ": 10_000_000,
    "nạp 10 000 000": 10_000_000,
    "nạp 500000": 500_000,
    "nap 123000": 123_000,
    "5000000": 5_000_000,
    "200.137đ": 200_137,
    "1.234.567": 1_234_567,
    "số dư 1234567": 1_234_567,
    "so tien: 350000": 350_000,
    "1000đ": 1_000,
    "2500.000": 2_500_000,
    "500k đồng": 500_000,
    # raw keyboards and look-alikes
    "2 trieeuj": 2_000_000,
    "nawm trieeuj": 5_000_000,
    "5 trie65u": 5_000_000,
    "５００ｋ": 500_000,
}


@pytest.mark.parametrize(("message", "value"), list(EXACT.items()))
def test_an_expression_has_its_exact_value(message: str, value: int) -> None:
    assert values(message) == [value]


IN_SENTENCES = [
    ("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", [(5_000_000, "5tr")]),
    ("rút5tr chưa về", [(5_000_000, "5tr")]),
    ("nap500k qua momo", [(500_000, "500k")]),
    ("em rút 5trchưa thấy", [(5_000_000, "5tr")]),
    ("nạp 2trieuruoi hôm qua", [(2_500_000, "2trieuruoi")]),
    ("5tr/lần được không", [(5_000_000, "5tr")]),
    ("nạp 5tr 8h tối qua", [(5_000_000, "5tr")]),
    ("nap 5tr8h toi qua", [(5_000_000, "5tr")]),
    ("nạp 2tr 14/11 chưa lên", [(2_000_000, "2tr")]),
    ("rút 5 triệu 2 lần", [(5_000_000, "5 triệu")]),
    ("rút 5tr 2 hôm rồi", [(5_000_000, "5tr")]),
    ("rút 1 củ 2 hôm qua chưa về", [(1_200_000, "1 củ 2")]),
    ("rut 3 cu 2 lenh", [(3_000_000, "3 cu")]),
    ("không phải 1tr2 mà là 2tr1", [(1_200_000, "1tr2"), (2_100_000, "2tr1")]),
    ("nhầm, 3tr chứ k phải 5tr", [(3_000_000, "3tr"), (5_000_000, "5tr")]),
    ("nạp 500k, web cộng có 50k", [(500_000, "500k"), (50_000, "50k")]),
    ("con thieu 500 ngan, nap 1 trieu ruoi", [(500_000, "500 ngan"), (1_500_000, "1 trieu ruoi")]),
    ("rut 1 trieu tu hom qua", [(1_000_000, "1 trieu")]),
    ("nap 1 trieu sau do bi tru", [(1_000_000, "1 trieu")]),
    ("thua 2 trieu nam ngoai", [(2_000_000, "2 trieu")]),
    ("5 triệu mấy anh ơi", [(5_000_000, "5 triệu")]),
    ("1 tỷ 250 triệu, 1 lít", [(1_250_000_000, "1 tỷ 250 triệu"), (100_000, "1 lít")]),
    ("tui mần một củ rưỡi răng chưa có", [(1_500_000, "một củ rưỡi")]),
    ("dạ con rút có ba trăm ngàn hà", [(300_000, "ba trăm ngàn")]),
    ("ck nửa củ qua vcb", [(500_000, "nửa củ")]),
    ("GD -2,000,000VND luc 19:22", [(2_000_000, "2,000,000VND")]),
    ("SD giảm 2.000.000 VND", [(2_000_000, "2.000.000 VND")]),
    ("hoangnam88 8h tối qua 5.000.000", [(5_000_000, "5.000.000")]),
    ("hoangnam88\n5000000\n8h", [(5_000_000, "5000000")]),
    ("nạp 500k\n2 lần rồi", [(500_000, "500k")]),
    ("rút 5tr về vcb", [(5_000_000, "5tr")]),
    ("lệnh.500k bị treo", [(500_000, "500k")]),
    (
        "số dư hồi sáng là hai triệu ba bây giờ còn ba trăm nghìn",
        [(2_300_000, "hai triệu ba"), (300_000, "ba trăm nghìn")],
    ),
    ("rut:5tr luc:18h", [(5_000_000, "5tr")]),
    ("ST:500.000 tk:nam88", [(500_000, "500.000")]),
    ("cược xiên 5 trận 200k tỉ lệ 12.5", [(200_000, "200k")]),
    ("em nạp 5 trăm 5 chục ngàn", [(550_000, "5 trăm 5 chục ngàn")]),
    ("nạp 3 chục hông lên", [(30_000, "3 chục")]),
    ("bị trừ oan 1 triệu 2 trăm 50 nghìn", [(1_250_000, "1 triệu 2 trăm 50 nghìn")]),
    ("ruts 5 trieuj tuwf hooom qua", [(5_000_000, "5 trieuj")]),
    ("lô 23 100 điểm trúng 2 nháy", [(100_000, "100 điểm")]),
    ("số dư 1.250.300 mà còn 250.300", [(1_250_300, "1.250.300"), (250_300, "250.300")]),
    ("💰5tr💰", [(5_000_000, "5tr")]),
    ("thẻ cào 100k x 2", [(100_000, "100k")]),
    ("nạp 500k lần đầu", [(500_000, "500k")]),
]


@pytest.mark.parametrize(("message", "expected"), IN_SENTENCES)
def test_amounts_in_sentences(message: str, expected: list[tuple[int, str]]) -> None:
    assert [(entity.value, entity.raw) for entity in amount.find(read(message))] == expected


NONE = [
    "được thưởng 100% luôn",
    "tỉ số 2-1 mà tính thua",
    "kèo 0.85 sao ăn ít vậy",
    "odds 1.95 đổi thành 1.80",
    "chấp 0.75 trái",
    "tài 2.5 mà ra 3 bàn",
    "lúc 8h tối qua",
    "8h30 sáng nay",
    "luc 20:30 ngay 14/11",
    "ngày 14/11/2026",
    "14.11.2026",
    "2026-11-14 08:00",
    "sinh năm 1990",
    "em sinh 2k5",
    "gọi em số 0912345678",
    "0912.345.678",
    "+84 912 345 678",
    "đủ vòng 20 chưa",
    "vòng cược 15x",
    "trúng x3 mà trả x2",
    "em 18 tuổi rồi",
    "nạp 2 lần rồi",
    "đợi 3 ngày rồi",
    "đang xài sim 4G",
    "máy iphone 15 không vào được",
    "win 11 bị lỗi",
    "điểm danh 7 ngày",
    "em điểm danh 87 lần rồi",
    "top 10 nhận thưởng",
    "1 vé xiên",
    "mua 3 vé",
    "tk hoangnam88 bị khóa",
    "nick minh5tr bị khóa",
    "nick ongbut.2k bị khóa",
    "đánh con 36 đài miền Nam",
    "nap usdt 1 tieng roi chua len",
    "them mot ngan hang nua",
    "không còn một đồng",
    "nick 5cu không vào được",
    "user 2tr5",
    "mật khẩu 500k",
    "na5p 5tra8m chu7a va2o",
    "acc fo4 của em",
    "user tx88 không vào được",
    "stk 19034567890",
    "mã otp 123456",
    "192.168.1.1",
    "192.168.100.200",
    "chờ 24/7",
    "quay 50 vòng bị dừng",
    "thắng 3 trận liên tiếp",
    "đánh con 45 đài miền Bắc",
    "mật khẩu cũ",
    "tk cu khong vao duoc",
    "tôi chờ từ tối",
    "số 3 lần 2 là sao",
    "thua 2 quả",
    "cược đội 1 hiệp 2",
    "mất 2 tiếng đồng hồ",
    "uống 2 chai bia rồi chơi",
    "một lít xăng",
    "phần trăm hoa hồng",
    "một trăm phần trăm",
    "mấy trăm triệu của tôi",
    "hàng trăm người bị",
    "hai trăm người bị như em",
    "2 triệu người chơi",
    "công ty hai tháng không trả lời",
    "tỷ lệ cược sai",
    "tỉ số trận đấu",
    "cho em hỏi 1 tí",
    "doi em 1 ti nhe",
    "cao 1m75",
    "em ở quận 7 phường 5",
    "tầng 3 phòng 502",
    "bấm 5 lần không được",
    "lỗi 404",
    "phiên 20",
    "ván thứ 3",
    "rút thứ 7 tới giờ",
    "7h thiếu 15",
    "7h kem 15",
    "lúc 2 giờ kém 10",
    "trả 1 ăn 98",
    "ví hiện 0đ",
    "số dư 0 đồng",
    "que6n ma65t kha63u thi2 la2m sao",
    "kho6ng co2n d9u7o72ng na2o",
    "Tram oi check giup",
    "gặp anh Triệu Hải",
    "năm ngoái em chơi",
    "hai đứa em",
    "chục lần rồi",
    "nửa tiếng rồi",
    "nửa đêm hôm qua",
    "rưỡi tối qua",
    "8 rưỡi tối",
    "giá vàng hôm nay",
    "10 điểm cho chất lượng",
    "3.14159265",
    "1234567890123456789",
    "00000000000",
    "hoang_tien88",
    "tien_88",
    "@tien88",
    "lan.tien88",
    "hoang-tien88",
    "tk tien88 rut chua ve",
    "tk: tien88",
    "tk hoang_tien88 rut tien tu 8h toi qua chua ve",
]


@pytest.mark.parametrize("message", NONE)
def test_a_message_without_money_has_no_amount(message: str) -> None:
    assert values(message) == []


AMBIGUOUS = {
    "rút 500": [500, 500_000],
    "rut 500 chua ve": [500, 500_000],
    "nạp 200": [200, 200_000],
    "thua 300": [300, 300_000],
    "cược 50": [50_000, 50_000_000],
    "rút 5": [5_000, 5_000_000],
    "nạp có 20 mà": [20_000, 20_000_000],
    "rút tiền 5": [5_000, 5_000_000],
    "số tiền là: 500": [500, 500_000],
    "nap 1000": [1_000, 1_000_000],
    "rut 2000 tu sang": [2_000, 2_000_000],
    "nạp 1.5": [1_500, 1_500_000],
    "rút 500 k được": [500, 500_000],
    "ví hụt 600": [600, 600_000],
    "nạp momo 300 chưa lên": [300, 300_000],
    "rút thử 50": [50_000, 50_000_000],
    "nạp500chưa vào": [500, 500_000],
    "50 đồng": [50, 50_000],
    "200đ": [200, 200_000],
    "1tr50": [1_050_000, 1_500_000],
    "2 triệu 50": [2_050_000, 2_500_000],
    "1.250tr": [1_250_000, 1_250_000_000],
}


@pytest.mark.parametrize(("message", "candidates"), list(AMBIGUOUS.items()))
def test_what_can_be_read_in_two_ways_is_not_guessed(message: str, candidates: list[int]) -> None:
    entity = only(message)
    assert entity.value is None
    assert entity.detail["ambiguous"] is True
    assert entity.detail["candidates"] == candidates


RANGES = {
    "5-6tr": (5_000_000, 6_000_000),
    "5 - 6 tr": (5_000_000, 6_000_000),
    "5–6tr": (5_000_000, 6_000_000),
    "5 đến 6 triệu": (5_000_000, 6_000_000),
    "5 den 6 trieu": (5_000_000, 6_000_000),
    "5 6 triệu": (5_000_000, 6_000_000),
    "5-600k": (500_000, 600_000),
    "500-600k": (500_000, 600_000),
    "500k-1tr": (500_000, 1_000_000),
    "từ 500k đến 1tr5": (500_000, 1_500_000),
    "hai ba triệu": (2_000_000, 3_000_000),
    "hai ba trieu": (2_000_000, 3_000_000),
    "ba bốn trăm": (300_000, 400_000),
    "ba bốn chục nghìn": (30_000, 40_000),
    "1,5-2tr": (1_500_000, 2_000_000),
}


@pytest.mark.parametrize(("message", "ends"), list(RANGES.items()))
def test_a_range_is_its_lower_end_and_tells_the_upper(message: str, ends: tuple[int, int]) -> None:
    entity = only(message)
    assert (entity.value, entity.detail["upper"]) == ends


@pytest.mark.parametrize(
    ("message", "value"),
    [
        ("hơn 5tr", 5_000_000),
        ("hon 5tr", 5_000_000),
        ("gần 2 triệu", 2_000_000),
        ("khoảng 500k", 500_000),
        ("tầm 3 củ", 3_000_000),
        ("chừng 300 ngàn", 300_000),
        ("5 triệu mấy", 5_000_000),
        ("5 trieu may", 5_000_000),
        ("12 nghìn lẻ", 12_000),
        ("5tr hơn", 5_000_000),
    ],
)
def test_a_rough_amount_says_so(message: str, value: int) -> None:
    entity = only(message)
    assert (entity.value, entity.detail) == (value, {"approx": True})


@pytest.mark.parametrize(
    ("message", "currency", "number"),
    [
        ("50u", "USDT", 50),
        ("nạp 50 u", "USDT", 50),
        ("100 usdt", "USDT", 100),
        ("12.5 usdt", "USDT", "12.5"),
        ("1,000 USDT", "USDT", 1_000),
        ("$50", "USD", 50),
        ("50$", "USD", 50),
        ("50 đô", "USD", 50),
        ("200 usd", "USD", 200),
        ("5k usdt", "USDT", 5_000),
        ("0.015 btc", "BTC", "0.015"),
    ],
)
def test_another_currency_has_no_value_in_vnd(message: str, currency: str, number: int | str) -> None:
    entity = only(message)
    assert entity.value is None
    assert entity.detail == {"currency": currency, "number": number}


def test_points_are_worth_what_the_operator_says() -> None:
    assert only("còn 200 điểm").value == 200_000
    entity = only("con 200 diem", point_rate=10_000)
    assert (entity.value, entity.detail) == (2_000_000, {"points": 200})


def test_a_typed_sign_is_told_and_the_value_has_none() -> None:
    assert only("+500k").detail == {"sign": "+"}
    entity = only("biến động -2.000.000")
    assert (entity.value, entity.raw, entity.detail) == (2_000_000, "2.000.000", {"sign": "-"})


def test_the_answer_to_the_question_how_much_may_be_a_bare_number() -> None:
    assert values("500") == []
    assert only("500", asked=True).detail["candidates"] == [500, 500_000]
    assert values("5", asked=True) == [None]
    assert values("350000 ạ", asked=True) == [350_000]
