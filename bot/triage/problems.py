"""What becomes of a problem that is told: a new case, an open one joined, an ended one reopened, or kept for later."""

from __future__ import annotations

from datetime import datetime

import bot.triage.forms as forms
from bot.case import Case
from bot.triage.casework import absorb, join, missing_slots, open_case, reopen
from bot.triage.draft import Draft
from bot.triage.hearing import heard, of_problem, pool_pictures
from bot.triage.reading import Problem, Reading
from bot.triage.routing import is_recent, title
from bot.triage.second import keep_problem, waiting
from bot.triage.states import Kept, State, Waiting
from bot.triage.wording import about, about_waiting

_KEPT = "utter_second_problem_kept"
_BETWEEN = {"vi": "» và «", "en": '" and "'}


def tell_notices(draft: Draft, intent: str, bank: str) -> tuple[str, ...]:
    """Tell known disturbances to those concerned, each once; returns their texts, for the case."""
    told = []
    for notice in draft.domain.triage.notices:
        text = notice.text.get(draft.talk.language) or notice.text["vi"]
        if notice.holds(draft.now, intent, bank) and text not in draft.talk.told:
            draft.part("utter_notice", {"notice": text})
            draft.change(told=(*draft.talk.told, text))
            told.append(notice.text["vi"])
    return tuple(told)


def start(draft: Draft, reading: Reading, problem: Problem) -> State:
    """A problem told while nothing is in hand: join, reopen, or open its form."""
    open_one = draft.talk.open_case(problem.intent)
    if open_one is not None:
        return resume(draft, open_one, reading)
    ended = reopenable(draft, reading, problem.intent)
    if ended is not None:
        return again(draft, ended, reading)
    return open_problem(draft, reading, problem)


def open_problem(draft: Draft, reading: Reading, problem: Problem) -> State:
    """A new case: notices first, then explanation, form or summary; other problems are kept."""
    draft.note(problem.because)
    said = heard(draft, of_problem(reading, problem))
    taken = open_case(draft, problem.intent, said, reading)
    bank = taken.case.field("bank")
    notices = tell_notices(draft, problem.intent, str(bank.value) if bank else "")
    if notices:
        draft.keep(taken.case.having(notices=notices))
    for slot in reading.refusals:
        if slot in missing_slots(draft, draft.talk.case(taken.case.code)):
            forms.give_up_slot(
                draft, draft.talk.case(taken.case.code), slot, "refused", _of(reading, problem), say=False
            )
    keep_others(draft, reading, problem)
    if reading.angry:
        draft.part("utter_sorry")
    return forms.open_form(draft, taken.with_case(draft.talk.case(taken.case.code)))


def _of(reading: Reading, problem: Problem) -> str:
    return problem.words or reading.words


def keep_others(draft: Draft, reading: Reading, chosen: Problem) -> tuple[str, ...]:
    """Keep the other problems of a turn for later, and say so; returns the intents kept."""
    kept = []
    for other in reading.problems:
        if other.intent != chosen.intent and keep_for_later(draft, reading, other):
            kept.append(other.intent)
    return tuple(kept)


def keep_for_later(draft: Draft, reading: Reading, problem: Problem, *, with_pictures: bool = False) -> bool:
    """Keep one problem with what was said of it; pictures of the turn too, where they are about nothing else."""
    said = heard(draft, of_problem(reading, problem)) if len(reading.problems) > 1 else heard(draft, reading.found)
    if with_pictures:
        said = (*said, *pool_pictures(draft, reading.evidence))
    kept = Kept(problem.intent, problem.words, problem.message_id, said)
    if not keep_problem(draft, kept):
        return False
    _say_kept(draft, title(draft.domain, problem.intent, draft.talk.language))
    return True


def _say_kept(draft: Draft, name: str) -> None:
    """Say that a problem is kept; several of one turn are named in one sentence."""
    before = [line for line in draft.lines if line.response == _KEPT]
    draft.lines = [line for line in draft.lines if line.response != _KEPT]
    titles = [line.values["title"] for line in before] + [name]
    draft.part(_KEPT, {"title": _BETWEEN[draft.talk.language].join(titles)})


def reopenable(draft: Draft, reading: Reading, intent: str) -> Case | None:
    """The case of this kind that ended so lately that the same problem reopens it.

    A time after its end, or another amount or code, tells of something new. One that was cancelled goes on.
    """
    seconds = draft.domain.triage.timers.reopen
    for case in reversed(draft.talk.cases):
        if case.kind == intent and is_recent(draft.domain, case, draft.now, seconds):
            return None if case.status == "closed" and _is_new(reading, case) else case
    return None


def _is_new(reading: Reading, case: Case) -> bool:
    for found in reading.found:
        value, held = found.entity.value, case.field(found.entity.kind)
        if found.entity.kind == "incident_time" and isinstance(value, dict) and value.get("start"):
            if case.ended is not None and datetime.fromisoformat(value["start"]) > case.ended:
                return True
        elif found.entity.kind in ("amount", "transaction_id") and value is not None and held and held.value != value:
            return True
    return False


def again(draft: Draft, case: Case, reading: Reading) -> State:
    """The problem of an ended case is back: a second review, or the form where no human has seen it yet."""
    if case.handed_over is None:
        draft.note("the problem that was explained is still there")
        return resume(draft, draft.keep(case.having(ended=None, status="answered")), reading)
    denied = case.status == "resolved"
    case = reopen(draft, case, reading)
    draft.say("utter_reopened", about_waiting(draft, case), code=case.code)
    if denied and case.reviews > 1:
        draft.say("utter_complaint_body", about(draft, case), code=case.code)
    return waiting(draft, case)


def resume(draft: Draft, case: Case, reading: Reading) -> State:
    """The problem of an open case is told again: its form goes on, or the message joins it."""
    if case.status == "answered":
        return take_up(draft, case, reading)
    if case.status == "resolved":
        return again(draft, case, reading)
    join(draft, case, reading)
    draft.say("utter_joined_open_case", about(draft, case), code=case.code)
    return Waiting(draft.talk, case.code, receipt=draft.now)


def take_up(draft: Draft, case: Case, reading: Reading) -> State:
    """An answered case goes on in its form."""
    draft.stop_all(case.code)
    taken = absorb(draft, case.having(status="collecting"), reading, may_replace=True)
    draft.note("the explained problem is not solved: its form goes on")
    return forms.open_form(draft, taken)
