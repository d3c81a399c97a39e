"""axe finds nothing, on a phone and a desktop, by day and by night."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.desk_pages.conftest import Enter, Served


def _found(page: Page, place: str) -> list[str]:
    """What axe says about a page, and whether it is wider than its window."""
    found = Axe().run(page)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return ([f"{place}: {found.generate_report()}"] if found.violations_count else []) + ([f"{place} is too wide"] if wide else [])


@pytest.mark.parametrize(("phone", "dark"), [(False, False), (True, True)])
def test_axe_finds_nothing(served: Served, enter: Enter, phone: bool, dark: bool) -> None:
    served.hire("thu", "Thu", "lead")
    customer = served.case(picture=True)
    page = enter("thu", phone=phone, dark=dark)
    page.goto(f"{served.url}/desk/cases/{customer.code}")
    page.get_by_role("button", name="Nhận yêu cầu").click()
    customer.say("có tin chưa em")
    other = served.case()
    places = ["/desk", "/desk?view=mine", f"/desk/cases/{customer.code}", f"/desk/cases/{other.code}", "/desk/hotline", "/desk/notices", "/desk/stats", "/desk/me/code", "/desk?priority=urgent"]
    faults = []
    for place in places:
        page.goto(f"{served.url}{place}")
        faults += _found(page, place)
    page.context.clear_cookies()
    page.goto(f"{served.url}/desk/login")
    faults += _found(page, "/desk/login")
    assert not faults, "\n".join(faults)
