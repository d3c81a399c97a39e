"""First-line answers: whether a young withdrawal or deposit is explained instead of passed on, and what follows."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.case import Case
from bot.triage.draft import Draft
from bot.triage.routing import is_high, kind_of
from bot.triage.second import offer_second
from bot.triage.states import Listening
from bot.triage.wording import about


def deserves_explanation(draft: Draft, case: Case) -> bool:
    """Whether the transaction is certainly younger than its normal time, and nothing speaks against patience.

    A status of refused, returned or held, a high amount and a repeated contact do.
    """
    kind = kind_of(draft.domain, case.kind)
    time = case.field("incident_time")
    if not kind.first_line or case.explained or time is None:
        return False
    if is_high(draft.domain, case) or "repeated_contact" in case.signals:
        return False
    corrected = any(change.what == "incident_time" and change.before for change in case.history)
    if case.held or (corrected and case.asked):
        return False
    age = draft.now - datetime.fromisoformat(time.value["start"])
    return age < timedelta(minutes=draft.domain.triage.normal_minutes[case.kind])


def explain(draft: Draft, case: Case) -> Listening:
    """Give the first-line answer; a timer asks once whether it is solved."""
    kind = kind_of(draft.domain, case.kind)
    draft.stop_all(case.code)
    case = draft.keep(case.having(status="answered", explained=True))
    response = f"utter_first_line_{kind.first_line}"
    if case.code in draft.opened and "code" not in draft.domain.wants(response):
        draft.part("utter_opened", about(draft, case))
    draft.say(response, about(draft, case), code=case.code)
    draft.start("first_line_check", draft.domain.triage.timers.first_line_check, case.code)
    draft.note("younger than its normal time: explained first")
    offered = offer_second(draft, case)
    return Listening(draft.talk, offer="second" if offered else "", about=case.code)


def check(draft: Draft, case: Case) -> Listening:
    """Ask once whether it has arrived."""
    kind = kind_of(draft.domain, case.kind)
    draft.say(f"utter_first_line_check_{kind.first_line}", about(draft, case), code=case.code)
    draft.start("first_line_close", draft.domain.triage.timers.first_line_close, case.code)
    return Listening(draft.talk, offer="solved", about=case.code)


def solved(draft: Draft, case: Case) -> Listening:
    """The customer says that it has arrived."""
    case = draft.close(case, "closed")
    draft.say("utter_first_line_solved", about(draft, case), code=case.code)
    draft.note("solved without an agent")
    return Listening(draft.talk)
