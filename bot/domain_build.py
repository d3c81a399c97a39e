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
    LANGUAGES,
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
from bot.domain_values import FLOW, CaseKind, Slot, Variation
from bot.domain_yaml import Field, Finding, Record, did_you_mean, read_yaml
from bot.message import Json

TRIAGE_KEYS = (
    "languages", "kinds", "general", "priorities", "departments", "slots", "statuses", "signals", "reasons",
    "channels", "rating", "sla", "timers", "normal_minutes", "hours", "high_amount", "point_rate", "escalation",
    "identity", "retention",
)
OPTIONAL_KEYS = ("version", "notices", "nlu")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the two files say, put together."""

    vocabulary: Vocabulary
    slots: Mapping[str, Slot]
    kinds: Mapping[str, CaseKind]
    answers: frozenset[str]
    general: CaseKind
    triage: Triage
    tops: tuple[Field, Field]

    def digest(self) -> str:
        """16 hex digits of all that the files say."""
        return _digest(*(top.value() for top in self.tops))

    def labels_digest(self) -> str:
        """16 hex digits of the intents and entities."""
        return _digest(sorted(self.vocabulary.intents), sorted(self.vocabulary.entities))


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
    return Parts(vocabulary, slots, kinds, answers, general, triage, (domain_top, triage_top))


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
    unused = [name for name in vocabulary.responses if name not in RESPONSES]
    for name, reason in needed_responses(kinds, answers, asked).items():
        if name not in vocabulary.responses:
            whole.fault(f"response {name} is missing: {reason}", did_you_mean(name, unused, f"add `{name}:`"))
    at_once = [intent for intent, kind in kinds.items() if kind.at_once]
    for name, place in vocabulary.response_places.items():
        _check_languages(place, vocabulary.responses[name], languages)
        given = values_given(name, at_once, answers)
        if given is not None:
            _check_given(place, vocabulary, name, given)


def _check_languages(place: Field, variations: tuple[Variation, ...], languages: tuple[str, ...]) -> None:
    for language in languages:
        if variations and not any(each.language == language and not each.channel for each in variations):
            condition = f"`condition: [{{type: slot, name: language, value: {language}}}]`"
            how = "without condition" if language == DEFAULT_LANGUAGE else f"with {condition}"
            place.fault(f"has no variation for {language}", f"add one {how}")
    for each in variations:
        check_known(replace(place, at=each.line), each.language, LANGUAGES, "language")


def _check_given(place: Field, vocabulary: Vocabulary, name: str, given: frozenset[str]) -> None:
    """The engine fills every placeholder of the response; facts are filled anyway."""
    known = ", ".join(f"{{{each}}}" for each in sorted(given)) or "facts only"
    for variation in vocabulary.responses[name]:
        for placeholder in sorted(variation.placeholders & vocabulary.slots.keys() - given):
            if not placeholder.startswith("fact_"):
                line = replace(place, at=variation.line)
                line.fault(f"nothing fills {{{placeholder}}} in {name}", f"here are known: {known}")


def _check_rating(vocabulary: Vocabulary, triage: Triage) -> None:
    """The buttons of the rating question say what triage.yml says."""
    for variation in vocabulary.responses.get("utter_rating_question", ()):
        for button in variation.buttons:
            number = button.values.get("rating")
            want = triage.rating.get(number, {}).get(variation.language) if isinstance(number, int) else None
            if want is not None and want != button.title:
                replace(vocabulary.response_places["utter_rating_question"], at=variation.line).fault(
                    f'"{button.title}" is not what rating {number} of triage.yml says', f'write "{want}" in both')


def _digest(*values: Json) -> str:
    return hashlib.sha256(json.dumps(_canonical(values), ensure_ascii=False).encode()).hexdigest()[:16]


def _canonical(value: Json) -> Json:
    """The value with its names in order, so that the same data gives the same text."""
    if isinstance(value, dict):
        return [[str(name), _canonical(value[name])] for name in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
