"""What comes in arrives once and in order, across cut lines, restarts, repeated events and expired tokens."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.widget.acting import mine, opened, theirs, write
from tests.widget.conftest import Visit
from tests.widget.standin import Conversation, Dropped, Fault, StandIn


def talking(page: Page, server: StandIn) -> Conversation:
    """A conversation with its stream open."""
    opened(page)
    write(page, "chào em")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    page.wait_for_function("() => true")
    until(page, lambda: bool(server.desk.only.streams))
    return server.desk.only


def until(page: Page, test: object, tries: int = 100) -> None:
    """Waits for something on the server's side."""
    for _ in range(tries):
        if test():  # type: ignore[operator]
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to be")


def texts(page: Page) -> list[str]:
    """What the assistant said, the greeting left out."""
    return [text for text in page.locator("tiepnhan-chat .m:not(.mine) .text").all_inner_texts() if "trợ lý tự động" not in text]


def test_a_cut_line_goes_on_from_the_last_message(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    server.desk.say(talk, "một")
    expect(theirs(page).get_by_text("một", exact=True)).to_be_visible()
    talk.push(Dropped())
    until(page, lambda: not talk.streams)
    server.desk.say(talk, "hai")
    expect(theirs(page).get_by_text("hai", exact=True)).to_be_visible()
    assert texts(page) == ["một", "hai"]
    asked = [headers["last-event-id"] for method, url, headers in server.desk.log if url.endswith("/events")]
    assert asked[0] in {"0", "1"}
    assert asked[-1] == "3"


def test_doubled_events_are_shown_once(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    server.desk.doubled = True
    talk = talking(page, server)
    server.desk.say(talk, "một")
    server.desk.say(talk, "hai")
    expect(theirs(page).get_by_text("hai", exact=True)).to_be_visible()
    write(page, "dạ")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(2)
    assert texts(page) == ["một", "hai"]
    assert mine(page).count() == 2


def test_the_server_restarts_in_the_middle(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    server.desk.say(talk, "trước")
    expect(theirs(page).get_by_text("trước", exact=True)).to_be_visible()
    server.stop()
    write(page, "khi tắt máy")
    server.desk.say(talk, "viết lúc tắt")
    server.start()
    expect(theirs(page).get_by_text("viết lúc tắt", exact=True)).to_be_visible(timeout=20_000)
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(2, timeout=20_000)
    assert server.desk.texts_of_customer() == ["chào em", "khi tắt máy"]
    assert texts(page) == ["trước", "viết lúc tắt"]


def test_a_server_that_says_bye_is_called_again(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    first = talk.streams[0]
    talk.push(("bye", {"reason": "restart"}))
    until(page, lambda: bool(talk.streams) and talk.streams[0] is not first)
    server.desk.say(talk, "vẫn ở đây")
    expect(theirs(page).get_by_text("vẫn ở đây")).to_be_visible()


def test_an_expired_token_is_renewed_for_the_same_visitor_or_a_new_one(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    server.desk.faults = [Fault("POST", "/api/chat/messages", 401, code="token_expired")]
    write(page, "còn đây không")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(2)
    assert server.desk.only is talk
    server.desk.expired |= set(server.desk.tokens)  # nor can it be renewed
    write(page, "câu mới")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    assert len(server.desk.conversations) == 2
    other = next(c for c in server.desk.conversations.values() if c is not talk)
    until(page, lambda: bool(other.messages))
    assert [m["text"] for m in other.messages] == ["câu mới"]
    expect(theirs(page).get_by_text("chào em")).to_have_count(0)  # nothing of the old conversation


def test_a_stream_that_says_nothing_is_given_up(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    page.clock.install()
    talk = talking(page, server)
    first = talk.streams[0]
    page.clock.run_for(45_000)
    page.clock.run_for(3_000)
    until(page, lambda: any(stream is not first for stream in talk.streams))
    server.desk.say(talk, "chỉ một lần")
    expect(theirs(page).get_by_text("chỉ một lần")).to_have_count(1)


def test_typing_is_shown_and_ends(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    talk.push(("typing", {"from": "agent", "on": True}))
    expect(page.get_by_text("Nhân viên đang soạn tin")).to_be_visible()
    server.desk.say(talk, "xong", who="agent", name="Lan")
    expect(page.get_by_text("Nhân viên đang soạn tin")).to_be_hidden()
    expect(theirs(page).last).to_contain_text("Lan, nhân viên")


def test_unread_messages_are_counted_on_the_bubble(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    page.keyboard.press("Escape")
    server.desk.say(talk, "một")
    server.desk.say(talk, "hai")
    expect(page.locator("tiepnhan-chat .badge")).to_have_text("2")
    expect(page.get_by_role("button", name="Mở chat hỗ trợ, 2 tin chưa đọc")).to_be_visible()
    page.reload()
    expect(page.locator("tiepnhan-chat .badge")).to_have_text("2")
    opened(page)
    page.keyboard.press("Escape")
    expect(page.locator("tiepnhan-chat .badge")).to_be_hidden()


def test_the_next_day_the_same_conversation_with_its_days(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    server.desk.say(talk, "dạ em nghe")
    expect(theirs(page).get_by_text("dạ em nghe")).to_be_visible()
    talk.messages[0]["at"] = "2026-01-05T20:00:00+07:00"
    talk.messages[1]["at"] = "2026-01-06T08:00:00+07:00"
    page.close()
    page = visit(context)
    if not page.locator("tiepnhan-chat .panel").is_visible():
        page.wait_for_timeout(500)
    expect(page.locator("tiepnhan-chat .day")).to_have_text(["Thứ Hai, 05/01/2026", "Thứ Ba, 06/01/2026"])
    server.desk.say(talk, "hôm nay")
    expect(page.locator("tiepnhan-chat .day").last).to_have_text("Hôm nay")
    assert len(server.desk.conversations) == 1


def test_a_long_conversation_is_read_whole(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    page.close()
    for n in range(430):
        server.desk.say(talk, f"câu {n}")
    page = visit(context)
    expect(theirs(page).get_by_text("câu 429", exact=True)).to_be_visible()
    assert texts(page) == [f"câu {n}" for n in range(430)]


def test_an_idle_talk_is_warned_about_and_can_go_on(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    server.desk.config = {"idle_warning_seconds": 120}
    page = visit(context)
    page.clock.install()
    talk = talking(page, server)
    server.desk.enter(talk, "collecting")
    warning = page.get_by_text("Anh/chị còn ở đó không ạ?").first
    until(page, lambda: bool(page.locator("tiepnhan-chat").count()))
    page.clock.run_for(60_000)
    expect(warning).to_have_count(0)
    page.clock.run_for(70_000)
    expect(warning).to_be_attached()
    told = len(talk.typing)
    page.get_by_role("button", name="Tôi vẫn ở đây").click()
    expect(page.locator("tiepnhan-chat .notice")).to_have_count(0)
    until(page, lambda: len(talk.typing) > told)


def test_the_language_is_changed_in_the_middle(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    talk = talking(page, server)
    page.get_by_role("button", name="Switch to English").click()
    expect(theirs(page).first).to_contain_text("Automatic assistant") if theirs(page).count() else None
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    expect(mine(page).get_by_text("Sent")).to_have_count(1)
    until(page, lambda: talk.lang == "en")
    assert len(server.desk.conversations) == 1
    page.reload()
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
