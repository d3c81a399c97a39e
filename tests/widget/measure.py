"""Measures what the widget costs its host page: `python -m tests.widget.measure [RUNS]`; it judges nothing.

Each run loads the same page with and without the widget in a browser whose processor is slowed down four times, as a
cheap phone's is, and takes from Chromium's own counters the main thread's time (ms) until the bubble is painted.
"""

from __future__ import annotations

import gzip
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

from bot.server.integrity import WIDGET
from tests.widget.conftest import ARGS, CHROMIUM, PHONE, page_html
from tests.widget.standin import HostPages, StandIn

SLOWER = 4
BODY = "<h1>Sao Mai</h1>" + "<p>Nội dung của trang.</p>" * 50


def busy(browser: Browser, url: str, *, bubble: bool) -> tuple[float, float]:
    """The main thread's time and its longest task over 50 ms, in ms, for one load of a page."""
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Performance.enable")
    page.add_init_script("window.long = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) window.long = Math.max(window.long, e.duration); }).observe({type: 'longtask', buffered: true});")
    page.goto(url)
    page.wait_for_timeout(2500)
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    longest = float(page.evaluate("window.long"))
    assert page.locator("tiepnhan-chat .bubble").is_visible() is bubble
    context.close()
    return (found["ScriptDuration"] + found["LayoutDuration"] + found["RecalcStyleDuration"]) * 1000, longest


def main() -> None:
    """Prints medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    raw = WIDGET.read_bytes()
    print(f"widget.js: {len(raw)} bytes, {len(gzip.compress(raw, 9))} gzip")
    with sync_playwright() as playwright, HostPages() as host, StandIn((host.url,)) as server:
        host.pages["with"] = (page_html(f"{server.url}/widget.js", body=BODY), {})
        host.pages["without"] = (page_html(f"{server.url}/none.js", body=BODY), {})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        times = [(busy(browser, f"{host.url}/with", bubble=True), busy(browser, f"{host.url}/without", bubble=False)) for _ in range(runs)]
        browser.close()
    with_it, without = (statistics.median(pair[i][0] for pair in times) for i in (0, 1))
    print(f"main thread, processor {SLOWER} times slower: {with_it:.1f} ms with, {without:.1f} ms without: {with_it - without:.1f} ms added")
    print(f"longest task over 50 ms: {max(pair[0][1] for pair in times):.0f} ms with, {max(pair[1][1] for pair in times):.0f} ms without")


if __name__ == "__main__":
    main()
