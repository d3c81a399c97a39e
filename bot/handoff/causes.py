"""Why a hand-off did not arrive, in words for agents and operators; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.handoff.protocol import Cause, Refused, Unreachable

WORDS: Mapping[Cause, Mapping[Literal["vi", "en"], str]] = {
    "dns": {"vi": "không tìm thấy máy chủ", "en": "server name not found"},
    "connection": {"vi": "không kết nối được", "en": "no connection"},
    "tls": {"vi": "kết nối không an toàn (chứng chỉ)", "en": "no secure connection (certificate)"},
    "timeout": {"vi": "quá lâu không trả lời", "en": "no answer in time"},
    "answer": {"vi": "trả lời không đọc được", "en": "unreadable answer"},
    "busy": {"vi": "đang bận, hẹn thử lại sau", "en": "busy, asked to try later"},
    "fault": {"vi": "máy chủ bên nhận gặp lỗi", "en": "the receiving server failed"},
    "redirect": {"vi": "địa chỉ đã chuyển sang nơi khác", "en": "the address has moved"},
    "refused": {"vi": "bên nhận từ chối", "en": "refused by the receiver"},
}
"""One short phrase per cause and language."""


def noted(error: Unreachable | Refused) -> str:
    """The error as a delivery's row keeps it: "cause: reason", the reason for whoever reads logs."""
    return f"{error.cause}: {error.reason}"


def in_words(kept: str, lang: Literal["vi", "en"]) -> str:
    """What `noted` kept, for agents and operators; "" where nothing is kept."""
    cause, _, reason = kept.partition(": ")
    known = {str(name): words for name, words in WORDS.items()}
    return known[cause][lang] if cause in known else reason or cause
