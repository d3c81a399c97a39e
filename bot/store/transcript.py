"""A conversation as a page that people read; values in, HTML out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any, Literal

from bot.text.zone import VIETNAM

Lang = Literal["vi", "en"]

_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "vi": {
        "title": "Dữ liệu của Quý khách",
        "made": "Bản ghi được lập lúc {at}, kênh {channel}.",
        "cases": "Yêu cầu hỗ trợ",
        "talk": "Cuộc trò chuyện",
        "customer": "Quý khách",
        "assistant": "Trợ lý tự động",
        "agent": "Nhân viên",
        "removed": "(tin nhắn đã được gỡ khỏi cuộc trò chuyện)",
        "masked": "Mật khẩu, mã OTP và số giấy tờ đã được che bằng dấu chấm trước khi lưu.",
        "code": "Mã hỗ trợ",
        "opened": "mở lúc",
        "ended": "kết thúc lúc",
        "more": "Toàn bộ dữ liệu ở dạng máy đọc được nằm trong tệp data.json đi kèm.",
    },
    "en": {
        "title": "Your data",
        "made": "This record was made at {at}, channel {channel}.",
        "cases": "Support cases",
        "talk": "Conversation",
        "customer": "You",
        "assistant": "Automatic assistant",
        "agent": "Agent",
        "removed": "(this message was taken out of the chat)",
        "masked": "Passwords, OTPs and identity numbers were replaced by dots before anything was kept.",
        "code": "Case code",
        "opened": "opened at",
        "ended": "ended at",
        "more": "All data, as machines read it, is in the file data.json beside this one.",
    },
}

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "p.line{margin:.75rem 0;white-space:pre-wrap;overflow-wrap:anywhere}small{color:#555}img{max-width:20rem}"
    "dt{font-weight:600}"
)


def transcript(
    channel: str, rows: Mapping[str, Sequence[Mapping[str, Any]]], files: Mapping[str, str], now: datetime, lang: Lang
) -> str:
    """The page.

    Args:
        channel: web, telegram, …
        rows: all that is kept about a person, by table, as bot.store.person gives it.
        files: paths of evidence beside the page, by evidence id.
        now: aware.
        lang: of headings.
    """
    say = _WORDS[lang]
    talk = [_message(row, files, say) for row in sorted(rows["messages"], key=lambda row: int(row["seq"]))]
    made = say["made"].format(at=_moment(now.isoformat()), channel=channel)
    return "\n".join((
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{say["title"]}</title>',
        f"<style>{_STYLE}</style></head><body><h1>{say['title']}</h1><p>{escape(made)} {say['masked']}</p>",
        f"<h2>{say['cases']}</h2>",
        *(_case(row, say) for row in rows["cases"]),
        f"<h2>{say['talk']}</h2>",
        *talk,
        f"<p>{say['more']}</p></body></html>",
    ))  # fmt: skip


def _case(row: Mapping[str, Any], say: Mapping[str, str]) -> str:
    data = row["data"]
    times = f"{say['opened']} {_moment(row['opened_at'])}"
    if row["ended_at"]:
        times += f", {say['ended']} {_moment(row['ended_at'])}"
    fields = "".join(
        f"<dt>{escape(field['label'])}</dt><dd>{escape(field['display'])}</dd>" for field in data.get("fields", ())
    )
    return f"<h3>{escape(data['title'])}</h3><p>{say['code']} {escape(row['code'])}, {times}</p><dl>{fields}</dl>"


def _message(row: Mapping[str, Any], files: Mapping[str, str], say: Mapping[str, str]) -> str:
    who = say.get(row["author"], row["author"]) + (f" {row['name']}" if row["name"] else "")
    text = say["removed"] if row["removed_at"] else row["text"]
    shown = "".join(_file(each, files) for each in row["attachments"])
    return f'<p class="line"><small>{_moment(row["at"])} · {escape(who)}</small>\n{escape(text)}{shown}</p>'


def _file(attachment: Mapping[str, str], files: Mapping[str, str]) -> str:
    path, name = files.get(attachment["ref"]), escape(attachment.get("name") or attachment["ref"])
    if path is None:
        return f" [{name}]"
    if attachment.get("kind") == "image":
        return f'<br><img src="{escape(path)}" alt="{name}">'
    return f'<br><a href="{escape(path)}">{name}</a>'


def _moment(written: str) -> str:
    return f"{datetime.fromisoformat(written).astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}"
