"""Replies that move nothing: answers to questions, status, small talk, warnings, what cannot be read."""

from __future__ import annotations

from bot.case import Case
from bot.codes import canonical
from bot.message import FALLBACK
from bot.triage.casework import missing_slots
from bot.triage.draft import Draft
from bot.triage.effects import DeleteMessage
from bot.triage.reading import SHOWN, Reading
from bot.triage.states import State
from bot.triage.wording import about_missing, about_waiting, case_line, human_button, problem_buttons

MOST_ANSWERS = 2
MOST_CODES = 3

KEEPS_PLAYING = frozenset(
    {"faq_promotions", "faq_bonus_terms", "faq_deposit_howto", "faq_bet_rules", "faq_register", "faq_limits_fees"}
)
"""Answers that nobody gets after a case of protection."""

CAN_DELETE = frozenset({"telegram", "web"})
"""Channels whose platform lets us delete a customer's message."""

_ATTACHED = {
    "unreadable": "utter_picture_unreadable",
    **{kind: f"utter_attachment_{kind}" for kind in ("file", "sticker", "voice", "video", "location", "contact")},
}
_REPEATED = 3
_SHORTEST_REPEATED = 6


def answer(draft: Draft, reading: Reading) -> bool:
    """Answer the questions of a turn; False where it has none."""
    for intent in reading.answers[:MOST_ANSWERS]:
        if draft.talk.care and intent in KEEPS_PLAYING:
            draft.note(f"not answered after a case of protection: {intent}")
            intent = "faq_responsible_gaming"
        draft.say(f"utter_{intent}")
        draft.note(f"answered: {intent}")
    return bool(reading.answers)


def warn(draft: Draft, reading: Reading) -> None:
    """Warn of a secret, and have its message deleted; say that other masked numbers are not needed."""
    if reading.secrets:
        for message_id in reading.secrets:
            draft.do(DeleteMessage(message_id))
        deleted = "_deleted" if draft.talk.channel in CAN_DELETE else ""
        silent, draft.silent = draft.silent, False
        draft.say("utter_secret_warning" + deleted)
        draft.silent = silent
        draft.note("a secret was typed: warned")
    elif reading.numbers:
        draft.say("utter_number_masked")


def is_status_question(reading: Reading) -> bool:
    """Whether the turn asks how a case stands: in words, or by nothing but its code."""
    if "case_status" in reading.flow:
        return True
    return bool(reading.of_kind("case_code")) and not (reading.problems or reading.answers)


def tell_status(draft: Draft, reading: Reading) -> None:
    """How the named cases stand, or all open ones; a code of somebody else's case shows a state and nothing else."""
    named = [canonical(str(found.entity.value or "")) or "" for found in reading.of_kind("case_code")[:MOST_CODES]]
    own = {case.code: case for case in draft.talk.cases}
    for code in dict.fromkeys(named):
        if code in own:
            tell_case(draft, own[code])
        elif code in reading.statuses:
            draft.say("utter_code_state", {"code": code, "status": _status_title(draft, reading.statuses[code])})
        else:
            draft.say("utter_unknown_code")
    if not named:
        _tell_open(draft)
    draft.note("told the status")


def _tell_open(draft: Draft) -> None:
    cases = draft.talk.open_cases or draft.talk.cases[-1:]
    if not cases:
        draft.say("utter_status_none")
    elif len(cases) == 1:
        tell_case(draft, cases[0])
    else:
        lines = "\n".join(case_line(draft.domain, case, draft.talk.language) for case in cases)
        draft.say("utter_status_many", {"cases": lines})


def tell_case(draft: Draft, case: Case) -> None:
    """How one case of this conversation stands."""
    values = {**about_waiting(draft, case), **about_missing(draft, case, missing_slots(draft, case))}
    draft.say(f"utter_status_{case.status}", values, code=case.code)


def _status_title(draft: Draft, status: str) -> str:
    titles = draft.domain.triage.statuses.get(status, {})
    return titles.get(draft.talk.language) or titles.get("vi") or status


def acknowledge_attachments(draft: Draft, reading: Reading) -> bool:
    """Say what cannot be read, once for each kind; False where there is nothing of it."""
    kinds = dict.fromkeys(kind for kind in reading.attachments if kind not in SHOWN)
    for kind in kinds:
        draft.say(_ATTACHED.get(kind, "utter_attachment_unknown"))
    return bool(kinds)


def small_talk(draft: Draft, reading: Reading) -> bool:
    """Greetings, thanks, farewells, what is out of scope, swearing; False where there is none of it."""
    response = _small_talk(reading)
    if response:
        draft.say(response)
        draft.note(response.removeprefix("utter_"))
    return bool(response)


def _small_talk(reading: Reading) -> str:
    if reading.insult and reading.flow <= {FALLBACK, "out_of_scope", "inform", "deny"}:
        return "utter_insult"
    for intent in ("out_of_scope", "goodbye", "thank", "greet"):
        if intent in reading.flow:
            return f"utter_{intent}"
    return ""


def not_understood(draft: Draft, reading: Reading) -> bool:
    """Ask to say it otherwise, or which of the likeliest problems it is; the second time in a row offer a human.

    Returns:
        Whether a human was offered.
    """
    if draft.talk.unclear >= 2:
        draft.say("utter_default_again")
        draft.note("two unclear messages in a row: offered a human")
        return True
    if reading.long:
        draft.say("utter_too_long", buttons=(human_button(draft),))
    elif reading.likely:
        draft.say("utter_choose_problem", buttons=problem_buttons(draft, reading.likely))
    else:
        draft.say("utter_default", buttons=(human_button(draft),))
    draft.note("not understood")
    return False


def is_repetition(draft: Draft, reading: Reading) -> bool:
    """Whether the same words come for the third time in a row."""
    return draft.talk.repeats >= _REPEATED and len(reading.plain) >= _SHORTEST_REPEATED and not reading.attachments


def say_repeated(draft: Draft, state: State) -> State:
    """The message is there already; a human stays one button away."""
    draft.say("utter_repeated", buttons=(human_button(draft),))
    draft.note("the same words again")
    return state
