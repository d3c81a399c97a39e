"""A case for a human: the published summary, and its text of at most 15 lines; nothing in it that no message said."""

from __future__ import annotations

from bot.case import Case, CaseSummary, Missing, SummaryField
from bot.domain import Domain
from bot.triage.display import at, pictures, shortened, value_words
from bot.triage.routing import kind_of, title
from bot.triage.states import Lang

MOST_LINES = 15
_LONGEST_LINE = 160
_LONGEST_WORDS = 60

_W: dict[str, dict[Lang, str]] = {
    "customer": {"vi": "Khách", "en": "Customer"},
    "missing": {"vi": "Còn thiếu", "en": "Missing"},
    "words": {"vi": "Lời khách", "en": "In their words"},
    "latest": {"vi": "Tin mới nhất", "en": "Last message"},
    "also": {"vi": "Cũng nhắc tới", "en": "Also mentioned"},
    "signals": {"vi": "Lưu ý", "en": "Note"},
    "reason": {"vi": "Chuyển vì", "en": "Handed over because"},
    "department": {"vi": "Bộ phận", "en": "Department"},
    "due": {"vi": "trả lời trước", "en": "answer before"},
    "unnamed": {"vi": "chưa rõ tài khoản", "en": "account unknown"},
    "unconfirmed": {"vi": "khách chưa xác nhận tóm tắt", "en": "summary not confirmed"},
    "incomplete": {"vi": "chưa đủ thông tin", "en": "incomplete"},
    "review": {"vi": "xem xét lại lần {}", "en": "review no. {}"},
    "asked_twice": {"vi": "đã hỏi", "en": "asked"},
    "refused": {"vi": "khách không có", "en": "customer does not have it"},
    "not_asked": {"vi": "chưa hỏi", "en": "not asked"},
}


def summarise(case: Case, domain: Domain) -> CaseSummary:
    """The summary that is published: titles resolved, the text written."""
    triage = domain.triage
    return CaseSummary(
        kind=case.kind,
        title=case.title,
        code=case.code,
        status=case.status,
        status_title=triage.statuses[case.status]["vi"],
        priority=case.priority,
        priority_title=triage.priorities[case.priority]["vi"],
        department=case.department,
        department_title=triage.departments[case.department]["vi"],
        due=case.due,
        opened=case.opened,
        updated=case.updated,
        channel=case.channel,
        language=case.language,
        fields=tuple(SummaryField(**field.model_dump()) for field in case.fields),
        missing=case.missing,
        evidence=case.evidence,
        said=case.said,
        identity=case.identity,
        signals=case.signals,
        also_mentioned=case.also_mentioned,
        reason=case.reason,
        reason_title=triage.reasons[case.reason]["vi"] if case.reason else "",
        unconfirmed=case.unconfirmed,
        incomplete=case.incomplete,
        history=case.history,
        text=summary_text(case, domain),
    )


def summary_text(case: Case, domain: Domain, lang: Lang = "vi") -> str:
    """What an agent reads first: priority, kind, code; who; the values in the customer's words; what is missing."""
    lines = [_head(case, domain, lang), _who(case, domain, lang), *_values(case, domain, lang)]
    lines += _missing(case, domain, lang) + _words(case, lang) + _marks(case, domain, lang) + _foot(case, domain, lang)
    return "\n".join(shortened(" ".join(line.split()), _LONGEST_LINE) for line in lines[:MOST_LINES])


def _head(case: Case, domain: Domain, lang: Lang) -> str:
    return f"[{domain.triage.priorities[case.priority][lang]}] {title(domain, case.kind, lang)} · {case.code}"


def _who(case: Case, domain: Domain, lang: Lang) -> str:
    account = case.field("username")
    name = str(account.value) if account else _W["unnamed"][lang]
    channels = domain.triage.channels
    channel = channels[case.channel][lang] if case.channel in channels else case.channel
    return f"{_W['customer'][lang]}: {name} ({case.identity}) · {channel}"


def _values(case: Case, domain: Domain, lang: Lang) -> list[str]:
    """One line for each value, in the order of the form."""
    order = (*kind_of(domain, case.kind).slots, *(field.name for field in case.fields))
    lines = []
    for name in dict.fromkeys(order):
        label, field = domain.label(name, case.kind, lang), case.field(name)
        if name == "screenshots" and case.evidence:
            lines.append(f"{label}: {pictures(len(case.evidence), lang)}")
        elif field and name != "username":
            lines.append(f"{label}: {value_words(name, field.value, lang)}" + _quote(field.words))
    if case.evidence and "screenshots" not in order:
        lines.append(f"{domain.label('screenshots', case.kind, lang)}: {pictures(len(case.evidence), lang)}")
    return lines


def _quote(words: str) -> str:
    return f" («{shortened(' '.join(words.split()), _LONGEST_WORDS)}»)" if words else ""


def _missing(case: Case, domain: Domain, lang: Lang) -> list[str]:
    if not case.missing:
        return []
    shown = "; ".join(_gap(each, case, domain, lang) for each in case.missing)
    return [f"{_W['missing'][lang]}: {shown}"]


def _gap(missing: Missing, case: Case, domain: Domain, lang: Lang) -> str:
    why = _W[missing.why][lang]
    words = f", «{shortened(missing.words, _LONGEST_WORDS)}»" if missing.words else ""
    return f"{domain.label(missing.name, case.kind, lang)} ({why}{words})"


def _words(case: Case, lang: Lang) -> list[str]:
    if not case.said:
        return []
    lines = [f"{_W['words'][lang]}: «{shortened(case.said[0].text, _LONGEST_LINE - 20)}»"]
    if case.reviews and len(case.said) > 1:
        lines.append(f"{_W['latest'][lang]}: «{shortened(case.said[-1].text, _LONGEST_LINE - 20)}»")
    return lines


def _marks(case: Case, domain: Domain, lang: Lang) -> list[str]:
    lines = []
    if case.also_mentioned:
        lines.append(f"{_W['also'][lang]}: " + ", ".join(title(domain, each, lang) for each in case.also_mentioned))
    titles = domain.triage.signals
    marks = [titles[signal][lang] for signal in case.signals if signal in titles]
    marks += [_W[name][lang] for name in ("unconfirmed", "incomplete") if getattr(case, name)]
    if case.reviews:
        marks.append(_W["review"][lang].format(case.reviews))
    return [*lines, f"{_W['signals'][lang]}: {', '.join(marks)}"] if marks else lines


def _foot(case: Case, domain: Domain, lang: Lang) -> list[str]:
    lines = []
    if case.reason:
        lines.append(f"{_W['reason'][lang]}: {domain.triage.reasons[case.reason][lang]}")
    department = f"{_W['department'][lang]}: {domain.triage.departments[case.department][lang]}"
    due = f" · {_W['due'][lang]} {at(case.due, domain, lang)}" if case.due else ""
    return [*lines, department + due]
