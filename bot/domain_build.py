"""Both files' texts as parts of a Domain, cross-checked; it raises nothing: mistakes are findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType as frozen

from bot.domain_agree import check_facts
from bot.domain_read import DEFAULT_LANGUAGE, Vocabulary, read_vocabulary
from bot.domain_read_kinds import (
    CHANNELS,
    REASONS,
    SIGNALS,
    STATUSES,
    check_known,
    read_general,
    read_kinds,
    titles,
)
from bot.domain_read_triage import (
    read_escalation,
    read_hours,
    read_identity,
    read_normal_minutes,
    read_notices,
    read_rating,
    read_retention,
    read_sla,
    read_timers,
)
from bot.domain_responses import RESPONSES, values_given
from bot.domain_settings import PRIORITIES, Triage
from bot.domain_values import FLOW, CaseKind, Slot
from bot.domain_yaml import Field, Finding, Record, did_you_mean, read_yaml

TRIAGE_KEYS = (
    "languages", "kinds", "general", "priorities", "departments", "slots", "statuses", "signals", "reasons",
    "channels", "rating", "sla", "timers", "normal_minutes", "hours", "high_amount", "point_rate", "escalation",
    "identity", "retention",
)
OPTIONAL_KEYS = ("version", "notices", "nlu")
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the two files say, put together."""

    vocabulary: Vocabulary
    slots: Mapping[str, Slot]
    kinds: Mapping[str, CaseKind]
    answers: frozenset[str]
    general: CaseKind
    triage: Triage
    digest: str
    labels_digest: str


def build(domain_text: str, triage_text: str, names: tuple[str, str]) -> tuple[Parts | None, list[Finding]]:
    """Read both texts; the parts are None where there is an error among the findings."""
    findings: list[Finding] = []
    domain_top, triage_top = (
        read_yaml(text, name, findings) for text, name in zip((domain_text, triage_text), names, strict=True)
    )
    parts = _assemble(domain_top, triage_top) if domain_top and triage_top else None
    findings = sorted(dict.fromkeys(findings), key=lambda finding: (names.index(finding.file), finding.line))
    return (None if findings else parts), findings


def _assemble(domain_top: Field, triage_top: Field) -> Parts | None:
    vocabulary = read_vocabulary(domain_top)
    record = triage_top.record(TRIAGE_KEYS, OPTIONAL_KEYS)
    languages = _languages(record)
    labels = _labels(record, vocabulary, languages)
    departments = titles(record, "departments", languages)
    kinds = read_kinds(record.mapping("kinds"), vocabulary, labels, departments, PRIORITIES, languages)
    answers = frozenset(vocabulary.intents) - FLOW - kinds.keys()
    _check_flow(vocabulary)
    _check_responses(vocabulary, kinds, answers, languages)
    if not all(record.get(key) for key in TRIAGE_KEYS):
        return None
    triage = _triage(record, vocabulary, kinds, departments, languages)
    check_facts(vocabulary.slots, vocabulary.slot_places, triage)
    _check_rating(vocabulary, triage)
    slots = {name: replace(slot, label=labels.get(name, {})) for name, slot in vocabulary.slots.items()}
    general = read_general(record.at("general"), departments, PRIORITIES, languages)
    entities = sorted(vocabulary.entities)
    return Parts(vocabulary, slots, kinds, answers, general, triage, _digest(domain_top.value(), triage_top.value()),
                 _digest(sorted(vocabulary.intents), entities))


def _triage(
    record: Record, vocabulary: Vocabulary, kinds: Mapping[str, CaseKind], departments: Mapping[str, Mapping[str, str]],
    languages: tuple[str, ...],
) -> Triage:
    channels = titles(record, "channels", languages, CHANNELS)
    return Triage(
        languages=languages,
        priorities=frozen(titles(record, "priorities", languages, PRIORITIES, closed=True)),
        departments=frozen(departments),
        statuses=frozen(titles(record, "statuses", languages, STATUSES, closed=True)),
        signals=frozen(titles(record, "signals", languages, SIGNALS, closed=True)),
        reasons=frozen(titles(record, "reasons", languages, REASONS, closed=True)),
        channels=frozen(channels),
        rating=frozen(read_rating(record, languages)),
        timers=read_timers(record.at("timers")),
        sla=read_sla(record.at("sla"), channels, PRIORITIES),
        hours=read_hours(record.at("hours"), languages),
        escalation=read_escalation(record.at("escalation"), departments, PRIORITIES),
        identity=read_identity(record.at("identity"), languages),
        notices=read_notices(record.items("notices"), kinds, languages),
        high_amount=record.at("high_amount").whole(1),
        normal_minutes=frozen(read_normal_minutes(record, {name: kind.first_line for name, kind in kinds.items()})),
        point_rate=record.at("point_rate").whole(1),
        retention_days=frozen(read_retention(record.at("retention"))),
        threshold=_threshold(record.get("nlu")),
        lines=frozen(_lines(record)),
    )


def _lines(record: Record) -> dict[str, int]:
    """Where triage.yml has what later checks look at."""
    questions = record.at("identity").mapping().get("questions", record.at("identity"))
    return {name: place.line for name, place in record.entries.items()} | {"identity.questions": questions.line}


def _languages(record: Record) -> tuple[str, ...]:
    for item in record.items("languages"):
        check_known(item, item.text(), LANGUAGES, "language")
    languages = record.names("languages")
    if record.get("languages") and languages[:1] != (DEFAULT_LANGUAGE,):
        record.at("languages").fault("the first language is what a reply without condition speaks",
                                     f"write {DEFAULT_LANGUAGE} first")
    return languages or LANGUAGES


def _labels(record: Record, vocabulary: Vocabulary, languages: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """The titles of slots; only declared ones that are no facts may have any."""
    labels = titles(record, "slots", languages)
    for name, place in record.mapping("slots").items():
        check_known(place, name, [each for each in vocabulary.slots if not each.startswith("fact_")], "slot")
    return {**labels}


def _threshold(place: Field | None) -> float | None:
    threshold = place.record((), ("threshold",)).get("threshold") if place else None
    return None if threshold is None or threshold.is_null() else threshold.number(0, 1)


def _check_flow(vocabulary: Vocabulary) -> None:
    """The engine's own intents are declared."""
    place = vocabulary.top.mapping().get("intents", vocabulary.top)
    for name in sorted(FLOW - vocabulary.intents.keys()):
        place.fault(f"intent {name} is missing", f"add `- {name}`: the engine needs it")


def needed_responses(kinds: Mapping[str, CaseKind], answers: Iterable[str], slots: Iterable[str]) -> dict[str, str]:
    """Each response that will be said, with the reason why."""
    needed = dict.fromkeys(RESPONSES, "the engine says it")
    needed |= {f"utter_{intent}": f"it answers the intent {intent}" for intent in answers}
    needed |= {f"utter_{intent}": f"it is said when a {intent} is handed over at once"
               for intent, kind in kinds.items() if kind.at_once}
    for slot in slots:
        needed[f"utter_ask_{slot}"] = f"it asks for the slot {slot}"
        needed[f"utter_ask_{slot}_again"] = f"it asks for the slot {slot} the second time, with an example"
    return needed


def _check_responses(
    vocabulary: Vocabulary, kinds: Mapping[str, CaseKind], answers: frozenset[str], languages: tuple[str, ...]
) -> None:
    """All responses that will be said are there, in all languages, with placeholders that somebody fills."""
    asked = dict.fromkeys(slot for kind in kinds.values() for slot in kind.asks)
    whole = vocabulary.top.mapping().get("responses", vocabulary.top)
    for name, reason in needed_responses(kinds, answers, asked).items():
        if name not in vocabulary.responses:
            unused = [each for each in vocabulary.responses if each not in RESPONSES]
            whole.fault(f"response {name} is missing: {reason}", did_you_mean(name, unused, f"add `{name}:`"))
    at_once = [intent for intent, kind in kinds.items() if kind.at_once]
    for name, variations in vocabulary.responses.items():
        place = vocabulary.response_places[name]
        for language in languages:
            if variations and not any(each.language == language and not each.channel for each in variations):
                place.fault(f"has no variation for {language}", _twin(language))
        given = values_given(name, at_once, answers)
        for variation in variations if given is not None else ():
            _check_given(place, name, variation.line, variation.placeholders, given or frozenset(), vocabulary)
    for name, variations in vocabulary.responses.items():
        for variation in variations:
            if variation.language not in languages:
                replace(vocabulary.response_places[name], at=variation.line).fault(
                    f"language {variation.language} is not spoken", did_you_mean(variation.language, languages,
                    "known are: " + ", ".join(languages)))


def _twin(language: str) -> str:
    if language == DEFAULT_LANGUAGE:
        return "add a variation without condition"
    return f"add one with `condition: [{{type: slot, name: language, value: {language}}}]`"


def _check_given(
    place: Field, name: str, line: int, placeholders: frozenset[str], given: frozenset[str], vocabulary: Vocabulary
) -> None:
    for placeholder in sorted(placeholders & vocabulary.slots.keys() - given):
        if not placeholder.startswith("fact_"):
            known = ", ".join(f"{{{each}}}" for each in sorted(given)) or "facts only"
            replace(place, at=line).fault(f"nothing fills {{{placeholder}}} in {name}", f"here are known: {known}")


def _check_rating(vocabulary: Vocabulary, triage: Triage) -> None:
    """The buttons of the rating question say what triage.yml says."""
    for variation in vocabulary.responses.get("utter_rating_question", ()):
        for button in variation.buttons:
            number = button.values.get("rating")
            want = triage.rating.get(number, {}).get(variation.language) if isinstance(number, int) else None
            if want is not None and want != button.title:
                replace(vocabulary.response_places["utter_rating_question"], at=variation.line).fault(
                    f'"{button.title}" is not what rating {number} of triage.yml says', f'write "{want}" in both')


def _digest(*values: object) -> str:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
