"""Statistics against what happened, and what each role may see of them."""

from __future__ import annotations

import csv
import io

import pytest

from bot.server.figures import groups, times
from bot.server.figures_written import harmless
from tests.server.desk.conftest import Desk, fields


def test_the_figures_are_what_happened(at_desk: Desk) -> None:
    lead = at_desk.enter("lead", "Thu", role="lead", proven=True)
    minh, code = at_desk.enter("minh"), at_desk.case()
    at_desk.case("main:khach-2")
    at_desk.say("cho hỏi nạp tiền thế nào", "main:khach-3")
    at_desk.say("nó bị vậy đó", "main:khach-4")
    at_desk.clock.advance(30)
    minh.act(code, "reply", text="Em xem ngay ạ.")
    at_desk.clock.advance(300)
    minh.act(code, "resolve")
    at_desk.say("rồi, cảm ơn em")
    at_desk.say("5 sao")
    found = lead.get("/desk/stats.json").json()
    assert (found["conversations"], found["cases"], found["reopened"]) == (4, 2, 0)
    assert found["bot_alone"] == 0.5
    assert found["by_kind"] == {"slow_withdrawal": 2}
    assert found["by_channel"] == {"web": 2}
    assert found["by_hour"]["10"] == 2
    assert (found["first_reply"]["count"], found["resolution"]["count"], found["resolution"]["kept"]) == (1, 1, 1.0)
    assert found["first_reply"]["median"] >= 30
    assert found["complete"] == 0.0
    assert (found["rating"], found["ratings"]["5"]) == (5.0, 1)
    assert {"text": "nó bị vậy đó", "count": 1} in found["unclear"]
    assert [(each["name"], each["cases"]) for each in found["agents"]] == [("Minh", 1)]
    assert "Thanh toán" in lead.get("/desk/stats").text


def test_single_people_are_for_leads_who_have_shown_a_code(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    unproven = at_desk.enter("lead", "Thu", role="lead")
    minh.act(code, "take")
    for browser in (minh, unproven):
        assert browser.get("/desk/stats.json").json()["agents"] == []
        assert "agent,Minh" not in browser.get("/desk/stats.csv").text


@pytest.mark.parametrize(
    ("asked", "since", "until"),
    [
        ("", "2026-11-08", "2026-11-15"), ("from=2026-11-01&to=2026-11-02", "2026-11-01", "2026-11-03"),
        ("from=x&to=y", "2026-11-08", "2026-11-15"), ("from=2027-01-01&to=2026-11-02", "2026-11-02", "2026-11-03"),
        ("from=2001-01-01&to=2026-11-02", "2025-11-02", "2026-11-03"),
    ],
)  # fmt: skip
def test_periods_are_whole_days_of_the_desk(at_desk: Desk, asked: str, since: str, until: str) -> None:
    found = at_desk.enter("minh").get(f"/desk/stats.json?{asked}").json()
    assert (found["since"], found["until"]) == (f"{since}T00:00:00+07:00", f"{until}T00:00:00+07:00")


def test_an_empty_period_is_empty(at_desk: Desk) -> None:
    minh = at_desk.enter("minh")
    assert minh.get("/desk/stats?from=2020-01-01&to=2020-01-02").status_code == 200
    rows = list(csv.reader(io.StringIO(minh.get("/desk/stats.csv?from=2020-01-01&to=2020-01-02").text.removeprefix("\ufeff"))))
    assert ["all", "", "cases", "0"] in rows


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@x", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert harmless(text) == "'" + text
    assert harmless("rút tiền") == "rút tiền"


def test_unclear_messages_that_say_the_same_are_one_group() -> None:
    said = ["alo admin đâu rồi", "alo admin dau roi", "ALO ADMIN ĐÂU RỒI", "kết quả hôm nay", "kết quả hôm nay ạ"]
    assert groups(said) == [("alo admin đâu rồi", 3), ("kết quả hôm nay", 2)]
    assert groups([]) == []


def test_times_are_median_and_ninth_tenth() -> None:
    assert (times([]).count, times([]).median) == (0, None)
    found = times([float(n) for n in range(1, 11)], [True] * 9 + [False])
    assert (found.count, found.median, found.p90, found.kept) == (10, 5.5, 10.0, 0.9)


def test_a_lead_publishes_a_period_and_takes_it_back(at_desk: Desk) -> None:
    lead = at_desk.enter("lead", "Thu", role="lead", proven=True)
    minh, code, stranger = at_desk.enter("minh"), at_desk.case(), at_desk.browser()
    minh.act(code, "reply", text="Em xem ngay ạ.")
    assert "Chưa có số liệu nào" in stranger.get("/figures").text
    action = "/desk/stats/publish?from=2026-11-14&amp;to=2026-11-14"
    form = fields(lead.get("/desk/stats?from=2026-11-14&to=2026-11-14").text, action)
    for _ in range(2):
        assert lead.send(action.replace("&amp;", "&"), form).status_code == 303
    shown = stranger.get("/figures").text
    assert shown.count("14/11/2026 – 14/11/2026") == 1
    assert "Minh" not in shown
    assert "withdraw" not in shown
    assert lead.submit("/figures", "/desk/stats/withdraw").status_code == 303
    assert "Chưa có số liệu nào" in stranger.get("/figures").text
