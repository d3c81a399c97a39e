from __future__ import annotations

from typing import get_args

import pytest

from bot.evidence.texts import INSTEAD, TEXTS, Lang, refusal_text
from bot.evidence.values import Kind, Limits, Reason, Refused


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_is_said_in_both_languages(reason: Reason, lang: Lang) -> None:
    text = refusal_text(Refused(reason), lang)
    assert "{" not in text
    assert text.endswith(".")


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("kind", get_args(Kind))
def test_the_tone_is_that_of_the_assistant(reason: Reason, kind: Kind) -> None:
    text = refusal_text(Refused(reason, kind=kind), "vi")
    assert text.startswith("Dạ, ")
    assert "Anh/chị" in text
    assert " ạ" not in text
    assert "Quý khách" not in text


def test_tables_are_whole() -> None:
    assert set(TEXTS) == set(get_args(Reason))
    assert set(INSTEAD) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("refused", "limits", "part"),
    [
        (Refused("too_big", kind="image", most=10_000_000), None, "tối đa 10 MB. Anh/chị chụp màn hình"),
        (Refused("too_big", kind="video", most=20_000_000), None, "tối đa 20 MB. Anh/chị quay đoạn ngắn hơn"),
        (Refused("too_big", kind="voice", most=2_500_000), None, "tối đa 2.5 MB. Anh/chị ghi âm ngắn hơn"),
        (Refused("too_big", kind="file"), Limits(file=3_000_000), "tối đa 3 MB. Anh/chị chụp màn hình phần cần gửi"),
    ],
)
def test_what_is_too_big_is_told_the_limit_of_its_kind(refused: Refused, limits: Limits | None, part: str) -> None:
    assert part in refusal_text(refused, "vi", limits)
