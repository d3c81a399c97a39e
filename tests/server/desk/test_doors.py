"""Every route of the desk, whoever comes: each has one door with one role, and none is forgotten here."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from bot.server import desk
from bot.server.desk.door import RANK, Door
from tests.server.desk.conftest import ORIGIN, Desk

ROUTES: dict[tuple[str, str], str] = {
    ("GET", "/setup/{token}"): "",
    ("POST", "/setup/{token}"): "",
    ("GET", "/desk/login"): "",
    ("POST", "/desk/login"): "",
    ("POST", "/desk/logout"): "agent",
    ("GET", "/desk"): "agent",
    ("GET", "/desk/next"): "agent",
    ("GET", "/desk/events"): "agent",
    ("GET", "/desk/cases/{code}"): "agent",
    ("GET", "/desk/evidence/{id}"): "agent",
    ("GET", "/desk/evidence/{id}/thumbnail"): "agent",
    ("POST", "/desk/cases/{code}/take"): "agent",
    ("POST", "/desk/cases/{code}/reply"): "agent",
    ("POST", "/desk/cases/{code}/ask"): "agent",
    ("POST", "/desk/cases/{code}/hand_back"): "agent",
    ("POST", "/desk/cases/{code}/verify"): "agent",
    ("POST", "/desk/cases/{code}/note"): "agent",
    ("POST", "/desk/cases/{code}/resolve"): "agent",
    ("POST", "/desk/cases/{code}/change"): "agent",
    ("POST", "/desk/cases/{code}/merge"): "agent",
    ("GET", "/desk/hotline"): "agent",
    ("POST", "/desk/hotline"): "agent",
    ("GET", "/desk/stats"): "agent",
    ("GET", "/desk/stats.json"): "agent",
    ("GET", "/desk/stats.csv"): "agent",
    ("POST", "/desk/stats/publish"): "lead",
    ("POST", "/desk/stats/withdraw"): "lead",
    ("GET", "/figures"): "",
    ("GET", "/desk/notices"): "agent",
    ("POST", "/desk/notices"): "lead",
    ("POST", "/desk/notices/{id}/end"): "lead",
    ("POST", "/desk/me/present"): "agent",
    ("GET", "/desk/me/code"): "agent",
    ("POST", "/desk/me/code"): "agent",
}
"""By method and path: the least role."""


def _routes() -> dict[tuple[str, str], list[Door]]:
    found = {}
    for route in _all(desk.router.routes):
        doors = [each.call for each in route.dependant.dependencies if isinstance(each.call, Door)]
        for method in route.methods - {"HEAD"}:
            found[method, route.path] = doors
    return found


def _all(routes: object) -> list[APIRoute]:
    """The routes of a router and of those that it holds."""
    found: list[APIRoute] = []
    for each in routes:  # type: ignore[attr-defined]
        if isinstance(each, APIRoute):
            found.append(each)
        else:
            found += _all(each.routes if hasattr(each, "routes") else each.original_router.routes)
    return found


def test_the_table_names_every_route_and_each_has_one_door() -> None:
    assert {key: [door.role for door in doors] for key, doors in _routes().items()} == {
        key: [role] for key, role in ROUTES.items()
    }


CASES = [(method, path, role, who) for (method, path), role in ROUTES.items() if role for who in ("", "agent", "lead", "admin")]


def _filled(path: str, code: str) -> str:
    return path.replace("{code}", code).replace("{id}", "khong-co-that").replace("{token}", "t")


@pytest.mark.parametrize(("method", "path", "role", "who"), [each for each in CASES if each[1] != "/desk/events"])
def test_nobody_passes_a_door_that_is_not_his(at_desk: Desk, method: str, path: str, role: str, who: str) -> None:
    code = at_desk.case()
    browser = at_desk.enter("person", role=who, proven=who in ("lead", "admin")) if who else at_desk.browser()
    if method == "GET":
        answer = browser.get(_filled(path, code))
    else:
        browser.get("/desk/login")
        answer = browser.send(_filled(path, code), {"csrf": "none"})
    passed = not (answer.status_code == 303 and answer.headers["location"].startswith("/desk/login"))
    assert passed == (who != "")
    if who and RANK[who] < RANK[role]:
        assert answer.status_code == 403
    elif who and method == "POST":
        assert answer.status_code == 403
        assert "Biểu mẫu đã quá hạn" in answer.text
    assert at_desk.row(code).status == "handed_over"


@pytest.mark.parametrize("path", ["/desk", "/desk/events", "/desk/cases/TN-00000-00000-0"])
def test_a_script_without_a_login_is_told_so(at_desk: Desk, path: str) -> None:
    answer = at_desk.browser().get(path, headers={"x-desk-part": "1", "origin": ORIGIN})
    assert answer.status_code == 401
    assert "<html" not in answer.text


def test_a_customers_token_opens_nothing_here(at_desk: Desk) -> None:
    code = at_desk.case()
    token = at_desk.house.tokens.issue("khach-1", "main", at_desk.clock.now())
    answer = at_desk.browser().get(f"/desk/cases/{code}", headers={"authorization": f"Bearer {token}"})
    assert answer.headers["location"].startswith("/desk/login")


LEADING = [(method, path) for (method, path), role in ROUTES.items() if role in ("lead", "admin")]


@pytest.mark.parametrize(("method", "path"), LEADING)
def test_management_asks_for_two_step_login_first(at_desk: Desk, method: str, path: str) -> None:
    browser = at_desk.enter("person", role="admin")
    answer = browser.get(_filled(path, "x")) if method == "GET" else browser.send(_filled(path, "x"), {"csrf": "none"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/me/code")
