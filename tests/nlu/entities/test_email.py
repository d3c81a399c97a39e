"""E-mail addresses."""

from __future__ import annotations

import pytest

from bot.nlu.entities import email
from bot.text import read

FOUND = [
    ("nam@gmail.com", "nam@gmail.com"),
    ("NAM.88@GMAIL.COM", "nam.88@gmail.com"),
    ("mail em là nam_88@gmail.com nhé", "nam_88@gmail.com"),
    ("email:nam-88@yahoo.com.vn.", "nam-88@yahoo.com.vn"),
    ("(nam+test@outlook.com)", "nam+test@outlook.com"),
    ("nam88@gmail. com", "nam88@gmail.com"),
    ("nam88@gmail .com", "nam88@gmail.com"),
    ("nam88@gmail com", "nam88@gmail.com"),
    ("nam88@gmail,com", "nam88@gmail.com"),
    ("nam88 @gmail.com", "nam88@gmail.com"),
    ("nam88@ gmail.com", "nam88@gmail.com"),
    ("nam88 @ gmail. com", "nam88@gmail.com"),
    ("nam.tran @ yahoo.com.vn", "nam.tran@yahoo.com.vn"),
    ("nguyenvana @gmail.com", "nguyenvana@gmail.com"),
    ("a1@b2.vn", "a1@b2.vn"),
    ("hoa@cong-ty.com.vn", "hoa@cong-ty.com.vn"),
    ("hoa@mail.cong-ty.vn", "hoa@mail.cong-ty.vn"),
    ("0912345678@gmail.com", "0912345678@gmail.com"),
    ("nam@icloud.com", "nam@icloud.com"),
    ("nam@hotmail.com, 0912345678", "nam@hotmail.com"),
    ("gmail nguyetcat.shop@gmail.com", "nguyetcat.shop@gmail.com"),
    ("nam@gmail.com/hoa", "nam@gmail.com"),
    ("nam@proton.me", "nam@proton.me"),
    ("nam@gmail.con", "nam@gmail.con"),
    ("đổi mail\nnam@gmail.com\ngiúp em", "nam@gmail.com"),
    ("ｎａｍ＠ｇｍａｉｌ．ｃｏｍ", "nam@gmail.com"),
]


@pytest.mark.parametrize(("message", "address"), FOUND)
def test_an_address_is_found_in_lower_case(message: str, address: str) -> None:
    assert [(entity.kind, entity.value) for entity in email.find(read(message))] == [("email", address)]


@pytest.mark.parametrize("message", ["nam88@gmail", "mail nam88@yahoo nhé", "nam88 @ gmail"])
def test_an_address_without_its_ending_has_no_value(message: str) -> None:
    [entity] = email.find(read(message))
    assert (entity.value, dict(entity.detail)) == (None, {"incomplete": True})


def test_two_addresses() -> None:
    message = "đổi từ nam@gmail.com sang hoa@gmail.com"
    assert [entity.value for entity in email.find(read(message))] == ["nam@gmail.com", "hoa@gmail.com"]


NONE = [
    "gmail.com",
    "mail của em",
    "@nam88",
    "tele @hotro_vip_99",
    "gửi vào @gmail.com",
    "@ gmail.com",
    "nam88@",
    "nam88@ sao rồi",
    "nam@@gmail.com",
    "nam88@.com",
    "nam88@com",
    "a@b",
    "nick: nam@88",
    "5tr @ 8h",
    "rút 5tr@8h",
    "???@???",
    "@@@@@@",
    "hotro tại web.com",
    "http://nam.com",
    "em nhắn cho @admin rồi",
    "nam88 gmail com",
    "nam a cong gmail cham com",
    "pass abc@123",
    "nam.@gmail.com",
    "liên hệ @cskh.",
    "",
]


@pytest.mark.parametrize("message", NONE)
def test_what_is_no_address(message: str) -> None:
    assert email.find(read(message)) == []
