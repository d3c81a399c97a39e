"""How long a turn waits, as a table; and laws over all arrivals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Domain
from bot.message import Attachment, Masked, Message
from bot.nlu.understand import Understander
from bot.runtime.settle import LONGEST, quiet, remaining
from bot.text.zone import VIETNAM
from tests.runtime.conftest import START


@pytest.mark.parametrize(
    ("text", "asking", "seconds"),
    [
        ("tôi không muốn sống nữa", False, 0.0),
        ("cho mình gặp nhân viên", False, 0.0),
        ("khóa tài khoản giùm em, em muốn cai cờ bạc", False, 0.0),
        ("/start", False, 0.0),
        ("rút tiền từ hôm qua mà chưa về", False, 1.2),
        ("bao lâu thì tiền về", False, 1.2),
        ("chào shop", False, 4.0),
        ("hoangnam88", False, 4.0),
        ("hoangnam88", True, 1.2),
        ("5 triệu", True, 1.2),
    ],
)
def test_quiet(domain: Domain, understander: Understander, text: str, asking: bool, seconds: float) -> None:
    parse = understander.parse(text, START.astimezone(VIETNAM))
    assert quiet(domain, Message("m1", text), parse, pressed=False, asking=asking) == seconds


def test_quiet_without_words(domain: Domain) -> None:
    picture = Message("m1", "", attachments=(Attachment("image", "e1"),))
    assert quiet(domain, picture, None, pressed=False, asking=False) == 4.0
    assert quiet(domain, picture, None, pressed=False, asking=True) == 1.2
    assert quiet(domain, Message("m1", "Đúng rồi"), None, pressed=True, asking=False) == 0.0


def test_a_secret_is_answered_at_once(domain: Domain, understander: Understander) -> None:
    hidden = Message("m1", "mật khẩu là ••••••", masked=(Masked("password", 12, 18),))
    parse = understander.parse(hidden.text, START.astimezone(VIETNAM), hidden.masked)
    assert quiet(domain, hidden, parse, pressed=False, asking=False) == 0.0


def _after(*arrivals: tuple[float, float], typing: float | None = None, now: float) -> float:
    pending = [(START + timedelta(seconds=at), wait) for at, wait in arrivals]
    typing_at = START + timedelta(seconds=typing) if typing is not None else None
    return remaining(pending, typing_at, START + timedelta(seconds=now), 6.0)


@pytest.mark.parametrize(
    ("arrivals", "typing", "now", "left"),
    [
        ([(0, 1.2)], None, 0, 1.2),
        ([(0, 1.2)], None, 1.2, 0),
        ([(0, 4.0), (1, 1.2)], None, 1, 1.2),
        ([(0, 1.2), (1, 4.0)], None, 1, 1.2),
        ([(0, 4.0), (1, 0.0)], None, 1, 0),
        ([(0, 1.2)], 1.0, 1.0, 3.0),
        ([(0, 1.2)], 5.0, 5.0, 1.0),
        ([(2, 1.2)], 1.0, 2.0, 1.2),
        ([(0, 4.0), (13, 4.0)], None, 14, 1),
        ([(3600, 1.2)], None, 0, 0),
    ],
)  # fmt: skip
def test_remaining(arrivals: list[tuple[float, float]], typing: float | None, now: float, left: float) -> None:
    assert _after(*arrivals, typing=typing, now=now) == pytest.approx(left)


@given(
    st.lists(st.tuples(st.floats(0, 60), st.sampled_from([0.0, 1.2, 4.0])), min_size=1, max_size=6),
    st.none() | st.floats(0, 60),
    st.floats(0, 120),
)
def test_nobody_waits_longer_than_the_longest(
    arrivals: list[tuple[float, float]], typing: float | None, now: float
) -> None:
    ordered = sorted(arrivals)
    left = _after(*ordered, typing=typing, now=now)
    assert 0 <= left <= max(0.0, ordered[0][0] + LONGEST - now)
