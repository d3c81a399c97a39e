"""The words that a reply needs about a case: title, code, what is missing, when to expect an answer; no replies."""

from __future__ import annotations

from collections.abc import Iterable

from bot.case import Case
from bot.domain import Domain
from bot.domain_values import Button
from bot.triage.display import at, listed, lowered, pictures, value_words
from bot.triage.draft import Draft
from bot.triage.routing import is_open_now, kind_of, title
from bot.triage.states import Lang

_DEFAULT_CHANNEL = "web"
_CODE_FIRST = {"vi": "Mã hỗ trợ", "en": "Support code"}
_NOT_THERE = {"vi": "chưa có", "en": "not available"}


def about(draft: Draft, case: Case) -> dict[str, str]:
    """Title and code."""
    return {"title": title(draft.domain, case.kind, draft.talk.language), "code": case.code}


def about_waiting(draft: Draft, case: Case) -> dict[str, str]:
    """Title, code and when to expect an answer."""
    return {**about(draft, case), "expected": expected(draft)}


def about_missing(draft: Draft, case: Case, names: Iterable[str]) -> dict[str, str]:
    """Title, code and what is missing."""
    return {**about(draft, case), "missing": missing_words(draft.domain, case, names, draft.talk.language)}


def missing_words(domain: Domain, case: Case, names: Iterable[str], lang: Lang) -> str:
    """The titles of slots inside a sentence."""
    return listed([lowered(domain.label(name, case.kind, lang)) for name in names], lang)


def expected(draft: Draft) -> str:
    """When to expect an agent, in words: the channel's usual time, or the next opening."""
    domain, lang = draft.domain, draft.talk.language
    opening = domain.triage.hours.next_opening(draft.now)
    if opening is not None and not is_open_now(domain, draft.now):
        return domain.say("utter_expected_closed", lang, {"opening": at(opening, domain, lang)}).text
    return domain.say("utter_expected", lang, {"value": reply_time(domain, draft.talk.channel, lang)}).text


def reply_time(domain: Domain, channel: str, lang: Lang) -> str:
    """The channel's usual time in words; a channel that has none gets that of the web."""
    suffix = "_en" if lang == "en" else ""
    facts = domain.facts
    return facts.get(f"fact_reply_{channel}{suffix}", facts.get(f"fact_reply_{_DEFAULT_CHANNEL}{suffix}", ""))


def noted(draft: Draft, case: Case, names: Iterable[str]) -> str:
    """What was just taken: số tiền 5.000.000đ, thời gian 20:00 ngày 14/11/2026."""
    lang = draft.talk.language
    words = []
    for name in names:
        field = case.field(name)
        if field:
            label = lowered(draft.domain.label(name, case.kind, lang))
            words.append(f"{label} {value_words(name, field.value, lang)}")
    return listed(words, lang)


def customer_lines(domain: Domain, case: Case, lang: Lang) -> str:
    """The summary as the customer sees it before the hand-off: a line for each thing that was wanted or given."""
    kind = kind_of(domain, case.kind)
    lines = [f"• {title(domain, case.kind, lang)}"]
    for name in kind.slots:
        label = domain.label(name, case.kind, lang)
        field = case.field(name)
        if name == "screenshots" and case.evidence:
            lines.append(f"• {label}: {pictures(len(case.evidence), lang)}")
        elif field:
            lines.append(f"• {label}: {value_words(name, field.value, lang)}")
        elif name in kind.asks and name not in kind.optional:
            lines.append(f"• {label}: {_NOT_THERE[lang]}")
    return "\n".join(lines)


def case_line(domain: Domain, case: Case, lang: Lang) -> str:
    """One case in a list: title, code, status."""
    status = domain.triage.statuses[case.status].get(lang) or domain.triage.statuses[case.status]["vi"]
    return f"• {title(domain, case.kind, lang)}, {case.code}: {lowered(status)}"


def human_button(draft: Draft) -> Button:
    """Gặp nhân viên."""
    return Button("Talk to an agent" if draft.talk.language == "en" else "Gặp nhân viên", "ask_human")


def problem_buttons(draft: Draft, intents: Iterable[str]) -> tuple[Button, ...]:
    """One button for each problem, and one for a human."""
    lang = draft.talk.language
    return (*(Button(title(draft.domain, intent, lang), intent) for intent in intents), human_button(draft))
