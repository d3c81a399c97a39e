"""One's own matters: duty, and two-step login."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

from bot.gate.people import totp
from bot.store import people_rows
from tests.server.desk.conftest import Desk


def _present(desk: Desk) -> int:
    with desk.house.store.reading() as connection:
        return people_rows.present_agents(connection, desk.clock.now() - timedelta(minutes=5))


def test_who_comes_is_on_duty_until_he_says_otherwise(at_desk: Desk) -> None:
    minh = at_desk.enter("minh")
    assert _present(at_desk) == 1
    assert minh.submit("/desk", "/desk/me/present").status_code == 303
    assert _present(at_desk) == 0
    minh.submit("/desk", "/desk/me/present")
    assert _present(at_desk) == 1
    minh.submit("/desk", "/desk/logout")
    assert _present(at_desk) == 0


def test_two_step_login_is_turned_on_by_its_first_code(at_desk: Desk) -> None:
    lead, other = at_desk.enter("lead", role="lead"), at_desk.browser()
    other.login("lead")
    page = lead.get("/desk/me/code").text
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found is not None
    secret = base64.b32decode(found[1].replace(" ", ""))
    assert lead.submit("/desk/me/code", "/desk/me/code", code="000000").status_code == 422
    assert lead.submit("/desk/me/code", "/desk/me/code", code=totp(secret, at_desk.clock.now())).status_code == 303
    assert "Đã bật" in lead.get("/desk/me/code").text
    assert found[1] not in lead.get("/desk/me/code").text
    assert other.get("/desk").status_code == 303
    assert at_desk.browser().login("lead").status_code == 401
    at_desk.clock.advance(30)
    assert at_desk.browser().login("lead", code=totp(secret, at_desk.clock.now())).status_code == 303
