"""What the customer may do while a form is being filled."""

from __future__ import annotations

import bot.triage.answers as answers
import bot.triage.forms as forms
import bot.triage.phrases as phrases
from bot.case import Case, Change
from bot.message import Entity
from bot.triage.casework import absorb, is_settled, missing_slots
from bot.triage.confirming import keep_others, own
from bot.triage.display import NEW_DETAILS
from bot.triage.draft import Draft
from bot.triage.filling import Taken, wanted
from bot.triage.hearing import PICTURES
from bot.triage.reading import Found, Problem, Reading
from bot.triage.refusals import ANY_SLOT, is_forgotten
from bot.triage.routing import kind_of, priority
from bot.triage.second import offer_second
from bot.triage.states import Collecting, Listening, State
from bot.triage.wording import about, about_missing, human_button, noted

_LONGEST_NAME = 5


def human(draft: Draft, state: Collecting, reading: Reading) -> State:
    """A human is asked for: the case goes to him as it is."""
    case = absorb(draft, draft.talk.case(state.code), reading, own(draft, state, reading)).case
    keep_others(draft, state, reading)
    return forms.finish(draft, case, "asked_human")


def cancel(draft: Draft, state: Collecting, reading: Reading) -> State:
    """ "thôi": the case is cancelled; a kept problem is offered."""
    case = draft.close(draft.talk.case(state.code), "cancelled")
    draft.say("utter_cancelled", about(draft, case), code=case.code)
    draft.note("cancelled by the customer")
    offered = offer_second(draft, case)
    return Listening(draft.talk, offer="second" if offered else "")


def status(draft: Draft, state: Collecting, reading: Reading) -> State:
    """How it stands; data that came along is taken."""
    absorb(draft, draft.talk.case(state.code), reading, own(draft, state, reading))
    answers.tell_status(draft, reading)
    return state


def other_kind(draft: Draft, state: Collecting, reading: Reading) -> State:
    """ "không, em nạp tiền chưa vào": the kind was wrong; code and data stay."""
    problem = _taken_back(draft, state, reading)
    assert problem is not None
    case = draft.keep(_rekinded(draft, draft.talk.case(state.code), problem))
    draft.note(f"the kind is corrected: {problem.because}")
    draft.stop_all(case.code)
    return forms.open_form(draft, absorb(draft, case, reading, may_replace=True))


def _taken_back(draft: Draft, state: Collecting, reading: Reading) -> Problem | None:
    """The other kind that the customer says it is, or None."""
    kind = draft.talk.case(state.code).kind
    corrects = phrases.corrects(reading.plain)
    if not corrects and not {"correct", "deny"} & reading.flow:
        return None
    told = reading.problems or (reading.meant if corrects and not reading.found else ())
    if len(told) != 1 or told[0].intent == kind or draft.talk.open_case(told[0].intent):
        return None
    return told[0]


def takes_back(draft: Draft, state: Collecting, reading: Reading) -> bool:
    """Whether the customer says that it is another kind of problem."""
    return _taken_back(draft, state, reading) is not None


def _rekinded(draft: Draft, case: Case, problem: Problem) -> Case:
    domain, kind = draft.domain, kind_of(draft.domain, problem.intent)
    change = Change(at=draft.now, what="kind", before=case.kind, after=kind.intent, message_id=problem.message_id)
    fields = tuple(
        field.model_copy(update={"label": domain.label(field.name, kind.intent)})
        for field in case.fields
        if field.name in wanted(kind)
    )
    return case.having(
        kind=kind.intent,
        title=domain.title(kind.intent),
        department=kind.department,
        fields=fields,
        missing=(),
        asked={},
        priority=priority(domain, kind, case.signals),
        history=(*case.history, change),
    )


def account_given(draft: Draft, state: Collecting, reading: Reading) -> State:
    """The known account was offered and is the right one."""
    account = Found(Entity("username", 0, 0, state.offered, reading.words), reading.message_id)
    taken = absorb(draft, draft.talk.case(state.code), reading, (*own(draft, state, reading), account))
    return _next(draft, state, reading, taken, progress=True)


def account_refused(draft: Draft, state: Collecting, reading: Reading) -> State:
    """It is another account: asked for plainly, where it did not come along."""
    taken = absorb(draft, draft.talk.case(state.code), reading, own(draft, state, reading))
    case = taken.case
    if is_settled(case, "username"):
        return _next(draft, state, reading, taken, progress=True)
    draft.change(known_account=None)
    return forms.ask(draft, case, "username", taken.unclear)


def collect(draft: Draft, state: Collecting, reading: Reading) -> State:
    """Take what was said, keep other problems, answer questions, and go on with the form."""
    case = draft.talk.case(state.code)
    may_replace = bool({"correct", "inform"} & reading.flow) or phrases.corrects(reading.plain)
    taken = absorb(draft, case, reading, own(draft, state, reading), asking=state.asking, may_replace=may_replace)
    refused = _refuse(draft, state, reading, taken)
    taken = taken.with_case(draft.talk.case(case.code))
    kept = keep_others(draft, state, reading)
    _say_taken(draft, taken)
    if taken.too_many:
        draft.say("utter_picture_too_many", code=case.code)
    if _new_details(draft, taken.case, reading):
        return state
    answered = answers.answer(draft, reading)
    unread = answers.acknowledge_attachments(draft, reading)
    progress = taken.anything or refused or bool(taken.unclear)
    if not progress and (answered or kept or unread or _is_detour(draft, state, reading)):
        return _detour(draft, state, reading, answered=answered, replied=unread)
    if answered:
        draft.part("utter_back_to_form", about(draft, taken.case))
    return _next(draft, state, reading, taken, progress=progress)


def _refuse(draft: Draft, state: Collecting, reading: Reading, taken: Taken) -> bool:
    """Mark what the customer does not remember or have; what came in the same turn is not refused."""
    done = False
    for refused in reading.refusals:
        case = draft.talk.case(state.code)
        missing = missing_slots(draft, case)
        slot = _refused_slot(state, reading, missing, refused)
        if slot and not (taken.anything and refused == ANY_SLOT):
            forms.give_up_slot(draft, case, slot, "refused", reading.words)
            done = True
    return done


def _refused_slot(state: Collecting, reading: Reading, missing: tuple[str, ...], refused: str) -> str:
    """Which missing slot a refusal is about."""
    if refused in missing:
        return refused
    if refused == "transaction_id" and "case_code" in missing:
        return "case_code"
    if refused != ANY_SLOT or not missing:
        return ""
    if state.asking in missing:
        return state.asking
    if len(reading.plain.split()) < 2:
        return ""
    likely = ("incident_time", PICTURES) if is_forgotten(reading.plain) else (PICTURES, "transaction_id")
    return next((slot for slot in likely if slot in missing), missing[0])


def _say_taken(draft: Draft, taken: Taken) -> None:
    """Say what was understood, where more is still to come; corrections always."""
    case = taken.case
    forms.say_corrected(draft, taken)
    words = noted(draft, case, [slot for slot in taken.filled if slot != PICTURES])
    if not missing_slots(draft, case):
        return
    if taken.pictures:
        draft.part("utter_picture_received", {"count": str(taken.pictures)})
    elif words:
        draft.part("utter_noted", {"noted": words})


def _new_details(draft: Draft, case: Case, reading: Reading) -> bool:
    """A new phone number, e-mail or bank account is not taken here."""
    kinds = {found.entity.kind for found in reading.found}
    if case.kind != "change_details" or not (kinds | reading.others) & NEW_DETAILS or is_settled_by(reading):
        return False
    draft.say("utter_new_details_later", code=case.code)
    return True


def is_settled_by(reading: Reading) -> bool:
    """Whether the turn also gives the user name, so that the form goes on."""
    return bool(reading.of_kind("username"))


def _is_detour(draft: Draft, state: Collecting, reading: Reading) -> bool:
    """Thanks, a joke, "wait a moment", "để làm gì?", more of a kept problem: no try at an answer; a person's name is."""
    if state.asking == "username" and reading.flow == {"out_of_scope"} and len(reading.plain.split()) <= _LONGEST_NAME:
        return "?" in reading.plain
    talk = {"affirm", "thank", "greet", "goodbye", "out_of_scope", "bot_challenge"}
    kind = draft.talk.case(state.code).kind
    if any(each.intent != kind for each in reading.problems):
        return True
    asks = not reading.problems and phrases.asks(reading.plain)
    return bool(reading.flow & talk) or reading.insult or asks or phrases.says_later(reading.plain)


def _detour(draft: Draft, state: Collecting, reading: Reading, *, answered: bool, replied: bool) -> State:
    """The form goes on where it was: the question once more after an answer, else a word that names what is missing."""
    case = draft.talk.case(state.code)
    missing = missing_slots(draft, case)
    forms.start_idle(draft, case)
    if not missing:
        return forms.confirm(draft, case)
    if answered and state.asking in missing and not state.repeated:
        draft.part("utter_back_to_form", about(draft, case))
        draft.say(draft.domain.question(case.kind, state.asking), about(draft, case), code=case.code)
        return Collecting(draft.talk, case.code, state.asking, state.offered, repeated=True)
    if not replied or answered:
        if not answered and "affirm" not in reading.flow:
            answers.small_talk(draft, reading)
        human = () if "bot_challenge" in reading.answers else (human_button(draft),)
        draft.say("utter_take_your_time", about_missing(draft, case, missing), human, case.code)
    draft.note("a detour: the form goes on where it was")
    return state


def _next(draft: Draft, state: Collecting, reading: Reading, taken: Taken, *, progress: bool) -> State:
    """The form's next step; a slot that was asked for and did not come counts as tried only where nothing else came."""
    case = draft.talk.case(taken.case.code)
    open_question = state.asking if state.asking and not is_settled(case, state.asking) else ""
    if open_question and progress and open_question not in taken.unclear:
        case = _not_counted(draft, case, open_question)
    tried = "" if progress else open_question
    return forms.go_on(draft, case, reading, taken.unclear, tried=tried)


def _not_counted(draft: Draft, case: Case, slot: str) -> Case:
    """Who gives something else that is needed did not miss the question: it is asked again as if for the first time."""
    return draft.keep(case.having(asked={**case.asked, slot: max(0, case.asked.get(slot, 0) - 1)}))
