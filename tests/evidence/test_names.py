from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.names import clean_name, dangerous


@pytest.mark.parametrize(
    ("name", "ending", "shown"),
    [
        ("IMG_2034.HEIC", "jpg", "IMG_2034.jpg"),
        ("Ảnh chụp màn hình 20:00.png", "png", "Ảnh chụp màn hình 20 00.png"),
        ("../../etc/passwd", "jpg", "passwd.jpg"),
        ("C:\\Users\\nam\\bill.jpeg", "jpg", "bill.jpg"),
        ("bill\u202egpj.exe", "jpg", "billgpj.jpg"),
        ("bi\u200bll\x00\n.png", "png", "bill.png"),
        ("<script>alert(1)</script>.png", "png", "script.png"),
        ('a" onload="x.png', "png", "a onload= x.png"),
        ("", "jpg", "tep.jpg"),
        ("...", "pdf", "tep.pdf"),
        ("con.png", "png", "tep con.png"),
        ("saoke.pdf.exe", "pdf", "saoke.pdf"),
        ("x" * 500, "jpg", "x" * 80 + ".jpg"),
        ("no\u0302i dung.txt", "pdf", "nôi dung.pdf"),
        ("bill.jpg", "", "bill.jpg"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(name: str, ending: str, shown: str) -> None:
    assert clean_name(name, ending) == shown


@given(st.text(max_size=300), st.sampled_from(["", "jpg", "pdf"]))
def test_no_name_is_a_path_or_hides_anything(name: str, ending: str) -> None:
    shown = clean_name(name, ending)
    assert not set(shown) & set("/\\<>\"'&:\n\r\t")
    assert not [letter for letter in shown if unicodedata.category(letter)[0] == "C"]
    assert shown not in ("", ".", "..")
    assert len(shown) <= 90
    assert shown.endswith(f".{ending}" if ending else "")
    assert clean_name(shown, ending) == shown


@pytest.mark.parametrize(
    "name",
    [
        "hoadon.exe",
        "hoadon.pdf.exe",
        "hoadon.exe.pdf",
        "a.apk",
        "trang.html",
        "anh.SVG",
        "a.scr .pdf",
        "x.e\u200bxe",
        "a．exe",
    ],
)
def test_a_programs_name_is_dangerous(name: str) -> None:
    assert dangerous(name)


@pytest.mark.parametrize(
    "name", ["hoadon.pdf", "video 1.mp4", "thong.bao.2026.pdf", "", "jsmith.pdf", "compost.pdf", "bat.pdf"]
)
def test_an_ordinary_name_is_not(name: str) -> None:
    assert not dangerous(name)
