"""The page in a browser: axe finds nothing, it fits a phone, sorts, filters, unfolds for paper, and lets no stranger's script run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bot.evaluation.report import write_report
from bot.evaluation.report_texts import Lang
from tests.evaluation.results_made import made

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("TIEPNHAN_CHROMIUM", "/usr/bin/chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
NASTY = "<img src=x onerror='window.caught=1'><script>window.caught=1</script>"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    if not Path(CHROMIUM).exists():
        missing = f"there is no browser at {CHROMIUM}: install chromium or set TIEPNHAN_CHROMIUM"
        if os.environ.get("TIEPNHAN_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report of a result with everything in it."""
    contexts = []

    def visited(
        lang: Lang = "vi", *, size: ViewportSize = DESK, scheme: Literal["light", "dark"] = "light", script: bool = True
    ) -> Page:
        result = made()
        rows = tuple(replace(row, text=f"{NASTY} {row.text}") for row in result.errors)
        file = write_report(replace(result, errors=rows), tmp_path, lang)
        context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield visited
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("lang", "size", "scheme"),
    [("vi", DESK, "light"), ("vi", PHONE, "dark"), ("en", PHONE, "light"), ("en", DESK, "dark")],
)
def test_axe_finds_nothing(visit: Open, lang: Lang, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    page = visit(lang, size=size, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_strangers_text_stays_text(visit: Open) -> None:
    page = visit()
    assert page.evaluate("window.caught") is None
    assert page.get_by_role("cell", name=f"{NASTY} chết mất thôi").count() == 1


def test_errors_are_filtered_without_accents(visit: Open) -> None:
    page = visit()
    rows = page.locator("section[aria-labelledby=errors] tbody tr")
    assert rows.count() == 2
    page.get_by_label("Lọc tin nhắn").fill("chet MAT")
    assert [row.is_visible() for row in rows.all()] == [True, False]
    page.get_by_label("Lọc tin nhắn").fill("")
    assert all(row.is_visible() for row in rows.all())


def test_tables_are_sorted_by_numbers_both_ways(visit: Open) -> None:
    page = visit("en")
    section = page.locator("section[aria-labelledby=intents]")
    head = section.get_by_role("button", name="Messages")
    numbers = []
    for said in ("ascending", "descending"):
        head.click()
        assert section.locator(f"th[aria-sort={said}]").inner_text().startswith("Messages")
        cells = section.locator("tbody tr td:nth-of-type(1)")
        numbers.append([int(cell) for cell in cells.all_inner_texts()])
    assert numbers[0] == sorted(numbers[0])
    assert numbers[1] == numbers[0][::-1]
    assert len(set(numbers[0])) > 1


def test_paper_shows_what_is_folded(visit: Open) -> None:
    page = visit()
    closed = page.locator("details:not([open])").count()
    assert closed > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == closed


def test_it_reads_without_script(visit: Open) -> None:
    page = visit(script=False)
    assert page.get_by_role("heading", name="Có thể dùng được?").is_visible()
    assert page.get_by_role("columnheader", name="Nhận ra").count() > 0
    assert page.locator(".filter").count() == 0
