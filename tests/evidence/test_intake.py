from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.evidence.intake import Intake, Limits, Refused, Taken
from bot.evidence.likeness import fingerprint
from tests.evidence.samples import (
    ATTACHMENTS,
    HEIC,
    LIES,
    PAGE,
    PICTURES,
    archive,
    chunk,
    exif,
    halves,
    png_of_size,
    png_that_says,
    png_with_text_bomb,
    saved,
)

_PEOPLE = (
    b"Dien thoai",
    b"Hang May",
    b"Anh Dep",
    b"2026:11",
    b"Exif",
    b"http://ns.adobe",
    b"tEXt",
    b"iTXt",
    b"eXIf",
    b"ICC_PROFILE",
)


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as made:
        yield made


def opened(taken: Taken) -> Image.Image:
    picture = Image.open(io.BytesIO(taken.data))
    picture.load()
    return picture


def refused(intake: Intake, raw: bytes, name: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        intake.take_in(raw, name)
    return caught.value


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_is_drawn_anew(intake: Intake, case: str) -> None:
    raw, media_type = PICTURES[case]
    taken = intake.take_in(raw, "ảnh.heic")
    picture = opened(taken)
    assert (taken.kind, taken.original_type, taken.original_size) == ("image", media_type, len(raw))
    assert (taken.width, taken.height) == picture.size == (64, 48)
    assert taken.original_sha256 == hashlib.sha256(raw).hexdigest()
    assert taken.sha256 == hashlib.sha256(taken.data).hexdigest()
    ending = {"image/jpeg": "jpg", "image/png": "png"}[taken.media_type]
    assert taken.key == f"{taken.sha256[:2]}/{taken.sha256}.{ending}"
    assert taken.name == f"ảnh.{ending}"
    assert taken.rendered
    assert taken.fingerprint == fingerprint(taken.data) or taken.media_type == "image/jpeg"


@pytest.mark.parametrize(
    "case",
    [
        "jpeg",
        "progressive jpeg",
        "cmyk jpeg",
        "png",
        "transparent png",
        "palette png",
        "webp",
        "moving webp",
        "moving png",
        "heic",
    ],
)
def test_colours_stay_what_they_were(intake: Intake, case: str) -> None:
    picture = opened(intake.take_in(PICTURES[case][0])).convert("RGB")
    for place, wanted in (((8, 24), (255, 0, 0)), ((56, 24), (255, 255, 255))):
        seen = picture.getpixel(place)
        assert isinstance(seen, tuple)
        assert all(abs(is_ - was) <= 24 for is_, was in zip(seen, wanted, strict=True)), (place, seen)


def test_what_is_transparent_is_white(intake: Intake) -> None:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert opened(intake.take_in(saved(picture, "PNG"))).convert("L").getextrema() == (255, 255)


def test_a_thumbnail_is_a_small_jpeg_and_shows_the_top_of_a_strip(intake: Intake) -> None:
    strip = Image.new("RGB", (800, 6000), "white")
    strip.paste("black", (0, 0, 800, 400))
    thumbnail = intake.take_in(saved(strip, "PNG")).thumbnail
    assert thumbnail is not None
    small = Image.open(io.BytesIO(thumbnail.data))
    assert (small.format, small.size) == ("JPEG", (thumbnail.width, thumbnail.height))
    assert small.size == (160, 320)
    assert (
        thumbnail.key
        == f"{hashlib.sha256(thumbnail.data).hexdigest()[:2]}/{hashlib.sha256(thumbnail.data).hexdigest()}.jpg"
    )
    assert small.convert("L").getpixel((80, 10)) == 0


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((4000, 3000), (3000, 2250)),
        ((3000, 4000), (2250, 3000)),
        ((1080, 2340), (1080, 2340)),
        ((1080, 9000), (1080, 9000)),
        ((9000, 9), (9000, 9)),
        ((6000, 6000), (3000, 3000)),
        ((1440, 20000), (930, 12910)),
    ],
)
def test_large_pictures_shrink_and_strips_stay_legible(
    intake: Intake, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    taken = intake.take_in(png_of_size(*size))
    assert (taken.width, taken.height) == kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_noted_in_part_and_none_is_kept(intake: Intake, kind: str) -> None:
    raw = saved(halves(), kind, exif=exif())
    assert b"Dien thoai" in raw
    taken = intake.take_in(raw)
    assert taken.noted == {
        "software": "Anh Dep 2.1",
        "taken_at": "2026-11-14T19:58:03+07:00",
        "modified_at": "2026-11-14T20:00:00",
    }
    assert taken.thumbnail is not None
    assert not [word for word in _PEOPLE if word in taken.data + taken.thumbnail.data]
    assert not dict(opened(taken).getexif())


def test_metadata_of_a_heic(intake: Intake) -> None:
    assert b"Dien thoai" in HEIC
    taken = intake.take_in(HEIC)
    assert taken.noted == {
        "software": "Anh Dep 2.1",
        "taken_at": "2026-11-14T19:58:03+07:00",
        "modified_at": "2026-11-14T20:00:00",
    }
    assert not [word for word in _PEOPLE if word in taken.data]


@pytest.mark.parametrize(
    ("raw", "noted"),
    [
        (png_that_says(Software="Sua Anh 3"), {"software": "Sua Anh 3"}),
        (
            png_that_says(**{"XML:com.adobe.xmp": '<x xmp:CreatorTool="Sua Anh 4" xmp:Owner="Nam"/>'}),
            {"software": "Sua Anh 4"},
        ),
        (png_that_says(Software="a\x07b\u202ec " + "d" * 200), {"software": "a b c " + "d" * 74}),
        (png_that_says(Comment="toi la Nam"), {}),
        (saved(halves(), "PNG"), {}),
    ],
)
def test_who_signed_the_picture(intake: Intake, raw: bytes, noted: dict[str, str]) -> None:
    assert dict(intake.take_in(raw).noted) == noted


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("turned", "size", "red"),
    [
        (1, (64, 48), (4, 24)),
        (3, (64, 48), (60, 24)),
        (6, (48, 64), (24, 4)),
        (8, (48, 64), (24, 60)),
        (2, (64, 48), (60, 24)),
    ],
)
def test_a_picture_stands_upright(
    intake: Intake, kind: str, turned: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    picture = opened(intake.take_in(saved(halves(), kind, exif=exif(turned)))).convert("RGB")
    assert picture.size == size
    seen = picture.getpixel(red)
    assert isinstance(seen, tuple)
    assert seen[0] > 200
    assert seen[1] < 60


@pytest.mark.parametrize("case", ATTACHMENTS)
def test_an_attachment_is_kept_as_it_came(intake: Intake, case: str) -> None:
    raw, kind, media_type, ending = ATTACHMENTS[case]
    taken = intake.take_in(io.BytesIO(raw), "../tep.png")
    assert (taken.kind, taken.media_type, taken.data, taken.name) == (kind, media_type, raw, f"tep.{ending}")
    assert taken.key.endswith(f".{ending}")
    assert not taken.rendered
    assert taken.thumbnail is None
    assert taken.fingerprint == ""


@pytest.mark.parametrize("case", LIES)
def test_lies_are_refused(intake: Intake, case: str) -> None:
    raw, reason = LIES[case]
    assert refused(intake, raw, "anh.jpg").reason == reason


def test_a_programs_name_is_refused_for_what_is_kept_as_it_came_and_harmless_for_a_picture(intake: Intake) -> None:
    assert refused(intake, ATTACHMENTS["pdf"][0], "hoadon.exe").reason == "unsafe"
    assert intake.take_in(PICTURES["jpeg"][0], "hoadon.exe").name == "hoadon.png"


@pytest.mark.parametrize("extra", [archive(), PAGE, b"MZ" + bytes(100)], ids=["zip", "page", "program"])
@pytest.mark.parametrize("case", ["jpeg", "png", "webp"])
def test_what_hangs_on_a_picture_is_gone(intake: Intake, case: str, extra: bytes) -> None:
    taken = intake.take_in(PICTURES[case][0] + extra)
    assert extra not in taken.data


def test_what_hides_inside_a_picture_is_gone(intake: Intake) -> None:
    plain = PICTURES["png"][0]
    assert PAGE not in intake.take_in(plain[:33] + chunk(b"tEXt", b"Comment\0" + PAGE) + plain[33:]).data
    assert PAGE not in intake.take_in(saved(halves(), "JPEG", comment=PAGE)).data


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((50_000, 50_000), "too_many_pixels"),
        ((40_001, 1000), "too_many_pixels"),
        ((2**31 - 1, 2**31 - 1), "too_many_pixels"),
    ],
)
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(
    intake: Intake, size: tuple[int, int], reason: str
) -> None:
    assert refused(intake, png_of_size(*size, lines=0)).reason == reason


def test_a_text_that_unpacks_to_200_mb_is_refused(intake: Intake) -> None:
    assert refused(intake, png_with_text_bomb()).reason == "unreadable"


@pytest.mark.parametrize("kind", ["image", "file", "video", "voice"])
def test_the_limit_of_a_kind_holds_and_no_more_is_read(kind: str) -> None:
    raw = {
        "image": PICTURES["jpeg"][0],
        "file": ATTACHMENTS["pdf"][0],
        "video": ATTACHMENTS["mp4"][0],
        "voice": ATTACHMENTS["wav"][0],
    }[kind]
    with Intake(Limits(**{kind: len(raw)})) as exact:
        assert exact.take_in(io.BytesIO(raw)).original_size == len(raw)
        stream = io.BytesIO(raw + bytes(100_000))
        with pytest.raises(Refused) as caught:
            exact.take_in(stream)
    assert (caught.value.reason, caught.value.kind, caught.value.most) == ("too_big", kind, len(raw))
    assert stream.tell() <= max(4096, len(raw) + 1)


def test_a_flat_screenshot_stays_exact_and_a_photograph_becomes_jpeg(intake: Intake) -> None:
    screen = Image.new("RGB", (600, 900), "white")
    screen.paste("#0a7a4b", (0, 0, 600, 120))
    taken = intake.take_in(saved(screen, "JPEG"))
    assert taken.media_type == "image/png"
    noise = Image.effect_noise((600, 900), 80).convert("RGB")
    assert intake.take_in(saved(noise, "PNG")).media_type == "image/jpeg"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(PICTURES)), st.data())
def test_damage_is_taken_or_refused_and_nothing_else(intake: Intake, case: str, data: st.DataObject) -> None:
    raw = bytearray(PICTURES[case][0])
    for _ in range(data.draw(st.integers(0, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(1, len(raw)))])
    try:
        taken = intake.take_in(cut + data.draw(st.binary(max_size=20)))
    except Refused as refusal:
        taken, reason = None, refusal.reason
    if taken is None:
        assert reason in ("unreadable", "too_many_pixels", "kind_not_taken", "unsafe")
    else:
        assert opened(taken).size == (taken.width, taken.height)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", HEIC[:28]]), st.binary(max_size=400)
)
def test_random_bytes_behind_a_true_head_are_refused(intake: Intake, head: bytes, rest: bytes) -> None:
    assert refused(intake, head + rest).reason in ("unreadable", "too_many_pixels")


def test_the_server_itself_loads_no_decoder() -> None:
    look = "import sys; import bot.evidence.intake, bot.evidence.vault; print('PIL' in sys.modules, 'numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout == "False False\n"
