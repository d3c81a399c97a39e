"""The kinds of cases and all titles of triage.yml, checked against the vocabulary; it reads no times or limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.domain_hours import Words
from bot.domain_read import Vocabulary
from bot.domain_values import FLOW, CaseKind
from bot.domain_yaml import Field, Record, did_you_mean

KIND_KEYS = ("takes", "optional", "at_once", "first_line", "care", "labels")
STATUSES = (
    "collecting", "confirming", "answered", "handed_over", "with_agent", "resolved", "second_review", "closed",
    "cancelled",
)
SIGNALS = ("angry", "repeated_contact", "vulnerable", "high_amount", "ambiguous_time", "wants_english", "reused_picture")
REASONS = (
    "complete", "unconfirmed", "incomplete", "at_once", "asked_human", "unclear", "second_problem", "reopened",
    "failure",
)
CHANNELS = ("web", "telegram", "zalo", "email", "hotline", "rasa", "terminal")
GENERAL = "ask_human"
LANGUAGES = ("vi", "en")


def words(place: Field, languages: Iterable[str]) -> Words:
    """A title in every language that is spoken."""
    record = place.record(tuple(languages), LANGUAGES)
    return MappingProxyType({language: entry.text() for language, entry in record.entries.items()})


def titles(
    record: Record, key: str, languages: Iterable[str], needed: Iterable[str] = (), *, closed: bool = False
) -> dict[str, Words]:
    """The titles under a key, by name; those that the engine needs must be there, and no others where it is closed."""
    languages, place = tuple(languages), record.get(key)
    if place is None:
        return {}
    entries = place.mapping() if not closed else {}
    return {name: words(entry, languages) for name, entry in place.record(needed, entries).entries.items()}


def check_known(place: Field, name: str, known: Iterable[str], what: str) -> bool:
    """Whether a name is one of the known ones; notes a finding where it is not."""
    known = tuple(known)
    if name and name not in known:
        place.fault(f"{what} {name} is not declared", did_you_mean(name, known, "known are: " + ", ".join(known)))
    return name in known


def read_kinds(
    places: Mapping[str, Field], vocabulary: Vocabulary, labelled: Iterable[str], departments: Iterable[str],
    priorities: Iterable[str], languages: Iterable[str],
) -> dict[str, CaseKind]:
    """The case kinds by intent, in the order of the forms.

    Args:
        places: the entries under `kinds`.
        vocabulary: what domain.yml says.
        labelled: slots that have a title, so that cases may hold them.
        departments: known departments.
        priorities: known priorities.
        languages: languages of titles.
    """
    _check_forms(places, vocabulary)
    known = (tuple(labelled), tuple(departments), tuple(priorities), tuple(languages))
    kinds = {name: _kind(name, place, vocabulary, *known) for name, place in places.items()}
    order = [form.removesuffix("_form") for form in vocabulary.forms]
    return {name: kinds[name] for name in order if name in kinds}


def read_general(
    place: Field, departments: Iterable[str], priorities: Iterable[str], languages: Iterable[str]
) -> CaseKind:
    """The kind of a case whose problem is unknown."""
    record = place.record(("title", "priority", "department"))
    return CaseKind(
        intent=GENERAL, title=_title(record, languages), asks=(), optional=frozenset(), takes=(), at_once=True,
        priority=_known(record, "priority", priorities), department=_known(record, "department", departments),
        first_line="", care=False, labels={}, line=place.line,
    )


def _check_forms(places: Mapping[str, Field], vocabulary: Vocabulary) -> None:
    """Intents, forms and kinds belong together, one of each."""
    for name, form in vocabulary.forms.items():
        intent = name.removesuffix("_form")
        if not name.endswith("_form") or intent not in vocabulary.intents or intent in FLOW:
            known = [f"{each}_form" for each in vocabulary.intents if each not in FLOW]
            form.place.fault(f"no case intent belongs to the form {name}",
                             did_you_mean(name, known, "name it <intent>_form, and declare the intent"))
        elif intent not in places:
            form.place.fault(f"triage.yml has no kind {intent}", f"add `{intent}:` under kinds in triage.yml")
    for name, place in places.items():
        if f"{name}_form" not in vocabulary.forms:
            known = [form.removesuffix("_form") for form in vocabulary.forms]
            place.fault(f"domain.yml has no form {name}_form",
                        did_you_mean(name, known, f"add `{name}_form:` under forms in domain.yml"))


def _kind(
    name: str, place: Field, vocabulary: Vocabulary, labelled: tuple[str, ...], departments: tuple[str, ...],
    priorities: tuple[str, ...], languages: tuple[str, ...],
) -> CaseKind:
    record = place.record(("title", "priority", "department"), KIND_KEYS)
    form = vocabulary.forms.get(f"{name}_form")
    asks = tuple(slot for slot, _ in form.asks) if form else ()
    for slot, asked in form.asks if form else ():
        check_known(asked, slot, labelled, "title of slot")
    takes = _slots(record, "takes", labelled)
    for entry in record.items("takes"):
        if entry.text() in asks:
            entry.fault(f"{entry.text()} is asked for already", "remove it here, or from the form")
    first_line = record.text("first_line")
    _check_first_line(record, first_line, vocabulary)
    return CaseKind(
        intent=name, title=_title(record, languages), asks=asks, optional=frozenset(_slots(record, "optional", asks)),
        takes=takes, at_once=record.flag("at_once"), priority=_known(record, "priority", priorities),
        department=_known(record, "department", departments), first_line=first_line, care=record.flag("care"),
        labels=_labels(record, asks + takes, languages), line=place.line,
    )


def _title(record: Record, languages: Iterable[str]) -> Words:
    place = record.get("title")
    return words(place, languages) if place else {}


def _known(record: Record, key: str, known: Iterable[str]) -> str:
    name = record.text(key)
    check_known(record.at(key), name, known, key)
    return name


def _slots(record: Record, key: str, known: Iterable[str]) -> tuple[str, ...]:
    known = tuple(known)
    return tuple(item.text() for item in record.items(key) if check_known(item, item.text(), known, "slot"))


def _labels(record: Record, slots: tuple[str, ...], languages: Iterable[str]) -> Mapping[str, Words]:
    return MappingProxyType({
        slot: words(place, languages) for slot, place in record.mapping("labels").items()
        if check_known(place, slot, slots, "slot")
    })


def _check_first_line(record: Record, first_line: str, vocabulary: Vocabulary) -> None:
    for name in (f"utter_first_line_{first_line}", f"utter_first_line_check_{first_line}") if first_line else ():
        if name not in vocabulary.responses:
            record.at("first_line").fault(f"domain.yml has no response {name}",
                                          did_you_mean(name, vocabulary.responses, "write it"))
