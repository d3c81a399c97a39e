"""What is wrong with domain.yml and triage.yml though they can be used; it changes nothing and raises nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from bot.domain import Domain, Variation
from bot.domain_build import needed_responses
from bot.domain_lexicon import Slip, emoji_slips, slips, tone_slips
from bot.domain_responses import PARTS
from bot.domain_yaml import Finding, did_you_mean

__all__ = ["Finding", "domain_findings"]

ENTITY_ONLY = frozenset({"bank_account", "id_number", "card", "secret"})
EMOJI_WELCOME = frozenset({"utter_greet", "utter_goodbye", "utter_thank", "utter_rating_thanks"})
CARE_RESPONSES = frozenset({"utter_helplines", "utter_underage_no_help"})
OPERATOR_FACTS = (
    "fact_brand", "fact_operator", "fact_licence", "fact_jurisdiction", "fact_minimum_age", "fact_complaint_body",
)
LONGEST = 1000
CALENDAR_AHEAD = timedelta(days=90)


def domain_findings(domain: Domain, today: date | None = None) -> list[Finding]:
    """All that should be mended, by file and line; errors are what no reply may say.

    Args:
        domain: the loaded files.
        today: for what grows old: notices that are over, a calendar that runs out; not looked at where None.
    """
    found = [
        *_wordings(domain), *_responses(domain), *_unused_responses(domain), *_unused_slots(domain), *_facts(domain),
        *_triage_words(domain), *(_grown_old(domain, today) if today else ()),
    ]
    return sorted(found, key=lambda each: (domain.names.index(each.file), each.line, each.key))


def _at(domain: Domain, name: str, variation: Variation, slip: Slip) -> Finding:
    said = f'"{slip.said}" ' if slip.said not in slip.message else ""
    return Finding(domain.names[0], variation.line, f"responses.{name}", said + slip.message, slip.mend, slip.severity)


def _wordings(domain: Domain) -> Iterator[Finding]:
    """Each variation, read for what it says and how."""
    care = CARE_RESPONSES | {f"utter_{intent}" for intent, kind in domain.kinds.items() if kind.care}
    for name, variations in domain.responses.items():
        emoji = name in EMOJI_WELCOME
        for variation in variations:
            text = " ".join((variation.text, *(f"\n{button.title}" for button in variation.buttons)))
            found = [*slips(text, care=name in care)]
            if variation.language == "vi":
                found += tone_slips(variation.text, part=name in PARTS, emoji=emoji)
            else:
                found += emoji_slips(variation.text, emoji=emoji)
            yield from (_at(domain, name, variation, slip) for slip in found)


def _responses(domain: Domain) -> Iterator[Finding]:
    """Variety, examples, length, and facts in the reply's own language."""
    for name, variations in domain.responses.items():
        first = variations[0]
        if name not in PARTS and sum(each.language == "vi" for each in variations) < 2:
            yield _warning(domain, first, name, "has only one Vietnamese variation", "write a second one")
        for each in variations:
            if len(each.text) > LONGEST:
                yield _warning(domain, each, name, f"has {len(each.text)} characters", f"stay below {LONGEST}")
            if name.endswith("_again") and name.startswith("utter_ask_") and not _has_example(each.text, name):
                yield _warning(domain, each, name, "has no example", "the second asking shows one: ví dụ …")
            yield from _foreign_facts(domain, name, each)


def _has_example(text: str, name: str) -> bool:
    return name == "utter_ask_human_again" or "ví dụ" in text.lower() or "example" in text.lower()


def _foreign_facts(domain: Domain, name: str, each: Variation) -> Iterator[Finding]:
    for fact in sorted(each.placeholders):
        if each.language != "vi" and f"{fact}_{each.language}" in domain.facts:
            yield _warning(domain, each, name, f"{{{fact}}} is Vietnamese", f"write {{{fact}_{each.language}}}")
        if each.language == "vi" and fact.endswith("_en") and fact in domain.facts:
            yield _warning(domain, each, name, f"{{{fact}}} is English", f"write {{{fact.removesuffix('_en')}}}")


def _warning(domain: Domain, variation: Variation, name: str, message: str, mend: str) -> Finding:
    return Finding(domain.names[0], variation.line, f"responses.{name}", message, mend, "warning")


def _unused_responses(domain: Domain) -> Iterator[Finding]:
    """Responses that nobody says: often a name with a typing error."""
    said = set(needed_responses(domain.kinds, domain.answers, domain.slots))
    said |= {f"utter_open_{kind}" for kind in domain.kinds}
    said |= {f"utter_ask_{kind.form}_{slot}{again}"
             for kind in domain.kinds.values() for slot in kind.asks for again in ("", "_again")}
    said |= {f"utter_first_line_{check}{kind.first_line}" for kind in domain.kinds.values() for check in ("", "check_")}
    for name, variations in domain.responses.items():
        if name not in said:
            unsaid = [each for each in said if each not in domain.responses]
            yield _warning(domain, variations[0], name, "is never said", did_you_mean(name, unsaid, "remove it"))


def _unused_slots(domain: Domain) -> Iterator[Finding]:
    variations = [each for group in domain.responses.values() for each in group]
    used = {slot for kind in domain.kinds.values() for slot in kind.slots} | {"language"}
    used |= {name for each in variations for name in each.placeholders}
    used |= {name for each in variations for button in each.buttons for name in button.values}
    used |= {name for name in domain.slots if f"utter_ask_{name}" in domain.responses}
    for name, slot in domain.slots.items():
        if name not in used and name not in OPERATOR_FACTS:
            yield Finding(domain.names[0], slot.line, f"slots.{name}", "no form takes it and no response names it",
                          "use it in a form or a response, or remove it", "warning")
    filled = {entity for slot in domain.slots.values() for entity in slot.entities}
    for entity in sorted(domain.entities - filled - ENTITY_ONLY):
        yield Finding(domain.names[0], 1, f"entities.{entity}", "no slot takes it",
                      did_you_mean(entity, domain.slots, "add a slot with a from_entity mapping"), "warning")


def _facts(domain: Domain) -> Iterator[Finding]:
    """Operator facts that are missing, and facts that say what no reply may say."""
    for name in OPERATOR_FACTS:
        if name not in domain.facts:
            yield Finding(domain.names[0], 1, f"slots.{name}", "this fact about the operator is missing",
                          "add it to slots; a placeholder in brackets will do for a demonstration")
    for name, words in domain.facts.items():
        for slip in slips(words):
            yield Finding(domain.names[0], domain.slots[name].line, f"slots.{name}", f'"{slip.said}" {slip.message}',
                          slip.mend, slip.severity)


def _triage_words(domain: Domain) -> Iterator[Finding]:
    """Identity questions and notices, read as replies are."""
    triage = domain.triage
    texts: Iterable[tuple[str, Mapping[str, str]]] = [
        *(("identity.questions", question) for question in triage.identity.questions),
        *(("notices", notice.text) for notice in triage.notices),
    ]
    for key, words in texts:
        for text in words.values():
            asked = f"cho em {text}" if key == "identity.questions" else text
            for slip in slips(asked):
                yield Finding(domain.names[1], triage.lines.get(key, 1), key, f'"{text}" {slip.message}', slip.mend,
                              slip.severity)


def _grown_old(domain: Domain, today: date) -> Iterator[Finding]:
    triage = domain.triage
    for notice in triage.notices:
        if notice.end.date() < today:
            yield Finding(domain.names[1], triage.lines.get("notices", 1), "notices",
                          f"a notice ended on {notice.end:%d/%m/%Y}", "remove it", "warning")
    last = max((days.last for days in triage.hours.special), default=None)
    if last is not None and last < today + CALENDAR_AHEAD:
        yield Finding(domain.names[1], triage.lines.get("hours", 1), "hours.special",
                      f"the calendar ends on {last:%d/%m/%Y}", "add the next year's holidays and Tết", "warning")
