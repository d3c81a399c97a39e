"""What the customer may do once an agent has resolved the case: agree and rate, or have it looked at again."""

from __future__ import annotations

import re
from dataclasses import replace

import bot.triage.answers as answers
import bot.triage.phrases as phrases
import bot.triage.problems as problems
from bot.case import Case
from bot.text import without_accents
from bot.triage.casework import absorb
from bot.triage.draft import Draft
from bot.triage.effects import RateCase
from bot.triage.reading import Reading
from bot.triage.rest import rest
from bot.triage.states import Rating, State
from bot.triage.wording import about

_LOW = 2
_STARS = re.compile(r"(?<!\d)([1-5]) ?(?:sao|stars?|diem|/ ?5|\*)(?!\d)")
_FIGURE = re.compile(
    r"(?:(?:da|em|minh|toi|cho|danh gia|vote|rate|so) ){0,3}([1-5])(?: (?:a|nhe|nha|em|ad)){0,2}[.! ]{0,3}"
)
_WORDS: tuple[tuple[int, str], ...] = (
    (5, r"\b(?:tuyet|xuat sac|rat tot|5 sao|excellent|great|perfect)\b"),
    (1, r"\b(?:rat te|qua te|te hai|terrible|awful)\b"),
    (2, r"\b(?:te|kem|chan|bad|poor|khong tot)\b"),
    (4, r"\b(?:tot|(?<!cam )on|ok|good|fine|duoc)\b"),
)


def content(draft: Draft, state: Rating, reading: Reading) -> State:
    """It is solved: the case closes, and a rating is asked for, except after a case of protection."""
    case = draft.close(draft.talk.case(state.code), "closed")
    draft.note("the customer agrees that it is solved")
    if draft.talk.care:
        draft.say("utter_closed", about(draft, case), code=case.code)
        return rest(draft)
    draft.say("utter_rating_question", about(draft, case), code=case.code)
    draft.start("rating_close", draft.domain.triage.timers.rating_close, case.code)
    return Rating(draft.talk, case.code, "stars")


def not_content(draft: Draft, state: Rating, reading: Reading) -> State:
    """Not solved: a second review by another person."""
    case = absorb(draft, draft.talk.case(state.code), reading).case
    return problems.again(draft, case, reading)


def rate(draft: Draft, state: Rating, reading: Reading) -> State:
    """The rating is kept."""
    stars = rating_of(draft, reading)
    assert stars is not None
    case = draft.keep(draft.talk.case(state.code).having(rating=stars))
    draft.do(RateCase(case.code, stars))
    draft.stop("rating_close", code=case.code)
    draft.say("utter_rating_thanks_low" if stars <= _LOW else "utter_rating_thanks", code=case.code)
    draft.note(f"rated {stars}")
    return rest(draft)


def is_rating(draft: Draft, state: Rating, reading: Reading) -> bool:
    """Whether the turn holds a rating while one was asked for; words of praise and blame count without a problem."""
    if state.step != "stars":
        return False
    stars = _STARS.search(reading.plain) or _FIGURE.fullmatch(reading.plain.strip())
    return stars is not None or (not reading.problems and rating_of(draft, reading) is not None)


def rating_of(draft: Draft, reading: Reading) -> int | None:
    """1 to 5 from a button, a figure, the words of triage.yml, or everyday praise and blame."""
    if "rating" in reading.values:
        return int(reading.values["rating"])
    if len(reading.plain) > 80:
        return None
    figure = _STARS.search(reading.plain) or _FIGURE.fullmatch(reading.plain.strip())
    if figure:
        return int(figure[1])
    titles = [
        (number, without_accents(words.get(lang, "")).lower())
        for number, words in draft.domain.triage.rating.items()
        for lang in ("vi", "en")
    ]
    for number, title in sorted(titles, key=lambda each: -len(each[1])):
        if title and title in reading.plain:
            return number
    return next((number for number, pattern in _WORDS if re.search(pattern, reading.plain)), None)


def other_problem(draft: Draft, state: Rating, reading: Reading) -> State:
    """A new problem: the resolved case stays until its timer closes it."""
    return problems.start(draft, reading, reading.problems[0])


def is_other_problem(draft: Draft, state: Rating, reading: Reading) -> bool:
    """Whether the turn tells of something else than the resolved case."""
    kind = draft.talk.case(state.code).kind
    return any(each.intent not in (kind, "complaint_service") for each in reading.problems)


def says_no(draft: Draft, state: Rating, reading: Reading) -> bool:
    """Whether the case is said not to be solved: in words, by telling it again, or by asking for a human."""
    told = {"deny", "ask_human", "stop", "correct"} & reading.flow or reading.problems
    return bool(told) or (not reading.pressed and phrases.says_not_yet(reading.plain))


def says_yes(draft: Draft, state: Rating, reading: Reading) -> bool:
    """Whether the case is said to be solved; thanks count."""
    if {"affirm", "thank", "goodbye"} & reading.flow:
        return True
    return phrases.says_arrived(reading.plain, reading.accented)


def leave(draft: Draft, state: Rating, reading: Reading) -> State:
    """No rating: nothing is asked again."""
    draft.stop("rating_close", code=state.code)
    if not (answers.answer(draft, reading) or answers.small_talk(draft, reading)):
        draft.say("utter_anything_else")
    return rest(draft)


def ask_again(draft: Draft, state: Rating, reading: Reading) -> State:
    """Something else before the answer: what was said joins the case, the question stands."""
    case = absorb(draft, draft.talk.case(state.code), reading).case
    answers.answer(draft, reading)
    return ask_solved(draft, state, case)


def status(draft: Draft, state: Rating, reading: Reading) -> State:
    """How it stands."""
    answers.tell_status(draft, reading)
    return state


def ask_solved(draft: Draft, state: Rating, case: Case) -> State:
    """The question whether it is solved."""
    draft.say("utter_resolved_question", about(draft, case), code=case.code)
    return replace(state, step="solved")
