"""Who comes in: the setup link, logins, guesses, fixed sessions, forged forms."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.gate.people import totp, written_secret
from bot.store import people_rows
from tests.server.desk.conftest import ORIGIN, PASSWORD, Browser, Desk, MakeDesk, fields

ADMIN = {"login": "lan.admin", "name": "Lan", "password": PASSWORD, "again": PASSWORD}


def _cookie(browser: Browser) -> str:
    return str(browser.client.cookies["tiepnhan_desk"])


def test_the_setup_link_makes_one_administrator(at_desk: Desk) -> None:
    browser, link = at_desk.browser(), at_desk.setup_link()
    for _ in range(2):
        assert browser.get(link).status_code == 200
    entered = browser.submit(link, link, **ADMIN)
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk")
    assert browser.get("/desk").status_code == 200
    with at_desk.house.store.reading() as connection:
        [agent] = people_rows.all_agents(connection)
    assert (agent.login, agent.name, agent.role) == ("lan.admin", "Lan", "admin")
    assert at_desk.browser().get(link).status_code == 404


def test_a_setup_link_that_two_use_at_once_serves_one(at_desk: Desk) -> None:
    one, other, link = at_desk.browser(), at_desk.browser(), at_desk.setup_link()
    mine, theirs = fields(one.get(link).text, link), fields(other.get(link).text, link)
    assert one.send(link, mine | ADMIN).status_code == 303
    assert other.send(link, theirs | ADMIN | {"login": "other", "name": "Other"}).status_code == 404


def test_a_setup_link_dies_after_a_quarter_of_an_hour(at_desk: Desk) -> None:
    link = at_desk.setup_link()
    at_desk.clock.advance(15 * 60)
    assert at_desk.browser().get(link).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"login": "a"}, "Tên đăng nhập"),
        ({"login": "có dấu"}, "Tên đăng nhập"),
        ({"name": "x"}, "Tên hiển thị"),
        ({"name": "assistant"}, "Tên hiển thị"),
        ({"password": "ngắn", "again": "ngắn"}, "12 ký tự"),
        ({"password": "matkhau123456", "again": "matkhau123456"}, "phổ biến"),
        ({"again": "khác"}, "chưa giống nhau"),
    ],
)
def test_faults_are_told_and_the_link_lives_on(at_desk: Desk, wrong: dict[str, str], words: str) -> None:
    browser, link = at_desk.browser(), at_desk.setup_link()
    refused = browser.submit(link, link, **(ADMIN | wrong))
    assert refused.status_code == 422
    assert words in refused.text
    assert browser.submit(link, link, **ADMIN).status_code == 303


def test_a_login_leads_where_one_wanted_to_go(at_desk: Desk) -> None:
    at_desk.hire("minh")
    browser = at_desk.browser()
    away = browser.get("/desk/cases/TN-00000-00000-0")
    assert (away.status_code, away.headers["location"]) == (303, "/desk/login?next=/desk/cases/TN-00000-00000-0")
    form = fields(browser.get(away.headers["location"]).text, "/desk/login")
    entered = browser.send("/desk/login", form | {"login": " MINH ", "password": PASSWORD})
    assert (entered.status_code, entered.headers["location"]) == (303, "/desk/cases/TN-00000-00000-0")


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/desk//evil.example", "/desk\\evil", "/api", ""])
def test_a_login_leads_nowhere_else(at_desk: Desk, elsewhere: str) -> None:
    at_desk.hire("minh")
    browser = at_desk.browser()
    form = fields(browser.get("/desk/login").text, "/desk/login") | {"next": elsewhere}
    entered = browser.send("/desk/login", form | {"login": "minh", "password": PASSWORD})
    assert entered.headers["location"] == "/desk"


@pytest.mark.parametrize(("login", "password"), [("minh", "sai mật khẩu rồi nhé"), ("khong-co", PASSWORD), ("nghi", PASSWORD), ("", "")])
def test_every_refusal_reads_the_same(at_desk: Desk, login: str, password: str) -> None:
    at_desk.hire("minh")
    at_desk.hire("nghi")
    with at_desk.house.store.writing() as connection:
        row = people_rows.agent_by_login(connection, "nghi")
        assert row is not None
        people_rows.change_agent(connection, row.id, active=False)
    refused = at_desk.browser().login(login, password)
    assert refused.status_code == 401
    assert "Tên đăng nhập, mật khẩu hoặc mã 6 số chưa đúng." in refused.text
    assert password not in refused.text or not password


def test_guessing_is_slowed_and_the_owner_still_comes_in(at_desk: Desk) -> None:
    at_desk.hire("minh")
    browser = at_desk.browser()
    answers = [browser.login("minh", f"đoán lần thứ {n} nhé").status_code for n in range(8)]
    assert answers[:5] == [401] * 5
    assert answers[-1] == 429
    at_desk.clock.advance(900)
    assert browser.login("minh").status_code == 303


def test_many_accounts_from_one_address_are_slowed_too(at_desk: Desk) -> None:
    browser = at_desk.browser()
    answers = [browser.login(f"person{n}", "đoán một lần") for n in range(12)]
    assert answers[-1].status_code == 429
    assert "retry-after" in answers[-1].headers


def test_a_login_gets_an_id_that_nobody_knew(at_desk: Desk) -> None:
    at_desk.hire("minh")
    browser = at_desk.browser()
    browser.get("/desk/login")
    before = _cookie(browser)
    assert browser.login("minh").status_code == 303
    assert _cookie(browser) != before
    stranger = at_desk.browser()
    stranger.client.cookies.set("tiepnhan_desk", before)
    assert stranger.get("/desk").status_code == 303


def test_a_logout_ends_the_session_everywhere(at_desk: Desk) -> None:
    browser = at_desk.enter("minh")
    kept = _cookie(browser)
    assert browser.submit("/desk", "/desk/logout").headers["location"] == "/desk/login?out=1"
    thief = at_desk.browser()
    thief.client.cookies.set("tiepnhan_desk", kept)
    assert thief.get("/desk").status_code == 303


@pytest.mark.parametrize("passed", [timedelta(hours=12), timedelta(days=7)])
def test_a_session_ends_by_itself(at_desk: Desk, passed: timedelta) -> None:
    browser = at_desk.enter("minh")
    at_desk.clock.advance(passed.total_seconds())
    assert browser.get("/desk").status_code == 303


def test_who_is_sent_away_is_out_at_once(at_desk: Desk) -> None:
    browser = at_desk.enter("minh")
    with at_desk.house.store.writing() as connection:
        row = people_rows.agent_by_login(connection, "minh")
        assert row is not None
        people_rows.change_agent(connection, row.id, active=False)
    assert browser.get("/desk").status_code == 303


def test_a_one_time_code_is_asked_for_and_taken_once(at_desk: Desk) -> None:
    secret = b"12345678901234567890"
    at_desk.hire("lead", role="lead", totp=written_secret(secret))
    code = totp(secret, at_desk.clock.now())
    assert at_desk.browser().login("lead").status_code == 401
    assert at_desk.browser().login("lead", code="000000").status_code == 401
    assert at_desk.browser().login("lead", code=code).status_code == 303
    assert at_desk.browser().login("lead", code=code).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": ORIGIN},
        {"origin": "null"},
        {},
    ],
)
def test_a_form_of_another_site_does_nothing(at_desk: Desk, headers: dict[str, str]) -> None:
    browser, code = at_desk.enter("minh"), at_desk.case()
    form = fields(browser.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/take")
    answer = browser.client.post(f"/desk/cases/{code}/take", data=form, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert at_desk.row(code).status == "handed_over"


@pytest.mark.parametrize("forged", ["", "x" * 65, None])
def test_a_form_without_its_token_does_nothing(at_desk: Desk, forged: str | None) -> None:
    browser, code = at_desk.enter("minh"), at_desk.case()
    form = fields(browser.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/take") | {"csrf": forged or ""}
    if forged is None:
        del form["csrf"]
    assert browser.send(f"/desk/cases/{code}/take", form).status_code == 403
    assert at_desk.row(code).status == "handed_over"


def test_a_token_of_another_session_is_worth_nothing(at_desk: Desk) -> None:
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case()
    theirs = fields(lan.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/take")
    assert minh.send(f"/desk/cases/{code}/take", theirs).status_code == 403


@pytest.mark.parametrize(("url", "name", "secure"), [("http://testserver", "tiepnhan_desk", False), ("https://testserver", "__Host-tiepnhan_desk", True)])
def test_cookies_are_kept_from_scripts_and_other_hosts(make_desk: MakeDesk, url: str, name: str, secure: bool) -> None:
    given = make_desk(url).browser().get("/desk/login").headers["set-cookie"]
    assert given.startswith(f"{name}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(re.split(r"; ", given))
    assert ("Secure" in given) == secure
    assert "Domain" not in given


def test_pages_carry_the_headers_that_keep_them_whole(at_desk: Desk) -> None:
    headers = at_desk.browser().get("/desk/login").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
