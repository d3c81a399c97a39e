"""What customers can do without JavaScript: the form, the state of a case, the case link."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.server.conftest import Site

FIRST = "tk hoangnam88 rút 5tr từ 8h tối qua chưa về"


def _sent(site: Site, path: str, **form: str) -> httpx.Response:
    return site.client.post(path, data=form, headers={"x-forwarded-for": "203.0.113.77", "accept": "text/html"})


def _code(page: str) -> str:
    found = re.search(r"TN-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]", page)
    assert found, page
    return found[0]


def _hidden(page: str, name: str) -> str:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)[-1]


@pytest.fixture(scope="module")
def first(site: Site) -> str:
    """The page that answers a first message."""
    answer = _sent(site, "/chat/form", id="form-0001", text=FIRST)
    assert answer.status_code == 200
    return answer.text


def test_the_form_opens_the_same_case_and_answers_with_its_code(site: Site, first: str) -> None:
    code = _code(first)
    assert 'role="status"' in first
    goes_on = _sent(site, "/chat/form", id=_hidden(first, "id"), token=_hidden(first, "token"), text="không có ảnh")
    assert _code(goes_on.text) == code
    assert "5.000.000đ" in goes_on.text


def test_the_same_form_again_changes_nothing(site: Site, first: str) -> None:
    form = {"id": "form-again1", "token": _hidden(first, "token"), "text": "nhắn thêm một câu"}
    pages = [_sent(site, "/chat/form", **form).text for _ in range(2)]
    assert [page.count("nhắn thêm một câu") for page in pages] == [1, 1]


def test_what_was_typed_stays_text(site: Site) -> None:
    page = _sent(site, "/chat/form", id="form-0002", text="<script>alert(1)</script> rút tiền chưa về").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_code_shows_a_state_and_nothing_else(site: Site, first: str) -> None:
    page = _sent(site, "/status", code=_code(first).lower()).text
    assert "Đang nhận thông tin" in page or "Chờ khách xác nhận" in page
    assert "hoangnam88" not in page
    assert _sent(site, "/status", code="TN-00000-00000-1").status_code == 404


def test_the_case_link_joins_without_showing_what_was_said(site: Site, first: str) -> None:
    code = _code(first)
    assert "hoangnam88" not in site.client.get(f"/c/{code}").text
    joined = _sent(site, f"/c/{code}").text
    assert code in joined
    assert "hoangnam88" not in joined
    said = _sent(site, "/chat/form", id="form-0003", token=_hidden(joined, "token"), text="em nhắn từ máy khác ạ").text
    assert "em nhắn từ máy khác ạ" in said
    assert "hoangnam88" not in said


def test_a_link_to_no_case_is_not_found(site: Site) -> None:
    assert site.client.get("/c/TN-00000-00000-1").status_code == 404
    assert _sent(site, "/c/TN-11111-11111-1").status_code == 404
