"""Laws that hold over any sequence of what customers, agents, clocks and failures do."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.message import Attachment, Masked
from bot.triage import (
    AgentAsks,
    AgentHandedBack,
    AgentReplied,
    AgentResolved,
    AgentTook,
    Collecting,
    Confirming,
    EffectFailed,
    HandOff,
    HandOffDelivered,
    OpenCase,
    Reply,
    TimerFired,
    Waiting,
    WithAgent,
    from_json,
    render,
    summary_text,
    to_json,
)
from tests.triage.talking import E, Talk, domain, money, user, when

MESSAGES: list[tuple[str, tuple[Any, ...], tuple[E, ...]]] = [
    ("chào ad", ("greet",), ()),
    ("rút tiền chưa về", ("slow_withdrawal",), ()),
    (
        "rút 5tr 10 phút trước chưa về",
        ("slow_withdrawal",),
        (money("5tr", 5_000_000), when("10 phút trước", "2026-11-14T20:25")),
    ),
    ("tk hoangnam88 nạp 500k chưa vào", ("slow_deposit",), (user("hoangnam88"), money("500k", 500_000))),
    ("khuyến mãi đâu", ("missing_bonus",), ()),
    ("vé sai, vả lại không vào được", (("bet_dispute", "vé sai"), ("login_failure", "không vào được")), ()),
    (
        "ba việc: đổi số, hủy rút, lỗi game",
        (("change_details", "đổi số"), ("cancel_withdrawal", "hủy rút"), ("game_error", "lỗi game")),
        (),
    ),
    ("phục vụ quá tệ", ("complaint_service",), ()),
    ("minhanh_92", ("inform",), (user("minhanh_92"),)),
    ("8h tối qua", ("inform",), (when("8h tối qua"),)),
    ("3tr", ("inform",), (money("3tr", 3_000_000),)),
    ("500", ("inform",), (money("500", None, ambiguous=True, candidates=[500_000, 500]),)),
    ("không nhớ", ("inform",), ()),
    ("không có ảnh", ("inform",), ()),
    ("không phải minhanh_92 mà là minhanh_93", ("correct",), (user("minhanh_93", instead_of="minhanh_92"),)),
    ("đúng rồi", ("affirm",), ()),
    ("không", ("deny",), ()),
    ("vẫn chưa được", ("nlu_fallback",), ()),
    ("nhận được tiền rồi", ("inform",), ()),
    ("thôi", ("stop",), ()),
    ("cảm ơn em", ("thank",), ()),
    ("gặp người thật", ("ask_human",), ()),
    ("tới đâu rồi", ("case_status",), ()),
    ("mấy giờ nghỉ", ("faq_support_hours",), ()),
    ("có khuyến mãi gì không", ("faq_promotions",), ()),
    ("ờ thì là", (), ()),
    ("đồ lừa đảo!!!", ("out_of_scope",), ()),
    ("5 sao", ("inform",), ()),
]
AT_ONCE = ["distress", "underage", "self_exclusion", "report_fraud"]
CALM = ("utter_secret_warning", "utter_secret_warning_deleted", "utter_helplines")


class Laws(RuleBasedStateMachine):
    """One conversation, in which anything may happen next."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk()
        self.said = ""
        self.opened: list[str] = []

    # ---------------------------------------------------------------- what happens

    @rule(message=st.sampled_from(MESSAGES))
    def customer_writes(self, message: tuple[str, tuple[Any, ...], tuple[E, ...]]) -> None:
        text, intents, entities = message
        self._heard(text, lambda: self.talk.say(text, *intents, entities=entities))

    @rule(count=st.integers(1, 3))
    def customer_sends_pictures(self, count: int) -> None:
        self._heard("", lambda: self.talk.picture(count))

    @rule(kind=st.sampled_from(["sticker", "voice", "unknown"]))
    def customer_sends_something_else(self, kind: Any) -> None:
        self._heard("", lambda: self.talk.say("", "inform", attachments=(Attachment(kind, "x"),)))

    @rule()
    def customer_types_a_secret(self) -> None:
        self._heard("mk ••••••", lambda: self.talk.say("mk ••••••", "inform", masked=(Masked("password", 3, 9),)))
        assert any(reply.startswith("secret_warning") for reply in self.talk.replies)

    @rule(intent=st.sampled_from(AT_ONCE))
    def customer_cries_for_help(self, intent: str) -> None:
        already = self.talk.state.talk.open_case(intent)
        self._heard("gấp lắm rồi", lambda: self.talk.say("gấp lắm rồi", intent))
        case = self.talk.state.talk.open_case(intent)
        assert case is not None
        assert case.is_with_humans
        if already is None:
            assert case.code in [each.code for each in self.talk.of(HandOff)]

    @rule(data=st.data())
    def customer_presses_a_button(self, data: st.DataObject) -> None:
        shown = [button for effect in self.talk.of(Reply) for button in render(domain(), effect).buttons]
        if shown:
            button = data.draw(st.sampled_from(shown))
            self.said += button.title
            self._check_turn(lambda: self.talk.press(button.intent, button.title, **button.values))

    @rule(minutes=st.sampled_from([1, 4, 11, 31, 61, 60 * 25, 60 * 24 * 8]))
    def time_passes(self, minutes: int) -> None:
        self.talk.wait(minutes=minutes)
        self._note_cases()

    @rule()
    def an_old_timer_fires_again(self) -> None:
        before = self.talk.state
        self.talk.play(TimerFired("confirm", 0, "TN-00000-00007-J"))
        assert self.talk.replies == []
        assert self.talk.state.talk.cases == before.talk.cases

    @precondition(lambda self: self.talk.state.talk.cases)
    @rule(
        data=st.data(),
        what=st.sampled_from([AgentTook, AgentReplied, AgentResolved]),
        agent=st.sampled_from(["Lan", "Minh"]),
    )
    def agent_acts(self, data: st.DataObject, what: Any, agent: str) -> None:
        case = data.draw(st.sampled_from(self.talk.state.talk.cases))
        self.talk.event(what, case.code, agent)
        self._note_cases()

    @precondition(lambda self: self.talk.state.talk.cases)
    @rule(data=st.data(), slot=st.sampled_from(["username", "screenshots", "transaction_id", "nonsense"]))
    def agent_lets_ask(self, data: st.DataObject, slot: str) -> None:
        case = data.draw(st.sampled_from(self.talk.state.talk.cases))
        before = self.talk.state
        asked = self.talk.event(AgentAsks, case.code, slot)
        if asked:
            assert isinstance(before, WithAgent)
            assert slot not in before.asked
            assert slot != "nonsense"

    @precondition(lambda self: self.talk.state.talk.cases)
    @rule(data=st.data())
    def agent_hands_back(self, data: st.DataObject) -> None:
        case = data.draw(st.sampled_from(self.talk.state.talk.cases))
        self.talk.event(AgentHandedBack, case.code)
        self._note_cases()

    @precondition(lambda self: self.talk.state.talk.cases)
    @rule(data=st.data(), effect=st.sampled_from(["hand_off", "delete_message", "reply"]))
    def an_effect_fails(self, data: st.DataObject, effect: Any) -> None:
        case = data.draw(st.sampled_from(self.talk.state.talk.cases))
        self.talk.event(EffectFailed, effect, case.code)
        assert not self.talk.of(HandOff)
        self.talk.event(HandOffDelivered, case.code)

    # ---------------------------------------------------------------- what always holds

    def _heard(self, text: str, play: Any) -> None:
        self.said += text
        self._check_turn(play)

    def _check_turn(self, play: Any) -> None:
        before, now = self.talk.state, self.talk.now
        play()
        self._note_cases()
        replies = [effect for effect in self.talk.last.effects if isinstance(effect, Reply)]
        if isinstance(before, WithAgent):
            assert all(reply.response in CALM for reply in replies)
        elif isinstance(before, Waiting) and not replies:
            assert before.receipt is not None
            assert (now - before.receipt).total_seconds() < 180
        else:
            assert replies, "a turn without a reply"
        self._check_questions(before, replies)

    def _check_questions(self, before: Any, replies: list[Reply]) -> None:
        state = self.talk.state
        if isinstance(state, Collecting) and state.asking:
            case = self.talk.state.talk.case(state.code)
            assert case.field(state.asking) is None, "asked for what was said"
            assert not (state.asking == "screenshots" and any(each.kind in ("image", "file") for each in case.evidence))
        assert len(replies) <= 5

    def _note_cases(self) -> None:
        new = [effect.case.code for effect in self.talk.last.effects if isinstance(effect, OpenCase)]
        assert len(new) <= 1
        self.opened = [
            case.code for effect in self.talk.all_effects if isinstance(effect, OpenCase) for case in [effect.case]
        ]
        assert len(self.opened) == len(set(self.opened)), "a code was given twice"

    @invariant()
    def no_case_is_lost_or_doubled(self) -> None:
        cases = self.talk.state.talk.cases
        ended = {effect.code for effect in self.talk.all_effects if type(effect).__name__ == "CloseCase"}
        assert set(self.opened) - ended <= {case.code for case in cases}
        kinds = Counter(case.kind for case in cases if case.is_open)
        assert all(count == 1 for count in kinds.values()), kinds

    @invariant()
    def no_case_is_handed_over_twice(self) -> None:
        offs = Counter(effect.code for effect in self.talk.all_effects if isinstance(effect, HandOff))
        for case in self.talk.state.talk.cases:
            assert offs[case.code] <= 1 + case.reviews
            if case.status in ("handed_over", "second_review"):
                assert offs[case.code] == 1 + case.reviews or case.agents_before or case.incomplete or case.unconfirmed

    @invariant()
    def no_slot_is_asked_for_a_third_time(self) -> None:
        for case in self.talk.state.talk.cases:
            assert all(count <= 2 for count in case.asked.values()), case.asked

    @invariant()
    def the_state_fits_its_cases(self) -> None:
        state = self.talk.state
        in_hand = [case.code for case in state.talk.cases if case.status in ("collecting", "confirming")]
        assert in_hand == ([state.code] if isinstance(state, Collecting | Confirming) else [])
        taken = [case.code for case in state.talk.cases if case.status == "with_agent"]
        assert bool(taken) == isinstance(state, WithAgent)
        if isinstance(state, Waiting):
            assert state.talk.case(state.code).status in ("handed_over", "second_review")

    @invariant()
    def states_survive_json(self) -> None:
        assert from_json(json.loads(json.dumps(to_json(self.talk.state)))) == self.talk.state

    @invariant()
    def summaries_hold_only_what_was_said(self) -> None:
        for case in self.talk.state.talk.cases:
            text = summary_text(case, domain())
            assert len(text.splitlines()) <= 15
            assert all(field.words in self.said for field in case.fields)
            assert all(said.text in self.said for said in case.said)
            assert "hunter2" not in text

    def teardown(self) -> None:
        """Left alone for weeks, nothing hangs: every case is with a human or has ended."""
        self.talk.wait(days=20)
        assert all(case.is_with_humans or not case.is_open for case in self.talk.state.talk.cases)
        assert not self.talk.state.talk.kept


TestLaws = Laws.TestCase
TestLaws.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=False
)
