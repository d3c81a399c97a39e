"""Case codes in messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.codes import make
from bot.nlu.entities import case_code
from bot.text import read

CODE = "TN-X7HYK-D21TS-9"

RIGHT = [
    "TN-X7HYK-D21TS-9",
    "tn-x7hyk-d21ts-9",
    "TNX7HYKD21TS9",
    "tnx7hykd21ts9",
    "mã TN X7HYK D21TS 9",
    "mã TN-X7HYK-D21TS-9 tới đâu rồi",
    "maTN-X7HYK-D21TS-9",
    "kiem tra giup em tn-x7hyk-d21ts-9 voi",
    "hồ sơ số TN-X7HYK-D21TS-9, cảm ơn",
    "(TN-X7HYK-D21TS-9)",
    "TN.X7HYK.D21TS.9",
    "TN_X7HYK_D21TS_9",
    "TN: X7HYK-D21TS-9",
    "TN - X7HYK - D21TS - 9",
    "TN–X7HYK–D21TS–9",
    "TN-X7HYK-D2lTS-9",
    "tn-x7hyk-d2its-9",
    "X7HYK-D21TS-9 sao rồi ad",
    "x7hyk-d21ts-9",
    "mã hỗ trợ: X7HYKD21TS9",
    "ma ho tro la x7hykd21ts9",
    "case X7HYKD21TS9",
    "ＴＮ－Ｘ７ＨＹＫ－Ｄ２１ＴＳ－９",
    "T\u200bN-X7HYK-D21TS-9",
    "em hỏi vụ\nTN-X7HYK-D21TS-9\nnhé",
    "ТN-X7HYK-D21TS-9",
]


@pytest.mark.parametrize("message", RIGHT)
def test_a_code_is_found_and_written_as_ours(message: str) -> None:
    [entity] = case_code.find(read(message))
    assert (entity.kind, entity.value, dict(entity.detail)) == ("case_code", CODE, {})


MISTYPED = [
    "TN-X7HYK-D21TS-8",
    "mã TN X7HYK D21TS 8",
    "TN-7K3QF-9ZXW2-8",
    "tn7k3qf9zxw28",
    "mã TN 7K3QF 9ZXW2 8",
    "TN-X7HYK-D21TS",
    "TN-X7HYK-D21T-9",
    "TN-X7HYK-D21TSS-9",
    "TN-X7HYU-D21TS-9",
]


@pytest.mark.parametrize("message", MISTYPED)
def test_a_mistyped_code_is_found_without_a_value(message: str) -> None:
    [entity] = case_code.find(read(message))
    assert (entity.value, dict(entity.detail)) == (None, {"invalid": True})


NONE = [
    "tn nhung chung toi khong",
    "tn khong nhan duoc gi",
    "tin nhắn không nhận được",
    "em o tn tay ninh",
    "tnthanhngoc95",
    "tk tnthanhngoc95 bị khóa",
    "tnguyenvan95 không vào được",
    "mã gd RT20261114001",
    "FT26318123456",
    "TN",
    "TN-12",
    "TN-2026-1114",
    "mã nạp NP883-1120",
    "mã TN2NAM nhập không được",
    "mã hỗ trợ là gì",
    "case của em sao rồi",
    "0912345678",
    "sdt 0912-345-678",
    "12345-67890-1",
    "abcde-fghjk-m",
    "iphone-15pro-max",
    "tn 5tr 8h toi qua chua ve",
    "btn-x7hyk-d21ts-9",
    "TN-X7HYK-D21TS-99ABC",
    "rút 5tr chưa về",
    "",
]


@pytest.mark.parametrize("message", NONE)
def test_words_and_other_codes_are_none(message: str) -> None:
    assert case_code.find(read(message)) == []


def test_several_codes_of_one_message_stand_in_order() -> None:
    message = f"{make(1)} với {make(2)} là một vụ"
    assert [entity.value for entity in case_code.find(read(message))] == [make(1), make(2)]


@given(st.integers(0, 2**50 - 1), st.sampled_from(["mã {} ạ", "{}", "tk nam88, {}.", "check {} gium"]))
def test_every_code_of_ours_is_found(bits: int, frame: str) -> None:
    [entity] = case_code.find(read(frame.format(make(bits))))
    assert entity.value == entity.raw == make(bits)
