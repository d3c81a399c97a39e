"""Why a hand-off did not arrive, in words for agents and operators; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.handoff.protocol import Cause

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
