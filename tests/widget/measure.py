"""Measures what the widget costs its host page: `python -m tests.widget.measure [RUNS]`; it judges nothing.

Each run loads the same page with and without the widget, on this machine's processor and on one slowed down four times,
as a cheap phone's is, and takes from Chromium's own counters the main thread's time and when the page was first painted.
"""

from __future__ import annotations

import gzip
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

from bot.server.integrity import WIDGET
from tests.widget.conftest import ARGS, CHROMIUM, PHONE, page_html
from tests.widget.standin import HostPages, StandIn

BODY = "<h1>Sao Mai</h1>" + "<p>Nội dung của trang.</p>" * 50


def busy(browser: Browser, url: str, *, bubble: bool, slower: int) -> tuple[float, float, float]:
    """For one load of a page, in ms: the main thread's time, the page's first paint, the longest task over 50 ms."""
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    session.send("Performance.enable")
    page.add_init_script("window.long = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) window.long = Math.max(window.long, e.duration); }).observe({type: 'longtask', buffered: true});")
    page.goto(url)
    page.wait_for_timeout(2500)
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    longest = float(page.evaluate("window.long"))
    assert page.locator("tiepnhan-chat .bubble").is_visible() is bubble
    paint = float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    context.close()
    return (found["ScriptDuration"] + found["LayoutDuration"] + found["RecalcStyleDuration"]) * 1000, paint, longest


def main() -> None:
    """Prints medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    raw = WIDGET.read_bytes()
    print(f"widget.js: {len(raw)} bytes, {len(gzip.compress(raw, 9))} gzip")
    with sync_playwright() as playwright, HostPages() as host, StandIn((host.url,)) as server:
        host.pages["with"] = (page_html(f"{server.url}/widget.js", body=BODY), {})
        host.pages["without"] = (page_html(f"{server.url}/none.js", body=BODY), {})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for slower in (1, 4):
            times = [[busy(browser, f"{host.url}/{name}", bubble=name == "with", slower=slower) for name in ("with", "without")] for _ in range(runs)]
            middle = [[statistics.median(pair[i][k] for pair in times) for i in (0, 1)] for k in range(3)]
            print(f"processor {slower} times slower, medians of {runs} runs, with and without the widget, ms:")
            for name, (with_it, without) in zip(("main thread", "first contentful paint of the page", "longest task over 50 ms"), middle, strict=True):
                print(f"  {name}: {with_it:.1f} and {without:.1f}")
        browser.close()


if __name__ == "__main__":
    main()
