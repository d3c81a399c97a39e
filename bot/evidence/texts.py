"""What a customer reads when a file was not taken: what is taken and what to do instead; it decides nothing."""

from __future__ import annotations

from typing import Literal

from bot.evidence.values import Limits, Reason, Refused

Lang = Literal["vi", "en"]

TEXTS: dict[Reason, dict[Lang, str]] = {
    "empty": {
        "vi": "Dạ, tệp anh/chị gửi chưa có nội dung. Anh/chị gửi lại giúp em nhé.",
        "en": "The file arrived empty. Please send it once more.",
    },
    "too_big": {
        "vi": "Dạ, tệp này lớn quá, em nhận được tối đa {most} MB. {instead}",
        "en": "This file is too large; I can take {most} MB at most. {instead}",
    },
    "too_many_pixels": {
        "vi": "Dạ, ảnh này có kích thước lớn quá. Anh/chị chụp màn hình rồi gửi lại giúp em.",
        "en": "This picture has too many pixels. Please take a screenshot of it and send that.",
    },
    "unreadable": {
        "vi": "Dạ, tệp này em không mở được, có thể bị lỗi khi gửi. Anh/chị chụp màn hình rồi gửi lại giúp em.",
        "en": "I could not open this file; it may have been damaged on the way. Please send a screenshot instead.",
    },
    "moving_picture": {
        "vi": "Dạ, em chưa nhận được ảnh động. Anh/chị chụp màn hình rồi gửi lại giúp em.",
        "en": "I cannot take moving pictures (GIF). Please take a screenshot and send that.",
    },
    "kind_not_taken": {
        "vi": "Dạ, loại tệp này em chưa nhận được. Em nhận ảnh (JPEG, PNG, WebP, HEIC), PDF, video và ghi âm. "
        "Anh/chị chụp màn hình rồi gửi lại giúp em.",
        "en": "I cannot take this kind of file. I can take pictures (JPEG, PNG, WebP, HEIC), PDF, video and voice messages. "
        "Please take a screenshot and send that.",
    },
    "unsafe": {
        "vi": "Dạ, tệp này không an toàn nên hệ thống không nhận. Anh/chị chụp màn hình phần cần gửi rồi gửi ảnh giúp em.",
        "en": "This file is not safe to open, so it was not taken. Please send a screenshot of the part that matters.",
    },
    "try_later": {
        "vi": "Dạ, hệ thống đang bận nên chưa nhận được tệp. Anh/chị gửi lại giúp em sau một phút.",
        "en": "The system is busy and did not take the file. Please send it again in a minute.",
    },
}
"""One sentence or two per reason. `{most}` is a number of megabytes, `{instead}` one of `INSTEAD`."""

INSTEAD: dict[str, dict[Lang, str]] = {
    "image": {
        "vi": "Anh/chị chụp màn hình ảnh đó rồi gửi lại giúp em.",
        "en": "Please take a screenshot of the picture and send that.",
    },
    "file": {
        "vi": "Anh/chị chụp màn hình phần cần gửi rồi gửi ảnh giúp em.",
        "en": "Please send a screenshot of the part that matters.",
    },
    "video": {
        "vi": "Anh/chị quay đoạn ngắn hơn, hoặc chụp màn hình rồi gửi ảnh giúp em.",
        "en": "Please send a shorter video, or a screenshot.",
    },
    "voice": {
        "vi": "Anh/chị ghi âm ngắn hơn, hoặc nhắn chữ giúp em.",
        "en": "Please send a shorter recording, or write it down.",
    },
}
"""What to do about a file that is too big, by its kind."""


def refusal_text(refused: Refused, lang: Lang = "vi", limits: Limits | None = None) -> str:
    """What the customer reads.

    Args:
        refused: why the file was not taken.
        lang: vi or en.
        limits: named where the refusal itself names none.
    """
    kind = refused.kind or "image"
    most = refused.most or (limits or Limits()).most(kind)
    return TEXTS[refused.reason][lang].format(most=f"{most / 1_000_000:.3g}", instead=INSTEAD[kind][lang])
