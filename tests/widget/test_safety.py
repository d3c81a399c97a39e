"""What strangers can do: names that look like markup, a page of another origin, an address that might carry a token."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, expect

from tests.widget.acting import attach, file, mine, opened, theirs, write
from tests.widget.conftest import Visit, page_html
from tests.widget.standin import HostPages, StandIn

EVIL = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>"


def test_markup_stays_text(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    server.desk.config = {"brand": EVIL, "greeting": EVIL, "banner": EVIL, "hours": {"open": True, "words": EVIL}}
    page = visit(context)
    opened(page)
    attach(page, file(f"{EVIL[:40]}.pdf", b"%PDF", "application/pdf"))
    write(page, EVIL)
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    talk = server.desk.only
    server.desk.say(talk, EVIL, who="agent", name=EVIL, buttons=(EVIL,))
    server.desk.say(talk, f"• {EVIL}: {EVIL}\njavascript:alert(1) data:text/html,x https://saomai.example/{EVIL}")
    server.desk.enter(talk, "with_agent", agent=EVIL, case={"code": EVIL, "title": EVIL, "status": "x", "status_title": EVIL})
    expect(theirs(page).last.locator("a")).to_have_count(1)
    expect(theirs(page).last.locator("a")).to_have_attribute("href", "https://saomai.example/")
    page.reload()
    expect(theirs(page).last).to_contain_text("javascript:alert(1)")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    inside = "s => document.querySelector('tiepnhan-chat').shadowRoot.querySelectorAll(s).length"
    assert page.evaluate(inside, "script, iframe, img[src=x], [onerror]") == 0
    assert mine(page).locator(".text").inner_text() == EVIL


def test_a_page_of_another_origin_gets_nothing(browser: Browser, context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "chuyện riêng")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    token = next(iter(server.desk.tokens))
    with HostPages() as hostile:
        hostile.pages[""] = (page_html(f"{server.url}/widget.js"), {})
        other = context.new_page()  # the same browser, with the same storage and the visitor's conversation in it
        other.goto(hostile.url)
        panel = opened(other)
        expect(panel).to_contain_text("Chưa kết nối được với máy chủ hỗ trợ.")
        expect(mine(other)).to_have_count(0)
        assert token not in other.evaluate("() => JSON.stringify(localStorage)")
        for path, options in (
            ("/api/chat/messages?after=0", "{}"),
            ("/api/chat/messages?after=0", f'{{headers: {{Authorization: "Bearer {token}"}}}}'),
            ("/api/chat/messages?after=0", '{credentials: "include"}'),
        ):
            read = other.evaluate(f"() => fetch('{server.url}{path}', {options}).then((a) => a.text(), () => 'kept out')")
            assert read == "kept out"
        framed = other.evaluate(
            """(url) => new Promise((done) => { const f = document.createElement("iframe"); f.src = url; document.body.append(f);
              f.onload = () => { try { done(f.contentDocument && f.contentDocument.body.innerText); } catch (e) { done(null); } }; })""",
            page.url,
        )
        assert framed is None


def test_no_token_in_any_address(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    attach(page, file())
    write(page, "một")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    page.evaluate("() => window.tiepnhan.identify('eyJhbGciOiJIUzI1NiJ9.e30.abc')")
    page.reload()
    expect(mine(page).locator(".pic img")).to_be_visible()
    secrets = [*server.desk.tokens, "eyJhbGciOiJIUzI1NiJ9"]
    assert len(secrets) > 2
    for _, url, headers in server.desk.log:
        assert not any(secret in url or secret in headers.get("referer", "") for secret in secrets)
    assert not any(secret in page.url for secret in secrets)
    assert context.cookies() == []
