"""What DBOS keeps is JSON whatever it is handed, and tells nothing that an exception's message might."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.jobs.serializer import JobFailed, JsonSerializer


@pytest.mark.parametrize("data", [None, {"args": ["c", {"ố": [1, 2.5, "\u0000\ud83d"]}], "kwargs": {}}, [], "x"])
def test_json_comes_back_as_it_was(data: Any) -> None:
    text = JsonSerializer().serialize(data)
    assert text.isascii()
    assert JsonSerializer().deserialize(text) == data


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (JobFailed("ValueError at x.py:3 in run 8"), "JobFailed: ValueError at x.py:3 in run 8"),
        (ValueError("matkhau123"), "ValueError"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
    ],
)
def test_an_exception_is_its_name(error: BaseException, said: str) -> None:
    text = JsonSerializer().serialize(error)
    json.loads(text)
    assert "matkhau123" not in text
    back = JsonSerializer().deserialize(text)
    assert isinstance(back, JobFailed)
    assert str(back) == said


@pytest.mark.parametrize("data", [object(), {1, 2}, float("nan"), b"x"])
def test_anything_else_is_refused(data: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        JsonSerializer().serialize(data)
