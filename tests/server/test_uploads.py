"""Files that lie, bombs, polyglots, names that are paths: refused in words or made harmless, and nothing else is touched."""

from __future__ import annotations

import pytest

from tests.evidence.samples import halves, png_of_size, png_with_text_bomb, saved
from tests.server.conftest import Site, Visitor

LIES = {
    "a program": b"MZ" + bytes(400), "html": b"<html><script>alert(1)</script></html>", "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg with a byte order mark": b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "a bomb": png_of_size(60_000, 60_000), "a bomb in its text": png_with_text_bomb(),
    "half a picture": saved(halves(size=(800, 600)), "JPEG")[:900], "a zip": b"PK\x03\x04" + bytes(100),
    "gif and script": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "only a head": b"\xff\xd8\xff\xe0" + bytes(40),
}  # fmt: skip


@pytest.mark.parametrize("kind", LIES)
def test_uploads_that_lie_are_refused_with_a_sentence(site: Site, visitor: Visitor, kind: str) -> None:
    said = {}
    for lang in ("vi", "en"):
        answer = visitor.upload(LIES[kind], "anh.png", **{"accept-language": lang})
        assert 400 <= answer.status_code < 500, answer.text
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(problem["detail"].split()) >= 4, problem
        said[lang] = problem["detail"]
    assert said["vi"] != said["en"]


@pytest.mark.parametrize("kind", ["html", "javascript", "zip"])
def test_a_polyglot_is_kept_as_a_fresh_picture_without_what_it_carried(site: Site, visitor: Visitor, kind: str) -> None:
    carried = {
        "html": b"<script>alert('x')</script>",
        "javascript": b"/*x*/=alert(1)",
        "zip": b"PK\x05\x06" + bytes(18),
    }[kind]
    taken = visitor.upload(saved(halves(), "JPEG") + carried, "anh.jpg")
    if taken.status_code == 201:
        kept = visitor.call("GET", f"/api/chat/evidence/{taken.json()['id']}")
        assert carried not in kept.content
        assert kept.headers["content-type"] in ("image/jpeg", "image/png", "image/webp")
        assert kept.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in kept.headers["content-security-policy"]
    else:
        assert 400 <= taken.status_code < 500


NAMES = ("../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/shadow", "a\x00b.png", "con.png", "x" * 500 + ".png",
         "ảnh \u202egnp.exe", 'a"; filename="b.html', "a\r\nset-cookie: x=1", ".htaccess", "%2e%2e%2fkey")  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name)[:20] for name in NAMES])
def test_path_names_come_to_nothing(site: Site, visitor: Visitor, name: str) -> None:
    """What a file is called decides nothing about where it lies, nor about a header."""
    before = {path for path in site.folder.rglob("*") if "evidence" not in path.parts}
    answer = visitor.upload(saved(halves(), "PNG"), name)
    assert answer.status_code in (201, 400, 422), answer.text
    if answer.status_code == 201:
        shown = answer.json()
        assert not set(shown["name"]) & {"/", "\\", "\x00", "\r", "\n", "\u202e"}
        assert len(shown["name"]) <= 200
        kept = visitor.call("GET", f"/api/chat/evidence/{shown['id']}")
        assert kept.status_code == 200
        assert "set-cookie" not in kept.headers
        assert ".." not in kept.headers["content-disposition"]
    assert {path for path in site.folder.rglob("*") if "evidence" not in path.parts} - before <= {
        site.folder / f"tiepnhan.db{end}" for end in ("", "-wal", "-shm")
    }


IDS = ("..%2f..%2fsecret.key", "../secret.key", "%00", "a" * 5000, "..", "'; DROP TABLE evidence;--", "\u00e1\u00e0")


@pytest.mark.parametrize("id", IDS, ids=[ascii(id)[:20] for id in IDS])
@pytest.mark.parametrize("end", ["", "/thumbnail"])
def test_an_id_of_evidence_is_no_path(site: Site, visitor: Visitor, id: str, end: str) -> None:
    answer = visitor.call("GET", f"/api/chat/evidence/{id}{end}")
    assert answer.status_code in (404, 405, 422), (answer.status_code, answer.text)
    assert site.server.house.settings.secret_key not in answer.text


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/..%2f..%2fapp.py", "/static/%2e%2e/house.py", "/static//etc/passwd",
                                  "/widget-../../secret.js", "/static/"])  # fmt: skip
def test_static_files_are_static_files(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code in (404, 405), answer.text[:200]
    assert "import" not in answer.text
