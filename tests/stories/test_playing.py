"""Stories are played; where they go another way, the failure says where and what was said instead."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.errors import DataError
from bot.stories import Played, play, read_stories

ROOT = Path(__file__).parents[2]
TOLD = """
stories:
- story: a late withdrawal
  now: 2026-11-14T21:00:00
  steps:
  - user: tk hoangnam88 rút 5tr từ 8h tối qua chưa về
"""


@cache
def _assistant() -> Assistant:
    return Assistant.load(domain=ROOT / "domain.yml", model=ROOT / "models" / "default")


def _play(folder: Path, steps: str) -> Played:
    path = folder / "story.yml"
    path.write_text(TOLD + "".join(f"  - {step}\n" for step in steps.splitlines()), encoding="utf-8")
    (story,) = read_stories(path)
    return play(story, _assistant())


@pytest.mark.parametrize(
    "steps",
    [
        "action: utter_ask_slow_withdrawal_form_screenshots",
        "action: utter_opened\naction: utter_ask_slow_withdrawal_form_screenshots\naction: action_listen",
        "slot_was_set: [{username: hoangnam88}, amount]\nactive_loop: slow_withdrawal_form\nstate: collecting",
        "case: {count: 1, kind: slow_withdrawal, fields: {incident_time: 2026-11-13T20:00, amount: 5000000}, missing: []}",
        "case: {fields: {incident_time: 2026-11-13, screenshots: null}, text: hoangnam88, said: 5tr}",
        "says: ['{code}', 'MÃ HỖ TRỢ', 'mã hỗ trợ TN-[0-9A-Z-]+']\nsays_not: mật khẩu\nbuttons: [Không có ảnh]",
        "button: Không có ảnh\naction: utter_summary\nstate: confirming",
        "images: 2\nwait: 4m\naction: utter_handed_over_unconfirmed\nagent: take\nstate: with_agent",
        "fail: handoff\nuser: gặp nhân viên\ncase: {undelivered: true}\nmend: handoff\naction: utter_handoff_done",
        "wait: 9m\naction: action_listen",
    ],
)
def test_what_holds(tmp_path: Path, steps: str) -> None:
    assert _play(tmp_path, steps).failure is None


@pytest.mark.parametrize(
    ("steps", "line", "expected", "got"),
    [
        ("action: utter_greet", 7, "utter_greet", "utter_opened"),
        ("action: action_listen", 7, "nothing more to be said", "utter_opened"),
        (
            "action: utter_ask_slow_withdrawal_form_screenshots\naction: utter_summary",
            8,
            "utter_summary",
            "nothing more was said",
        ),
        ("state: waiting", 7, "state waiting", "collecting"),
        ("says: chào", 7, "«chào»", "mã hỗ trợ"),
        ("says_not: ảnh", 7, "no reply with «ảnh»", "ảnh chụp"),
        ("buttons: [Có ảnh]", 7, "[Có ảnh]", "Không có ảnh"),
        ("button: Có ảnh", 7, "[Có ảnh]", "[Không có ảnh]"),
        ("active_loop: null", 7, "nothing", "slow_withdrawal_form"),
        ("case: {count: 2}", 7, "2 case(s)", "1: slow_withdrawal (collecting)"),
        ("case: {kind: slow_deposit}", 7, "a case slow_deposit", "slow_withdrawal"),
        ("case: {fields: {amount: 4000000}}", 7, "amount 4000000", "5000000"),
        ("case: {fields: {incident_time: 2026-11-13T21:00}}", 7, "incident_time", "2026-11-13T20:00"),
        ("case: {missing: [amount]}", 7, "missing [amount]", "[]"),
        ("agent: take", 7, "a case for the agent", "no case is with an agent"),
    ],
)
def test_what_does_not(tmp_path: Path, steps: str, line: int, expected: str, got: str) -> None:
    failure = _play(tmp_path, steps).failure
    assert failure is not None
    assert failure.line == line
    assert expected in failure.expected
    assert got in failure.got


@pytest.mark.parametrize("steps", ["action: utter_gret", "case: {kind: slow_withdraw}", "case: {fields: {usernam: a}}"])
def test_names_that_the_domain_does_not_have(tmp_path: Path, steps: str) -> None:
    with pytest.raises(DataError, match=r"story\.yml:7: there is no .* \(did you mean"):
        _play(tmp_path, steps)


def test_runs_are_alike(tmp_path: Path) -> None:
    one, other = _play(tmp_path, "wait: 11m"), _play(tmp_path, "wait: 11m")
    assert one.exchanges == other.exchanges
