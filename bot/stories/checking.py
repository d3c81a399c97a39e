"""What a story says that should hold now: cases, state, words; it compares and changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.case import Case
from bot.domain import Domain
from bot.message import Json
from bot.session import Session
from bot.stories.steps import Check
from bot.triage import Collecting, State, case_in_hand, state_name, summary_text


class Unlike(Exception):
    """Something is not as the story says.

    Args:
        line: the step's line.
        expected: what should be, in words.
        got: what is.
    """

    def __init__(self, line: int, expected: str, got: str) -> None:
        super().__init__(f"expected {expected}, got {got}")
        self.line = line
        self.expected = expected
        self.got = got


def check(step: Check, session: Session, texts: Sequence[str], titles: Sequence[str]) -> None:
    """See whether it holds.

    Args:
        step: what should hold.
        session: the conversation.
        texts: the last replies.
        titles: the buttons under them.

    Raises:
        Unlike: it does not.
    """
    state, said = session.state, "\n".join(texts)
    match step.what:
        case "state":
            _same(step.line, "state", str(step.wanted), state_name(state))
        case "says":
            for words in step.wanted:
                _see(step.line, f"a reply with «{words}»", holds(said, str(words)), said or "nothing was said")
        case "says_not":
            for words in step.wanted:
                _see(step.line, f"no reply with «{words}»", not holds(said, str(words)), said)
        case "buttons":
            for title in step.wanted:
                _see(step.line, f"the button [{title}]", title in titles, ", ".join(titles) or "no buttons")
        case "active_loop":
            _loop(step, state, session.assistant.domain)
        case "slot_was_set":
            _slots(step, state)
        case _:
            _case(step, session)


def holds(said: str, words: str) -> bool:
    """Whether plain words, or a regular expression, are found in what was said; capitals do not matter."""
    if words.lower() in said.lower():
        return True
    try:
        return re.search(words, said, re.IGNORECASE) is not None
    except re.error:
        return False


def found(state: State, kind: str) -> Case | None:
    """The newest case of a kind, or None."""
    return next((case for case in reversed(state.talk.cases) if case.kind == kind), None)


def _see(line: int, expected: str, right: bool, got: str) -> None:
    if not right:
        raise Unlike(line, expected, got)


def _same(line: int, what: str, expected: Json, got: Json) -> None:
    _see(line, f"{what} {_shown(expected)}", expected == got, _shown(got))


def _shown(value: Json) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "[" + ", ".join(sorted(map(str, value))) + "]"
    return "nothing" if value is None else str(value)


# ---------------------------------------------------------------- Rasa's own checks


def _loop(step: Check, state: State, domain: Domain) -> None:
    case = case_in_hand(state) if isinstance(state, Collecting) else None
    form = domain.kinds[case.kind].form if case and case.kind in domain.kinds else None
    _same(step.line, "active loop", step.wanted, form)


def _slots(step: Check, state: State) -> None:
    """`- slot` or `- slot: value`, of the case in hand."""
    case = case_in_hand(state)
    for entry in step.wanted if isinstance(step.wanted, list) else [step.wanted]:
        if isinstance(entry, Mapping):
            for name, wanted in entry.items():
                _field(step.line, case, name, wanted)
        else:
            there = case is not None and _value(case, entry) is not None
            _see(step.line, f"{entry} to be set", there, "it is not")


# ---------------------------------------------------------------- cases


def _case(step: Check, session: Session) -> None:
    """The keys that are named, of the case of that kind, or else of the case in hand, or else of the newest."""
    wanted: Mapping[str, Json] = step.wanted or {}
    cases = session.state.talk.cases
    if "count" in wanted:
        kinds = ", ".join(f"{each.kind} ({each.status})" for each in cases)
        _see(step.line, f"{wanted['count']} case(s)", len(cases) == wanted["count"], f"{len(cases)}: {kinds}")
    rest = {name: value for name, value in wanted.items() if name != "count"}
    if not rest:
        return
    kind = rest.get("kind")
    case = found(session.state, kind) if kind else case_in_hand(session.state) or next(iter(cases[::-1]), None)
    if case is None:
        raise Unlike(step.line, f"a case {kind or ''}".rstrip(), _shown([each.kind for each in cases]))
    for name, value in rest.items():
        _CASE.get(name, _plain)(step.line, case, name, value, session)


def _plain(line: int, case: Case, name: str, wanted: Json, session: Session) -> None:
    _same(line, name, wanted, getattr(case, name))


def _names(line: int, case: Case, name: str, wanted: Json, session: Session) -> None:
    """Names in any order."""
    held = [each if isinstance(each, str) else each.name for each in getattr(case, name)]
    _see(line, f"{name} {_shown(wanted)}", sorted(wanted) == sorted(held), _shown(held))


def _fields(line: int, case: Case, name: str, wanted: Json, session: Session) -> None:
    for slot, value in wanted.items():
        _field(line, case, slot, value)


def _evidence(line: int, case: Case, name: str, wanted: Json, session: Session) -> None:
    _same(line, "pictures and files", wanted, len(case.evidence))


def _said(line: int, case: Case, name: str, wanted: Json, session: Session) -> None:
    said = "\n".join(each.text for each in case.said)
    for words in wanted if isinstance(wanted, list) else [wanted]:
        _see(line, f"the case with the words «{words}»", holds(said, str(words)), said)


def _text(line: int, case: Case, name: str, wanted: Json, session: Session) -> None:
    text = summary_text(case, session.assistant.domain)
    for words in wanted if isinstance(wanted, list) else [wanted]:
        there = holds(text, str(words))
        _see(line, f"a summary with{'out' if name == 'text_not' else ''} «{words}»", there is (name == "text"), text)


_CASE: Mapping[str, Callable[[int, Case, str, Json, Session], None]] = {
    "fields": _fields,
    "missing": _names,
    "signals": _names,
    "also_mentioned": _names,
    "evidence": _evidence,
    "said": _said,
    "text": _text,
    "text_not": _text,
}
"""How keys of `case` are compared; the others must be equal."""


def _field(line: int, case: Case | None, name: str, wanted: Json) -> None:
    held = _value(case, name) if case is not None else None
    right = held is None if wanted is None else held is not None and _alike(name, held, wanted)
    shown = held.get("start", held) if isinstance(held, dict) else held
    _see(line, f"{name} {_shown(wanted)}", right, _shown(shown))


def _value(case: Case, name: str) -> Any:
    if name == "screenshots":
        return sum(each.kind == "image" for each in case.evidence) or None
    field = case.field(name)
    return field.value if field else None


def _alike(name: str, held: Json, wanted: Json) -> bool:
    if name == "incident_time":
        return _same_time(held, wanted)
    return bool(held == wanted or str(held) == str(wanted))


def _same_time(held: Json, wanted: Json) -> bool:
    """An instant, or only its day where only a day is wanted."""
    if not isinstance(held, dict) or not held.get("start"):
        return False
    start = datetime.fromisoformat(held["start"])
    if isinstance(wanted, str):
        wanted = date.fromisoformat(wanted) if len(wanted) == len("2026-11-14") else datetime.fromisoformat(wanted)
    if isinstance(wanted, datetime):
        return start == (wanted if wanted.tzinfo else wanted.replace(tzinfo=start.tzinfo))
    return bool(start.date() == wanted)
