"""A value that the message itself takes back is no value; the one that holds remembers it."""

from __future__ import annotations

import pytest

from bot.nlu.entities.recognise import Grammars, recognise

GRAMMARS = Grammars()

CORRECTED = [
    ("ko phải 5tr mà 5tr5 nha", "amount", 5_500_000, 5_000_000),
    ("2tr chứ ko phải 3tr", "amount", 2_000_000, 3_000_000),
    ("sửa 3tr thành 3tr5 giúp em", "amount", 3_500_000, 3_000_000),
    ("khong phai 500k ma la 50k", "amount", 50_000, 500_000),
    ("không phải 5tr đâu, 4tr thôi", "amount", 4_000_000, 5_000_000),
    ("nhầm, 800k chứ không phải 80k", "amount", 800_000, 80_000),
    ("ko phải vcb mà là tcb", "bank", "Techcombank", "Vietcombank"),
    ("đổi từ 1tr2 sang 2tr1", "amount", 2_100_000, 1_200_000),
]


@pytest.mark.parametrize(("text", "kind", "right", "wrong"), CORRECTED)
def test_only_the_right_value_is_kept(text: str, kind: str, right: object, wrong: object) -> None:
    (entity,) = [each for each in recognise(text, GRAMMARS) if each.kind == kind]
    assert (entity.value, entity.detail["instead_of"]) == (right, wrong)


def test_times_too() -> None:
    (entity,) = recognise("không phải 20h mà là 21h tối qua", GRAMMARS)
    assert entity.raw == "21h tối qua"
    assert "instead_of" in entity.detail


KEPT = [
    ("rút 5tr và nạp 3tr đều chưa vào", 2),
    ("không rút 5tr nữa, rút 3tr", 2),
    ("nạp 200k lúc sáng, 300k lúc chiều", 2),
    ("thưởng 100k không phải cược gì, nạp 200k", 2),
]


@pytest.mark.parametrize(("text", "count"), KEPT)
def test_two_values_that_both_hold_stay(text: str, count: int) -> None:
    assert len([each for each in recognise(text, GRAMMARS) if each.kind == "amount"]) == count
