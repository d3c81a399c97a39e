"""Whole conversations through store, understanding, triage and jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.case import Case
from bot.runtime.happening import Doing
from bot.runtime.parts import Said, WrongMessage
from bot.runtime.resuming import resume_timers
from bot.store import case_rows, conversations
from bot.store.backup import back_up
from bot.store.errors import Conflict
from bot.store.messages import MessageRow
from bot.store.restore import restore
from tests.runtime.conftest import Bench, MakeBench


def _queue(bench: Bench) -> list[case_rows.Listed]:
    with bench.runtime.parts.store.reading() as connection:
        return case_rows.queue(connection)


def test_a_message_becomes_a_case_in_front_of_a_human(bench: Bench) -> None:
    replies = bench.tell("tk hoangnam88 rút 5tr từ 8h tối qua chưa về")
    assert replies
    assert any("TN-" in reply.text for reply in replies)
    bench.tell("không có ảnh")
    bench.tell("đúng rồi")
    [case] = _queue(bench)
    assert (case.kind, case.status, case.username, case.priority) == (
        "slow_withdrawal", "handed_over", "hoangnam88", "urgent",
    )  # fmt: skip


def test_the_same_message_twice_is_one(bench: Bench) -> None:
    first = bench.say("rút tiền chưa về", id="message-77")
    again = bench.say("rút tiền chưa về", id="message-77")
    assert (again.repeated, again.seq, again.conversation) == (True, first.seq, first.conversation)
    bench.settle(first.conversation)
    assert [row.author for row in bench.transcript(first.conversation)].count("customer") == 1


def test_messages_that_come_together_are_one_turn(bench: Bench) -> None:
    one = bench.say("alo shop")
    bench.clock.advance(0.5)
    bench.say("rút tiền mãi chưa về")
    bench.settle(one.conversation)
    customer = [row for row in bench.transcript(one.conversation) if row.author == "customer"]
    assert len({row.turn for row in customer}) == 1
    assert customer[0].turn is not None


def test_a_cry_for_help_waits_for_nothing(bench: Bench) -> None:
    assert bench.say("tôi không muốn sống nữa").wait == 0


def test_a_secret_never_reaches_the_store(bench: Bench, tmp_path: Path) -> None:
    bench.tell("mật khẩu của em là Sieumat#2026 nhé")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any("tiepnhan.db" in path.name for path in files)
    assert not [path.name for path in files if b"Sieumat" in path.read_bytes()]


def test_a_button_works_once(bench: Bench) -> None:
    [reply, *_] = [row for row in bench.tell("chào shop") if row.buttons]
    button = reply.buttons[0]
    bench.press(button)
    before = len(bench.transcript(reply.conversation))
    again = bench.say("", button=button["id"])
    assert again.repeated
    assert len(bench.transcript(reply.conversation)) == before


def test_a_strangers_button_is_refused(bench: Bench) -> None:
    [reply, *_] = [row for row in bench.tell("chào shop") if row.buttons]
    with pytest.raises(Exception, match="does not belong"):
        bench.say("", sender="khach-2", button=reply.buttons[0]["id"])


def test_the_agent_takes_replies_and_resolves(bench: Bench) -> None:
    bench.tell("cho mình gặp nhân viên")
    [case] = _queue(bench)
    runtime = bench.runtime
    assert runtime.act(Doing("take", case.code, "Lan", "r1"))
    assert not runtime.act(Doing("take", case.code, "Lan", "r1"))
    with pytest.raises(Conflict):
        runtime.act(Doing("take", case.code, "Minh", "r2"))
    runtime.act(Doing("reply", case.code, "Lan", "r3", text="Em chào anh, em kiểm tra ngay ạ."))
    runtime.act(Doing("resolve", case.code, "Lan", "r4"))
    texts = [row.text for row in bench.transcript(case.conversation)]
    assert "Em chào anh, em kiểm tra ngay ạ." in texts
    replies = bench.tell("rồi, cảm ơn em")
    assert any(row.buttons for row in replies)


def test_an_idle_form_is_handed_over_by_its_timer(bench: Bench) -> None:
    bench.tell("nạp tiền chưa vào, tk namdinh12")
    bench.wait(3700)
    [case] = _queue(bench)
    assert case.incomplete


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said("web", "khach", "message-1"), "empty"),
        (Said("web", "khach", "message-1", "a" * 4001), "too_long"),
        (Said("web", "khach", "có dấu", "a"), "wrong_id"),
        (Said("web", "khach", "message-1", evidence=("khong-co-that",)), "unknown_evidence"),
    ],
)
def test_what_cannot_be_accepted_is_refused_by_name(bench: Bench, said: Said, code: str) -> None:
    with pytest.raises(WrongMessage) as refused:
        bench.runtime.accept(said)
    assert refused.value.code == code


def test_a_restored_conversation_keeps_its_timers(
    bench: Bench, make_bench: MakeBench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = bench.tell("nạp tiền chưa vào, tk namdinh12")
    bench.wait(60)
    folder = tmp_path_factory.mktemp("restored")
    back_up(bench.runtime.parts.store, bench.runtime.parts.vault, folder / "b.tar", bench.clock.now())
    again = make_bench(folder=folder)
    restore(again.runtime.parts.store, again.runtime.parts.vault, folder / "b.tar")
    assert resume_timers(again.runtime.parts) > 0
    again.wait(3700)
    [case] = _queue(again)
    assert (case.incomplete, case.conversation) == (True, told[0].conversation)
    assert resume_timers(again.runtime.parts) == 0


def test_a_case_link_joins_without_showing_anything(bench: Bench) -> None:
    bench.tell("cho mình gặp nhân viên, tk hoangnam88")
    [case] = _queue(bench)
    bench.runtime.join("khach-2", "main", case.code)
    [row] = conversation_of(bench, "khach-2")
    assert case.code in row.text
    assert "hoangnam88" not in row.text
    before = _stored(bench, case.code)
    bench.tell("em nhắn ở máy khác, số tiền 3tr nhé", sender="khach-2")
    assert _stored(bench, case.code) == before
    assert _queue(bench)[0].unread > case.unread
    bench.runtime.act(Doing("reply", case.code, "Lan", "r1", text="Em chào anh ạ."))
    assert conversation_of(bench, "khach-2")[-1].text == "Em chào anh ạ."


def test_a_linked_conversation_still_hears_a_cry_for_help(bench: Bench) -> None:
    bench.tell("cho mình gặp nhân viên")
    [case] = _queue(bench)
    bench.runtime.join("khach-2", "main", case.code)
    replies = bench.tell("tôi không muốn sống nữa", sender="khach-2")
    assert any("115" in reply.text for reply in replies)
    assert {each.kind for each in _queue(bench)} == {"ask_human", "distress"}


def conversation_of(bench: Bench, sender: str) -> list[MessageRow]:
    with bench.runtime.parts.store.reading() as connection:
        row = conversations.find(connection, "web", sender)
    assert row is not None
    return bench.transcript(row.id)


def _stored(bench: Bench, code: str) -> Case:
    with bench.runtime.parts.store.reading() as connection:
        return case_rows.load(connection, code)


def test_a_customer_who_is_seen_typing_is_not_idle(bench: Bench) -> None:
    [reply, *_] = bench.tell("rút tiền chưa về, tk namdinh12")
    for _ in range(3):
        bench.wait(400)
        bench.runtime.typing(reply.conversation, True)
    assert _queue(bench) == []
    bench.wait(700)
    assert [case.incomplete for case in _queue(bench)] == [True]
