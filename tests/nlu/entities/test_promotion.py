"""Promotions of the table that comes with the product, and codes for promotions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import rasa_yaml
from bot.nlu.entities import promotion
from bot.nlu.entities.lookup import Lookup
from bot.text import read

DATA = rasa_yaml.read_file(Path(__file__).parents[3] / "data" / "nlu" / "lookups" / "promotion.yml")
TABLE = Lookup.of({name: DATA.synonyms[name] for name in DATA.lookups["promotion"]})


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("thưởng nạp đầu đâu", "thưởng nạp đầu"),
        ("thuong nap dau", "thưởng nạp đầu"),
        ("km nạp đầu", "thưởng nạp đầu"),
        ("khuyen mai nap lan dau", "thưởng nạp đầu"),
        ("bonus nạp đầu chưa có", "thưởng nạp đầu"),
        ("nạp lần 2", "thưởng nạp lần hai"),
        ("km nap lan 2", "thưởng nạp lần hai"),
        ("thưởng nạp lại thiếu", "thưởng nạp lại"),
        ("thưởng nạp usdt", "thưởng nạp USDT"),
        ("quà tân thủ", "thưởng thành viên mới"),
        ("thuong chao mung", "thưởng thành viên mới"),
        ("hoàn trả tuần này", "hoàn trả"),
        ("tien hoan tra", "hoàn trả"),
        ("hoàn tiền cược thua", "hoàn tiền cược thua"),
        ("bao hiem cuoc thua", "hoàn tiền cược thua"),
        ("cashback tháng trước", "cashback"),
        ("cash back", "cashback"),
        ("điểm danh hôm nay", "điểm danh"),
        ("DIEM DANH KHONG CONG", "điểm danh"),
        ("vòng quay may mắn", "vòng quay may mắn"),
        ("lucky spin", "vòng quay may mắn"),
        ("free spin đâu", "vòng quay miễn phí"),
        ("freebet 50k", "freebet"),
        ("vé cược miễn phí", "freebet"),
        ("giftcode sai", "giftcode"),
        ("mã khuyến mãi lỗi", "giftcode"),
        ("giới thiệu bạn bè", "giới thiệu bạn bè"),
        ("thưởng vip tháng", "thưởng VIP"),
        ("quà lên cấp", "thưởng thăng cấp"),
        ("thuong sinh nhat", "thưởng sinh nhật"),
        ("lì xì tết", "lì xì"),
        ("lixi", "lì xì"),
        ("thưởng tuần", "thưởng tuần"),
        ("nhiệm vụ hàng ngày", "nhiệm vụ hàng ngày"),
        ("đua top tuần", "đua top"),
        ("giờ vàng 12h", "giờ vàng"),
        ("thuowngr nap ddaau cuar em", "thưởng nạp đầu"),
    ],
)
def test_a_promotion_is_found_by_its_name(message: str, name: str) -> None:
    found = promotion.find(read(message), TABLE)
    assert [(entity.kind, entity.value, dict(entity.detail)) for entity in found] == [("promotion", name, {})]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("giftcode TET2026 không dùng được", "TET2026"),
        ("mã km NAP100", "NAP100"),
        ("ma khuyen mai nap2026", "nap2026"),
        ("nhập code ABC888 báo lỗi", "ABC888"),
        ("nhap ma VUI99 k dc", "VUI99"),
        ("code TETVUI24 đã dùng rồi", "TETVUI24"),
        ("mã LIXI888 hết hạn", "LIXI888"),
        ("code KM50 báo hết hạn", "KM50"),
        ("mã km: TANTHU", "TANTHU"),
        ("mã thưởng CUOITUAN không ăn", "CUOITUAN"),
        ("voucher SN-0099", "SN-0099"),
        ("mã quà tặng của em là QT88A1", "QT88A1"),
    ],
)
def test_a_code_for_a_promotion_is_kept_as_typed(message: str, code: str) -> None:
    codes = [entity for entity in promotion.find(read(message), TABLE) if entity.detail]
    assert [(entity.value, dict(entity.detail)) for entity in codes] == [(code, {"code": True})]


@pytest.mark.parametrize(
    "message",
    [
        "khuyến mãi gì không",
        "thưởng của em đâu",
        "TIỀN NẠP ĐÂU???",
        "nap dau vay ad",
        "hom qua thang keo",
        "nap roi ma thuong khong thay",
        "em nạp tiền rồi",
        "em thường nạp buổi tối",
        "thuong nap buoi toi",
        "hoàn tiền cho tôi",
        "yêu cầu hoàn lại tiền",
        "hoàn cược trận hủy",
        "em thua liên tiếp 10 ván",
        "thắng liên tiếp mà bị khóa",
        "làm nhiệm vụ online kiếm tiền",
        "nạp mỗi ngày",
        "mời bạn vào nhóm",
        "điểm của em đâu",
        "sinh nhật em hôm nay",
        "mã gd RT20261114001",
        "mã otp 123456",
        "mã cược 883920112",
        "không phải hoanglong11 mà là hoanglong17",
        "khong phai abc111 ma la abc112",
        "nhập mã không được",
        "giftcode nhập không được",
        "code 123456",
        "vip 5",
        "",
    ],
)
def test_other_words_are_no_promotions(message: str) -> None:
    found = promotion.find(read(message), TABLE)
    assert [entity for entity in found if entity.value != "giftcode"] == []
