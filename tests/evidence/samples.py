"""Small whole files of every kind that is taken, and of many that are not, all made by code; nothing of any real person."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin

# Drawn for these tests (64 x 48, left half red, right half white) with Exif of an invented device, and encoded once with
# libheif and x265, since the decoder that the product carries cannot write.
HEIC = base64.b64decode(
    """
    AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAA
    AAAERAAAIAAQAAAAAB4gABAAAAAAAAAIcAAgAAAAACaQABAAAAAAAAAPIAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVp
    bmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGE
    ABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkA
    AAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEH
    BpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAABgW1kYXQAAACDKAGvE4D4EOGn
    //xNKP/6dc8P08yJiVb+qXFR+GKP/z2tj8kpFrpouMjqaHwtlr8f0QQ6lUiVb4dBQS25Bv+F1MOVtmtmEz/dy3iETe5hHph0czJ+kspfg3uEXI
    xm0cmlDudX9NShlODQtiWWaHP+Qo7nM5Elf6s+tJKNQZPPP1xT/tYAAAAGRXhpZgAATU0AKgAAAAgABQEQAAIAAAANAAAASgExAAIAAAAMAAAA
    WAEyAAIAAAAUAAAAZIdpAAQAAAABAAAAeIglAAQAAAABAAAAsgAAAABEaWVuIHRob2FpIFgAAEFuaCBEZXAgMi4xADIwMjY6MTE6MTQgMjA6MD
    A6MDAAAAKQAwACAAAAFAAAAJaQEQACAAAABwAAAKoAAAAAMjAyNjoxMToxNCAxOTo1ODowMwArMDc6MDAAAAACAAEAAgAAAAJOAAAAAAIABQAA
    AAMAAADQAAAAAAAAAAoAAAABAAAALgAAAAEAAAABAAAAAQ==
    """
)


def exif(orientation: int = 1) -> Image.Exif:
    """Where, when and by what an invented picture was taken."""
    tags = Image.Exif()
    tags[0x0112], tags[0x010F], tags[0x0110] = orientation, "Hang May Anh", "Dien thoai X"
    tags[0x0131], tags[0x0132] = "Anh Dep 2.1", "2026:11:14 20:00:00"
    more = tags.get_ifd(0x8769)
    more[0x9003], more[0x9011] = "2026:11:14 19:58:03", "+07:00"
    place = tags.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (10.0, 46.0, 1.0), "E", (106.0, 41.0, 2.0)
    return tags


def halves(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Left half red, right half white."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def png_of_size(width: int, height: int, colour: int = 0, depth: int = 1, lines: int | None = None) -> bytes:
    """A PNG that claims a size; its lines are all zero and cost next to nothing."""
    samples = {0: 1, 2: 3, 6: 4}[colour]
    line = b"\0" * (1 + (width * samples * depth + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(line) for _ in range(height if lines is None else lines)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with_text_bomb() -> bytes:
    """A small PNG whose text unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    whole = saved(halves(), "PNG")
    return whole[:33] + chunk(b"zTXt", b"Comment\0\0" + packed) + whole[33:]


def png_that_says(**texts: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    for name, text in texts.items():
        (info.add_itxt if name.startswith("XML") else info.add_text)(name, text)
    return saved(halves(), "PNG", pnginfo=info)


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4(brand: bytes = b"isom", tracks: tuple[bytes, ...] = (b"vide", b"soun")) -> bytes:
    """Boxes of a film as a player expects them, around noise."""
    made = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + track + bytes(12)))) for track in tracks
    )  # fmt: skip
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"mdat", b"\x55" * 500) + box(b"moov", made)


def webm(codecs: tuple[bytes, ...] = (b"V_VP9", b"A_OPUS")) -> bytes:
    head = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
    tracks = b"\x16\x54\xae\x6b" + b"".join(b"\x86" + bytes([0x80 + len(codec)]) + codec for codec in codecs)
    return head + b"\x18\x53\x80\x67\x01" + bytes(7) + tracks + b"\x1f\x43\xb6\x75" + b"\x55" * 300


def ogg(codec: bytes = b"OpusHead") -> bytes:
    page = b"OggS\0\2" + bytes(20) + b"\1\x13"
    return page + codec + bytes(11) + b"OggS\0\4" + bytes(20) + b"\1\x32" + b"\x55" * 50


def wav() -> bytes:
    body = (
        b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
        + b"data"
        + struct.pack("<I", 200)
        + bytes(200)
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(*, tag: bool = False) -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return (b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) if tag else b"") + 4 * frame


def aac() -> bytes:
    return 4 * (b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9))


def amr() -> bytes:
    return b"#!AMR\n" + 3 * (b"\x3c" + bytes(31))


def pdf(inside: bytes = b"<< /Type /Catalog /Pages 2 0 R >>", after: bytes = b"") -> bytes:
    body = b"%PDF-1.4\n1 0 obj\n" + inside + b"\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size 3 >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + after


def archive(name: str = "a.txt", content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, content)
    return out.getvalue()


PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

PICTURES: dict[str, tuple[bytes, str]] = {
    "jpeg": (saved(halves(), "JPEG", quality=95), "image/jpeg"),
    "progressive jpeg": (saved(halves(), "JPEG", progressive=True), "image/jpeg"),
    "grey jpeg": (saved(halves("L"), "JPEG"), "image/jpeg"),
    "cmyk jpeg": (saved(halves("CMYK"), "JPEG"), "image/jpeg"),
    "png": (saved(halves(), "PNG"), "image/png"),
    "transparent png": (saved(halves("RGBA"), "PNG"), "image/png"),
    "palette png": (saved(halves("P"), "PNG"), "image/png"),
    "black and white png": (saved(halves("1"), "PNG"), "image/png"),
    "deep grey png": (saved(Image.new("I;16", (64, 48), 40_000), "PNG"), "image/png"),
    "webp": (saved(halves(), "WEBP"), "image/webp"),
    "moving webp": (saved(halves(), "WEBP", save_all=True, append_images=[Image.new("RGB", (64, 48))]), "image/webp"),
    "moving png": (saved(halves(), "PNG", save_all=True, append_images=[Image.new("RGB", (64, 48))]), "image/png"),
    "heic": (HEIC, "image/heic"),
}

ATTACHMENTS: dict[str, tuple[bytes, str, str, str]] = {
    "pdf": (pdf(), "file", "application/pdf", "pdf"),
    "mp4": (mp4(), "video", "video/mp4", "mp4"),
    "mov": (mp4(b"qt  "), "video", "video/quicktime", "mov"),
    "3gp": (mp4(b"3gp5"), "video", "video/3gpp", "3gp"),
    "webm": (webm(), "video", "video/webm", "webm"),
    "m4a": (mp4(b"M4A ", (b"soun",)), "voice", "audio/mp4", "m4a"),
    "voice in mp4": (mp4(b"mp42", (b"soun",)), "voice", "audio/mp4", "m4a"),
    "voice in webm": (webm((b"A_OPUS",)), "voice", "audio/webm", "webm"),
    "opus": (ogg(), "voice", "audio/ogg", "ogg"),
    "vorbis": (ogg(b"\x01vorbis"), "voice", "audio/ogg", "ogg"),
    "wav": (wav(), "voice", "audio/wav", "wav"),
    "mp3": (mp3(), "voice", "audio/mpeg", "mp3"),
    "tagged mp3": (mp3(tag=True), "voice", "audio/mpeg", "mp3"),
    "aac": (aac(), "voice", "audio/aac", "aac"),
    "amr": (amr(), "voice", "audio/amr", "amr"),
}

LIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "one byte": (b"\xff", "kind_not_taken"),
    "words": ("tiền chưa về".encode(), "kind_not_taken"),
    "svg": (DRAWING, "kind_not_taken"),
    "html": (PAGE, "kind_not_taken"),
    "zip": (archive(), "kind_not_taken"),
    "office": (archive("word/document.xml"), "kind_not_taken"),
    "gzip": (b"\x1f\x8b\x08" + bytes(40), "kind_not_taken"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(40), "kind_not_taken"),
    "windows program": (b"MZ" + bytes(200), "kind_not_taken"),
    "linux program": (b"\x7fELF" + bytes(200), "kind_not_taken"),
    "script": (b"#!/bin/sh\nrm -rf /\n", "kind_not_taken"),
    "tiff": (saved(halves(), "TIFF"), "kind_not_taken"),
    "bmp": (saved(halves(), "BMP"), "kind_not_taken"),
    "ico": (saved(halves(), "ICO"), "kind_not_taken"),
    "avif": (saved(halves(), "AVIF"), "kind_not_taken"),
    "gif": (saved(halves(), "GIF"), "moving_picture"),
    "matroska": (webm().replace(b"\x84webm", b"\x88matroska"), "kind_not_taken"),
    "ogg film": (ogg(b"\x80theora\x03"), "kind_not_taken"),
    "page after a gif head": (b"GIF89a" + PAGE, "moving_picture"),
    "page after a jpeg head": (b"\xff\xd8\xff" + PAGE, "unreadable"),
    "program after a png head": (b"\x89PNG\r\n\x1a\nMZ" + bytes(200), "unreadable"),
    "half a jpeg": (PICTURES["jpeg"][0][: len(PICTURES["jpeg"][0]) // 2], "unreadable"),
    "half a png": (PICTURES["png"][0][: len(PICTURES["png"][0]) // 2], "unreadable"),
    "half a webp": (PICTURES["webp"][0][: len(PICTURES["webp"][0]) // 2], "unreadable"),
    "half a heic": (HEIC[: len(HEIC) // 2], "unreadable"),
    "half an mp4": (mp4()[:300], "unreadable"),
    "half a pdf": (pdf()[:100], "unreadable"),
    "half a wav": (wav()[:150], "unreadable"),
    "tag without music": (mp3(tag=True)[:20] + bytes(300), "unreadable"),
    "pdf and zip": (pdf(after=archive()), "unsafe"),
    "pdf and page": (pdf(after=PAGE), "unsafe"),
    "page in a pdf's head": (b"%PDF-1.4\n" + PAGE + pdf()[9:], "unsafe"),
    "mp4 and zip": (mp4() + archive(), "unsafe"),
    "mp3 and page": (mp3() + PAGE, "unsafe"),
    "wav and zip": (wav() + archive(), "unsafe"),
    "mp4 and noise": (mp4() + b"\x99" * 50, "unreadable"),
    "pdf that runs": (pdf(b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"), "unsafe"),
    "pdf that hides it": (pdf(b"<< /OpenAction << /S /J#61vaScript /#4a#53 (1) >> >>"), "unsafe"),
    "pdf that starts": (pdf(b"<< /S /Launch /F (calc.exe) >>"), "unsafe"),
}
