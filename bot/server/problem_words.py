"""What problems are called towards people, with their HTTP status; words only."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[int, str, str]] = {
    "token_invalid": (
        401,
        "Phiên chat không hợp lệ. Quý khách tải lại trang giúp chúng tôi.",
        "This chat session is not valid. Please reload the page.",
    ),
    "token_expired": (
        401,
        "Phiên chat đã hết hạn. Quý khách tải lại trang giúp chúng tôi.",
        "This chat session has expired. Please reload the page.",
    ),
    "identity_invalid": (
        401,
        "Trang web chưa xác nhận được Quý khách.",
        "The site could not confirm who you are.",
    ),
    "not_found": (
        404,
        "Không tìm thấy.",
        "There is no such thing.",
    ),
    "origin_not_allowed": (
        403,
        "Trang này chưa được phép mở khung chat.",
        "This page may not hold the chat.",
    ),
    "too_many": (
        429,
        "Quý khách gửi hơi nhanh. Chờ một chút rồi gửi lại giúp chúng tôi.",
        "That was a little fast. Please wait a moment and try again.",
    ),
    "too_long": (
        413,
        "Tin nhắn dài quá. Quý khách chia thành nhiều tin giúp chúng tôi.",
        "That message is too long. Please send it in parts.",
    ),
    "too_big": (
        413,
        "Tệp nặng quá.",
        "That file is too big.",
    ),
    "too_many_files": (
        422,
        "Mỗi tin gửi được tối đa 10 tệp.",
        "One message takes 10 files at most.",
    ),
    "empty": (
        422,
        "Tin nhắn trống.",
        "The message is empty.",
    ),
    "wrong_id": (
        422,
        "Mã tin nhắn không hợp lệ.",
        "The message id has a wrong form.",
    ),
    "unknown_button": (
        422,
        "Nút này không còn dùng được.",
        "That button is not in use any more.",
    ),
    "unknown_evidence": (
        422,
        "Không tìm thấy tệp đã gửi. Quý khách gửi lại giúp chúng tôi.",
        "The file was not found. Please send it again.",
    ),
    "wrong_shape": (
        422,
        "Yêu cầu không đúng định dạng.",
        "The request has a wrong shape.",
    ),
    "conflict": (
        409,
        "Việc này vừa có người khác làm.",
        "Somebody else was first.",
    ),
    "method": (
        405,
        "Cách gọi này không dùng ở đây.",
        "This method is not used here.",
    ),
    "full": (
        507,
        "Hệ thống tạm hết chỗ lưu. Tin chưa được gửi, Quý khách thử lại sau giúp chúng tôi.",
        "There is no room to save it for now. It was not sent; please try again later.",
    ),
    "unavailable": (
        503,
        "Hệ thống đang bận. Tin chưa được gửi, Quý khách thử lại sau ít giây.",
        "The system is busy. It was not sent; please try again in a few seconds.",
    ),
    "failed": (
        500,
        "Hệ thống gặp lỗi. Quý khách thử lại sau ít phút.",
        "Something is broken on our side. Please try again in a few minutes.",
    ),
}
"""By code: status, Vietnamese, English."""
