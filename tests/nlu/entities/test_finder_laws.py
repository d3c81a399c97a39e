"""Laws that hold for every finder: spans slice back, spelling of Unicode and case do not matter, hostile text ends."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message import Entity
from bot.nlu import rasa_yaml
from bot.nlu.entities import amount, bank, bank_account, case_code, email, game, phone, promotion, transaction_id
from bot.nlu.entities.lookup import Lookup
from bot.text import Text, read

LOOKUPS = Path(__file__).parents[3] / "data" / "nlu" / "lookups"


def table(kind: str) -> Lookup:
    data = rasa_yaml.read_file(LOOKUPS / f"{kind}.yml")
    return Lookup.of({name: data.synonyms[name] for name in data.lookups[kind]})


PROMOTIONS, GAMES = table("promotion"), table("game")
FINDERS: dict[str, Callable[[Text], list[Entity]]] = {
    "amount": amount.find,
    "bank": bank.find,
    "bank_account": bank_account.find,
    "case_code": case_code.find,
    "email": email.find,
    "game": lambda text: game.find(text, GAMES),
    "phone": phone.find,
    "promotion": lambda text: promotion.find(text, PROMOTIONS),
    "transaction_id": transaction_id.find,
}

WORDS = """
rút nạp 5tr 500k 2tr5 1 củ rưỡi triệu hai một trăm nghìn nửa 10.000.000đ 1,5 mã gd RT20261114001 vé W123456789 # bet id
TN-X7HYK-D21TS-9 tn tk hoangnam88 stk 19034567890 vcb mb ngân hàng quân đội momo 0912345678 +84 912 345 nam@gmail.com @
giftcode TET2026 mã km: thưởng nạp đầu điểm danh tài xỉu nổ hũ kèo châu Á xóc đĩa từ 8h tối qua chưa về - 5-6tr , . / %
gần hơn mấy khoảng số dư tiền là của em 14/11/2026 50u usdt $ điểm đồng k đ \n 😭 (028) lệnh code ma ve
""".replace("\\n", "\n").split(" ")
MESSAGES = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=10).map(" ".join),
)


@pytest.mark.parametrize("kind", FINDERS)
@given(message=MESSAGES)
@settings(max_examples=150, deadline=None)
def test_spans_slice_back_in_order_and_never_crash(kind: str, message: str) -> None:
    last = 0
    for entity in FINDERS[kind](read(message)):
        assert entity.kind == kind
        assert entity.raw == message[entity.start : entity.end] != ""
        assert entity.start >= last
        last = entity.end


def said(kind: str, message: str) -> list[tuple[str, str]]:
    found = FINDERS[kind](read(message))
    return [(str(entity.value).casefold(), str(dict(entity.detail)).casefold()) for entity in found]


@pytest.mark.parametrize("kind", FINDERS)
@given(words=st.lists(st.sampled_from(WORDS), max_size=14))
@settings(max_examples=120, deadline=None)
def test_case_and_unicode_form_do_not_matter(kind: str, words: list[str]) -> None:
    message = " ".join(words)
    expected = said(kind, message)
    assert said(kind, unicodedata.normalize("NFC", message)) == expected
    assert said(kind, unicodedata.normalize("NFD", message)) == expected
    assert said(kind, message.upper()) == expected


HOSTILE = {
    "digits": "9" * 100_000,
    "digits and spaces": "9 " * 50_000,
    "digits and dots": "1." * 50_000,
    "groups": "123 " * 25_000,
    "dotted groups": "123.456." * 12_500,
    "phones": "0912345678 " * 9_090,
    "almost phones": "091234567-" * 10_000,
    "spaced phone": "0 9 1 2 " * 12_500,
    "plus": "+84 " * 25_000,
    "at": "@" * 100_000,
    "at words": "a@" * 50_000,
    "spaced at": "a @ " * 25_000,
    "mail domains": "a@b." + "c." * 49_000,
    "mail names": "a." * 49_000 + "@gmail.com",
    "codes": "TN-X7HYK-D21TS-9 " * 5_880,
    "almost codes": "TN-X7HYK-D21TS-" * 6_660,
    "bare codes": "X7HYK-D21TS-9 " * 7_140,
    "tn": "tn" * 50_000,
    "hyphens": "a1-" * 33_333,
    "underscores": "a_1" * 33_333,
    "short codes": "a1b2c " * 16_666,
    "cues": "mã gd " * 16_666,
    "cue and joins": "mã gd la cua em " * 6_250,
    "many transactions": "mã gd RT123456 " * 6_666,
    "promotion codes": "giftcode AB12 " * 7_140,
    "accounts": "stk 19034567890 vcb " * 5_000,
    "account cue": "stk " * 25_000,
    "banks": "vcb " * 25_000,
    "account gaps": "stk " + "nguyen " * 14_000 + "19034567890",
    "amounts": "500k " * 20_000,
    "glued amounts": "5tr" * 33_333,
    "sums": "1 triệu " * 12_500,
    "ranges": "5-" * 50_000 + "6tr",
    "range words": "5 đến " * 16_666,
    "number words": "một trăm " * 11_111,
    "hundreds": "trăm " * 20_000,
    "verbs": "rút tiền có " * 8_333,
    "verb and numbers": "rút 500 " * 12_500,
    "units": "triệu" * 20_000,
    "letters": "k" * 100_000,
    "names": "thưởng nạp " * 9_090,
    "long name": "nap" * 33_333,
    "slashes": "1/" * 50_000,
    "percent": "5% " * 33_333,
    "spaces": " " * 100_000,
    "newlines": "\n" * 100_000,
    "marks": "a" + "\u0301" * 99_999,
    "emoji": "😭" * 100_000,
    "hash": "#" * 100_000,
    "hex": "0x" + "ab12" * 25_000,
    "mixed": "a1B2.c3/d4-e5_f6@g7 " * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hundred_thousand_characters_end_quickly(name: str) -> None:
    text = read(HOSTILE[name][:100_000])
    slow = {}
    for kind, find in FINDERS.items():
        start = time.perf_counter()
        find(text)
        took = time.perf_counter() - start
        if took > 1.0:
            slow[kind] = took
    assert slow == {}
