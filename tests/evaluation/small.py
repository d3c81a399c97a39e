"""A small trained model and its messages, for tests that need a real one and not a good one."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bot.nlu.rasa_yaml import Example, NluData
from bot.nlu.training import train
from bot.nlu.understand import Understander

_WORDS = "mãi hoài quá lâu vẫn giờ này hôm qua tối sáng trưa chiều nay".split()
_SAID = {
    "late": "rút tiền {} chưa về tài khoản",
    "deposit": "nạp tiền {} không vào ví",
    "password": "đổi mật khẩu {} thế nào",
    "distress": "không muốn sống {} nữa",
}
MESSAGES = tuple((line.format(word), intent) for intent, line in _SAID.items() for word in _WORDS)


@cache
def model() -> Path:
    """A trained model; the folder goes when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="tiepnhan-test-")
    _KEPT.append(folder)
    place = Path(folder.name) / "model"
    train(NluData(tuple(Example(text, intent) for text, intent in MESSAGES)), place)
    return place


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def understander() -> Understander:
    """The model, loaded."""
    return Understander.load(model())
