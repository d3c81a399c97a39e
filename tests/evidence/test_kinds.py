from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.boxes import Broken, boxes, whole
from bot.evidence.kinds import find
from bot.evidence.soundness import check
from bot.evidence.sounds import is_aac, is_mp3
from bot.evidence.values import Refused
from bot.pictures import is_picture
from tests.evidence.samples import ATTACHMENTS, HEIC, LIES, PICTURES, mp4


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_is_known_by_its_bytes(case: str) -> None:
    raw, media_type = PICTURES[case]
    assert find(raw[:4096]).kind == "image"
    assert find(raw[:4096]).media_type == media_type
    assert is_picture(raw[:64])


@pytest.mark.parametrize("case", ATTACHMENTS)
def test_an_attachment_is_known_by_its_bytes_and_whole(case: str) -> None:
    raw, kind, media_type, ending = ATTACHMENTS[case]
    found = find(raw[:4096]).looked_into(raw)
    assert (found.kind, found.media_type, found.ending) == (kind, media_type, ending)
    check(raw, found)


@pytest.mark.parametrize(
    "case", [case for case, (_, reason) in LIES.items() if reason in ("kind_not_taken", "moving_picture")]
)
def test_everything_else_is_no_kind(case: str) -> None:
    raw, reason = LIES[case]
    with pytest.raises(Refused) as refused:
        find(raw[:4096])
    assert refused.value.reason == reason
    assert not is_picture(raw[:64])


def test_an_avif_that_begins_like_a_heic_is_none() -> None:
    assert not is_picture(HEIC[:4] + b"ftypmif1\0\0\0\0avifmiafheic" + HEIC[28:64])
    assert is_picture(HEIC[:64])


@given(st.binary(max_size=300))
def test_any_bytes_are_a_kind_or_refused(raw: bytes) -> None:
    try:
        found = find(raw)
        check(raw, found.looked_into(raw))
    except Refused:
        return
    assert found.kind


@given(st.sampled_from(sorted(ATTACHMENTS)), st.data())
def test_damage_is_taken_or_refused_and_nothing_else(case: str, data: st.DataObject) -> None:
    raw = bytearray(ATTACHMENTS[case][0])
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(1, len(raw)))])
    reason = ""
    try:
        check(cut, find(cut[:4096]).looked_into(cut))
    except Refused as refused:
        reason = refused.reason
    assert reason in ("", "kind_not_taken", "unreadable", "unsafe", "moving_picture")


@pytest.mark.parametrize("size", [b"\0\0\0\x04", b"\0\0\0\x01", b"\xff\xff\xff\xff"])
def test_a_box_that_lies_about_its_size_is_broken(size: bytes) -> None:
    with pytest.raises(Broken):
        list(boxes(size + b"moov" + bytes(4)))


def test_boxes_must_fill_the_file() -> None:
    assert whole(mp4())
    assert not whole(mp4()[:-1])
    assert not whole(mp4() + b"PK")
    assert not whole(b"")


def test_two_bytes_alone_are_no_music() -> None:
    assert not is_mp3(b"\xff\xfb\x90\x00" + b"\x11" * 500)
    assert not is_aac(b"\xff\xf1\x50\x80\x02\x1f\xfc" + b"\x11" * 500)
    assert not is_mp3(b"\xff\xfe" + "tiền".encode("utf-16-le") * 100)
