"""domain.yml and triage.yml as one frozen, cross-checked value; beside `load` it does no I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from bot.domain_agree import is_placeholder
from bot.domain_build import Parts, build
from bot.domain_hours import Hours, Span, SpecialDays, Words
from bot.domain_settings import (
    PRIORITIES,
    Escalation,
    Identity,
    LateStep,
    Notice,
    Sla,
    Target,
    Timers,
    Triage,
)
from bot.domain_values import FLOW, PLACEHOLDER, Button, CaseKind, Slot, Utterance, Variation
from bot.domain_yaml import Finding
from bot.errors import DomainError

__all__ = [
    "FLOW", "PRIORITIES", "Button", "CaseKind", "Domain", "Escalation", "Finding", "Hours", "Identity", "LateStep",
    "Notice", "Sla", "Slot", "Span", "SpecialDays", "Target", "Timers", "Triage", "Utterance", "Variation", "Words",
]

NAMES = ("domain.yml", "triage.yml")

_SELF = {"Quý khách": "chúng tôi"} | dict.fromkeys(("bác", "cô", "chú", "ông", "bà"), "cháu")
_ADDRESS = re.compile(r"\b(anh/chị|(?<!trẻ )(?<!Trẻ )em)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Domain:
    """The product's vocabulary and settings.

    Attributes:
        intents: all intents of domain.yml, in its order.
        kinds: case kinds by intent, in the order of domain.yml's forms.
        answers: intents that `utter_<intent>` answers.
        flow: intents that steer the conversation (FLOW).
        general: the kind of a case whose problem is unknown, for ask_human and two unclear messages in a row; its
            intent is "ask_human", it asks nothing.
        entities: all entities of domain.yml, with those that are never slots (secret, card, …).
        slots: all slots by name, facts and the assistant's own words included.
        facts: the fact_* slots' words by name.
        responses: variations by response name, Vietnamese and English, in the file's order.
        triage: everything else that triage.yml says.
    """

    intents: tuple[str, ...]
    kinds: Mapping[str, CaseKind]
    answers: frozenset[str]
    flow: frozenset[str]
    general: CaseKind
    entities: frozenset[str]
    slots: Mapping[str, Slot]
    facts: Mapping[str, str]
    responses: Mapping[str, tuple[Variation, ...]]
    triage: Triage
    names: tuple[str, str] = NAMES
    digest: str = field(default="", repr=False)
    labels_digest: str = field(default="", repr=False)

    @classmethod
    def load(cls, domain_yml: Path, triage_yml: Path) -> Domain:
        """Read and cross-check the two files.

        Raises:
            DomainError: a file cannot be read, or something is wrong; all that was found is told together.
        """
        return cls.from_text(_read(domain_yml), _read(triage_yml), (str(domain_yml), str(triage_yml)))

    @classmethod
    def from_text(cls, domain_text: str, triage_text: str, names: tuple[str, str] = NAMES) -> Domain:
        """Read and cross-check the two files' texts; `names` is what errors call them.

        Raises:
            DomainError: something is wrong; all that was found is told together.
        """
        parts, findings = build(domain_text, triage_text, names)
        if parts is None:
            raise domain_error(findings)
        return cls._from_parts(parts, names)

    @classmethod
    def _from_parts(cls, parts: Parts, names: tuple[str, str]) -> Domain:
        facts = {name: str(slot.initial) for name, slot in parts.slots.items() if slot.is_fact}
        return cls(
            intents=tuple(parts.vocabulary.intents),
            kinds=MappingProxyType(parts.kinds),
            answers=parts.answers,
            flow=FLOW,
            general=parts.general,
            entities=frozenset(parts.vocabulary.entities),
            slots=MappingProxyType(parts.slots),
            facts=MappingProxyType(facts),
            responses=MappingProxyType(dict(parts.vocabulary.responses)),
            triage=parts.triage,
            names=names,
            digest=parts.digest(),
            labels_digest=parts.labels_digest(),
        )

    def say(
        self,
        name: str,
        lang: str = "vi",
        values: Mapping[str, str] | None = None,
        pick: int = 0,
        *,
        channel: str = "",
        address: str = "",
    ) -> Utterance:
        """A response in words.

        Args:
            name: the response, utter_…
            lang: "vi" or "en"; Vietnamese where the response has no such twin.
            values: words for its placeholders; facts need not be given. Put in as they are, braces too.
            pick: any number: chooses the variation, modulo their count.
            channel: chooses variations that are meant for this channel, where there are some.
            address: how the customer is addressed instead of anh/chị: anh, chị, bác, cô, chú, ông, bà or Quý khách
                (the assistant's own "em" then fits it). No effect on English.

        Raises:
            KeyError: there is no such response, or a placeholder has neither value nor fact.
        """
        variations = self._variations(name, lang, channel)
        chosen = variations[pick % len(variations)]
        text = chosen.text if chosen.language != "vi" or not address else _readdressed(chosen.text, address)
        return Utterance(name, self._filled(name, text, values or {}), chosen.buttons, chosen.language)

    def _variations(self, name: str, lang: str, channel: str) -> Sequence[Variation]:
        """Those in the language, for the channel before those for all, as Rasa chooses."""
        variations = self.responses[name]
        spoken = [each for each in variations if each.language == lang] or [
            each for each in variations if each.language == "vi"
        ]
        meant = [each for each in spoken if each.channel == channel] if channel else []
        return meant or [each for each in spoken if not each.channel] or spoken

    def _filled(self, name: str, text: str, values: Mapping[str, str]) -> str:
        def fill(match: re.Match[str]) -> str:
            if match[0] in _BRACES:
                return _BRACES[match[0]]
            word = values.get(match[1], self.facts.get(match[1]))
            if word is None:
                raise KeyError(f"{name} wants a value for {{{match[1]}}}")
            return word

        return _FILL.sub(fill, text)

    def wants(self, name: str) -> frozenset[str]:
        """The placeholders of a response that `say` needs values for (facts are not among them)."""
        named = frozenset().union(*(variation.placeholders for variation in self.responses[name]))
        return named - self.facts.keys()

    def expected(self, now: datetime, channel: str = "web", lang: str = "vi") -> str:
        """When an agent's answer can be expected, for {expected}: within how long, or from the next opening on.

        The words of the channel's target are the fact fact_reply_<channel>, or else the web's.
        """
        opening = self.triage.hours.next_opening(now)
        if opening is None or self.triage.hours.is_open(now):
            suffix = "" if lang == "vi" else f"_{lang}"
            words = self.facts.get(f"fact_reply_{channel}{suffix}") or self.facts[f"fact_reply_web{suffix}"]
            return self.say("utter_expected", lang, {"value": words}).text
        pattern = "%H:%M ngày %d/%m/%Y" if lang == "vi" else "%H:%M on %d/%m/%Y"
        return self.say("utter_expected_closed", lang, {"opening": opening.strftime(pattern)}).text

    def question(self, kind: str, slot: str, *, again: bool = False) -> str:
        """The response that asks for a slot: utter_ask_<kind>_form_<slot> where there is one, else utter_ask_<slot>.

        `again` gives the second asking, with an example: …_again likewise.
        """
        ending = f"{slot}_again" if again else slot
        own = f"utter_ask_{kind}_form_{ending}"
        return own if own in self.responses else f"utter_ask_{ending}"

    def opening(self, kind: str) -> str:
        """The response that opens a form: utter_open_<kind> where there is one, else utter_open_form."""
        return f"utter_open_{kind}" if f"utter_open_{kind}" in self.responses else "utter_open_form"

    def label(self, slot: str, kind: str = "", lang: str = "vi") -> str:
        """A slot's title, as this kind of case calls it."""
        own = self.kinds[kind].labels.get(slot, {}) if kind in self.kinds else {}
        return own.get(lang) or self.slots[slot].label.get(lang) or slot

    def title(self, kind: str, lang: str = "vi") -> str:
        """A kind's title ("ask_human" is the general one); in Vietnamese where it has no other."""
        title = self.kinds.get(kind, self.general).title
        return title.get(lang) or title["vi"]

    def placeholders(self) -> frozenset[str]:
        """The facts that are still placeholders ("[TÊN THƯƠNG HIỆU]"): while there are some, show the demo banner."""
        return frozenset(name for name, words in self.facts.items() if is_placeholder(words))

    def hash(self) -> str:
        """16 hex digits that change when anything in the two files changes, comments and order of keys aside."""
        return self.digest

    def labels_hash(self) -> str:
        """16 hex digits that change when an intent or entity is added, removed or renamed: what a model depends on."""
        return self.labels_digest


def domain_error(findings: Sequence[Finding]) -> DomainError:
    """One error that tells all findings; its place is the first one's."""
    first, *others = findings
    message = f"{first.key}: {first.message}" if first.key else first.message
    if not others:
        return DomainError(message, file=first.file, line=first.line, mend=first.mend)
    message += (f" ({first.mend})" if first.mend else "") + "".join(f"\n{finding}" for finding in others)
    return DomainError(message, file=first.file, line=first.line)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DomainError(f"cannot be read: {error.strerror}", file=str(path), mend="look at the path") from error
    except UnicodeDecodeError as error:
        raise DomainError("is no UTF-8 text", file=str(path), mend="save it as UTF-8") from error


def _readdressed(text: str, address: str) -> str:
    """The text with another form of address, and with the assistant's own word that fits it."""
    own = _SELF.get(address, "em")

    def word(match: re.Match[str]) -> str:
        new = own if match[1].lower() == "em" else address
        return new[0].upper() + new[1:] if match[1][0].isupper() else new

    return _ADDRESS.sub(word, text)


_BRACES = {"{{": "{", "}}": "}"}
_FILL = re.compile(r"\{\{|\}\}|" + PLACEHOLDER.pattern)
