"""Messages and buttons of one turn into a Reading; it understands nothing anew and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import bot.triage.phrases as phrases
from bot.case import Evidence
from bot.domain import Domain
from bot.message import FALLBACK, Attachment, Entity, Intent
from bot.text import Aligned, read, without_accents
from bot.triage.display import quoted
from bot.triage.events import ButtonPressed, MessageTurn, Understood
from bot.triage.reading import SHOWN, Found, Problem, Reading
from bot.triage.refusals import refused
from bot.triage.states import Conversation, Lang

AT_ONCE_ORDER = ("distress", "underage", "self_exclusion", "report_fraud")
"""Which of several at-once intents goes first."""

KEPT_ATTACHMENTS = SHOWN | {"file", "voice", "video"}
"""Attachments that are kept with the case."""

MASKED_SECRETS = frozenset({"password", "otp", "pin"})
_BUTTON_WORDS = frozenset({"unavailable", "rating", "choice"})
_LONGEST_READ = 4000
_PICTURE_NAMES = (".png", ".jpg", ".jpeg", ".webp", ".heic", ".gif")
_FAIR_GUESS = 0.05
_LONGEST_TITLE = 64
_LONGEST_BARE = 120
_WORD = re.compile(r"\w+")
_TELLING = frozenset({"username", "incident_time", "amount", "transaction_id", "phone", "email", "bank", "game"})
_CUES = frozenset(
    """
    tk tai khoan acc account nick user username name id ten dang nhap la cua em minh toi tui anh chi bac co chu chau con
    nhe nha nhen a ad oi da vang luc vao hoi khoang tam tu ngay gio so tien ma gd giao dich lenh ne do day thi thoi
    ngan hang bank qua ben game sanh va voi sdt dien thoai my is the at about amount on it s
    """.split()
)
"""Words that introduce data, unaccented."""


def read_turn(turn: MessageTurn, domain: Domain) -> Reading:
    """All messages of a turn together."""
    views = [_view(each) for each in turn.messages]
    meant = [_intents(each) for each in turn.messages]
    problems = _problems(turn.messages, meant, domain)
    intents = [intent for each in meant for intent in each]
    entities = [Found(entity, each.message.id) for each in turn.messages for entity in each.parse.entities]
    plains = [view.plain for view in views]
    raw = " ".join(each.message.text for each in turn.messages)
    plain = "\n".join(plains)
    return Reading(
        problems=problems,
        at_once=_most_pressing(problems, domain),
        answers=tuple(dict.fromkeys(each.name for each in intents if each.name in domain.answers)),
        flow=frozenset(each.name for each in intents if each.name in domain.flow),
        found=tuple(found for found in entities if found.entity.kind in domain.slots),
        others=frozenset(found.entity.kind for found in entities) - domain.slots.keys(),
        evidence=tuple(_evidence(each) for each in _attached(turn.messages) if each[1].kind in KEPT_ATTACHMENTS),
        attachments=tuple(_attachment_kind(attachment) for _, attachment in _attached(turn.messages)),
        secrets=tuple(each.message.id for each in turn.messages if _has_secret(each)),
        numbers=any(_has_number(each) for each in turn.messages),
        texts=tuple((each.message.id, quoted(each.message.text, each.parse.entities)) for each in turn.messages),
        plain=plain,
        accented="\n".join(view.text for view in views),
        lang=_language(turn.messages, intents, plain, domain),
        address=next((found for view in views if (found := phrases.address(view.text))), ""),
        refusals=_refusals(turn.messages, views, with_problem=bool(problems)),
        angry=phrases.is_angry(raw, plain),
        insult=phrases.is_insult(plain),
        likely=_likely(turn.messages, domain),
        meant=_meant(turn.messages, domain),
        message_ids=tuple(each.message.id for each in turn.messages),
        statuses=turn.statuses,
        long=any(len(each.message.text) > _LONGEST_READ for each in turn.messages),
    )


def read_button(button: ButtonPressed, domain: Domain) -> Reading:
    """A pressed button says exactly its intent and its values."""
    unavailable = button.values.get("unavailable")
    problem = Problem(button.intent, button.message_id, button.title, because="button")
    problems = (problem,) if button.intent in domain.kinds else ()
    return Reading(
        problems=problems,
        at_once=_most_pressing(problems, domain),
        answers=(button.intent,) if button.intent in domain.answers else (),
        flow=frozenset({button.intent}) & domain.flow,
        refusals=(str(unavailable),) if unavailable else (),
        values=button.values,
        found=tuple(
            Found(Entity(name, 0, len(button.title), value, button.title), button.message_id)
            for name, value in button.values.items()
            if name in domain.slots and name not in _BUTTON_WORDS
        ),
        texts=((button.message_id, button.title),),
        message_ids=(button.message_id,) if button.message_id else (),
        pressed=True,
    )


def typed_button(turn: MessageTurn, domain: Domain, talk: Conversation) -> ButtonPressed | None:
    """The button whose title the customer typed, as people do where a channel shows none."""
    if len(turn.messages) != 1 or not (talk.said or talk.buttons):
        return None
    message = turn.messages[0].message
    typed = without_accents(message.text.strip().lower())
    if message.attachments or not 0 < len(typed) <= _LONGEST_TITLE:
        return None
    shown = (button for name in talk.said for each in domain.responses.get(name, ()) for button in each.buttons)
    for button in (*talk.buttons, *shown):
        if without_accents(button.title.lower()) == typed:
            return ButtonPressed(button.intent, button.values, turn.spare_code, message.id, message.text.strip())
    return None


def _view(each: Understood) -> Aligned:
    """The view that phrases are found in; English is not read as Vietnamese shorthand."""
    text = read(each.message.text[:_LONGEST_READ])
    return text.folded if each.parse.language == "en" else text.normal


def _most_pressing(problems: Iterable[Problem], domain: Domain) -> str:
    told = [problem.intent for problem in problems if domain.kinds[problem.intent].at_once]
    return next((intent for intent in AT_ONCE_ORDER if intent in told), told[0] if told else "")


def _intents(each: Understood) -> tuple[Intent, ...]:
    """What the message wants; a stretch that holds nothing but data informs, whatever a model makes of so few words."""
    parse = each.parse
    intents = parse.intents or (parse.intent,)
    if not parse.entities or not any(entity.kind in _TELLING for entity in parse.entities):
        return intents
    if len(intents) > 1:
        intents = (
            tuple(intent for intent in intents if not _is_bare_data(each, intent.start, intent.end)) or intents[:1]
        )
    elif parse.intent.name not in ("inform", "correct") and _is_bare_data(each, 0, len(parse.text)):
        return (Intent("inform", 1.0, 0, len(parse.text)),)
    return intents


def _is_bare_data(each: Understood, start: int, end: int) -> bool:
    """Whether beside its entities a stretch of a message holds only the words that introduce them."""
    rest, inside = each.message.text[start:end], 0
    if not 0 < len(rest) <= _LONGEST_BARE:
        return False
    for entity in sorted(each.parse.entities, key=lambda found: found.start, reverse=True):
        if start <= entity.start and entity.end <= end:
            rest = rest[: entity.start - start] + " " + rest[entity.end - start :]
            inside += 1
    return inside > 0 and all(word in _CUES for word in _WORD.findall(read(rest).normal.plain))


def _problems(
    messages: Iterable[Understood], meant: Iterable[tuple[Intent, ...]], domain: Domain
) -> tuple[Problem, ...]:
    problems: dict[str, Problem] = {}
    for each, intents in zip(messages, meant, strict=True):
        for intent in intents:
            if intent.name in domain.kinds and intent.name not in problems:
                problems[intent.name] = _problem(each, intent, alone=len(intents) == 1)
    return tuple(problem for problem in problems.values() if not _is_mere_anger(problem, len(problems)))


def _is_mere_anger(problem: Problem, told: int) -> bool:
    """An angry "lừa đảo à" beside a late withdrawal is no fraud report."""
    if problem.intent != "report_fraud" or told < 2:
        return False
    plain = read(problem.words).normal.plain
    return phrases.is_angry(problem.words, plain) and not phrases.tells_of_fraud(plain)


def _problem(each: Understood, intent: Intent, *, alone: bool) -> Problem:
    text = each.message.text
    start, end = (0, len(text)) if alone or intent.end <= intent.start else (intent.start, intent.end)
    inside = [
        Entity(entity.kind, entity.start - start, entity.end - start, None, entity.raw)
        for entity in each.parse.entities
        if start <= entity.start and entity.end <= end
    ]
    because = f"{intent.name} {intent.confidence:.2f}" + (f": {', '.join(intent.because)}" if intent.because else "")
    return Problem(intent.name, each.message.id, quoted(text[start:end], inside), start, end, because)


def _attached(messages: Iterable[Understood]) -> list[tuple[str, Attachment]]:
    return [(each.message.id, attachment) for each in messages for attachment in each.message.attachments]


def _attachment_kind(attachment: Attachment) -> str:
    """A file that is called a picture and is none cannot be opened."""
    unreadable = attachment.kind == "file" and attachment.name.lower().endswith(_PICTURE_NAMES)
    return "unreadable" if unreadable else attachment.kind


def _evidence(attached: tuple[str, Attachment]) -> Evidence:
    message_id, attachment = attached
    return Evidence(ref=attachment.ref, kind=attachment.kind, name=attachment.name, message_id=message_id)


def _has_secret(each: Understood) -> bool:
    masked = any(stretch.kind in MASKED_SECRETS for stretch in each.message.masked)
    return masked or any(entity.kind == "secret" for entity in each.parse.entities)


def _has_number(each: Understood) -> bool:
    return any(stretch.kind not in MASKED_SECRETS for stretch in each.message.masked)


def _language(messages: Iterable[Understood], intents: Iterable[Intent], plain: str, domain: Domain) -> Lang | None:
    """English where a message is and says more than hello; Vietnamese where its letters or enough words tell so."""
    words = [word for word in plain.split() if word.isalpha()]
    telling = any(intent.name in domain.kinds or intent.name in domain.answers for intent in intents)
    if any(each.parse.language == "en" for each in messages):
        return "en" if len(words) > 2 or telling else None
    typed = any(not char.isascii() and char.isalpha() for each in messages for char in each.message.text[:400])
    return "vi" if typed or len(words) > 2 else None


def _refusals(messages: Iterable[Understood], views: Iterable[Aligned], *, with_problem: bool) -> tuple[str, ...]:
    """What is refused; a message typed without accents is read without them (shorthand is written out with accents)."""
    found: list[str] = []
    for each, view in zip(messages, views, strict=True):
        text = view.plain if each.message.text.isascii() else view.text
        found += refused(view.plain, text, with_problem=with_problem)
    return tuple(dict.fromkeys(found))


def _meant(messages: Iterable[Understood], domain: Domain) -> tuple[Problem, ...]:
    """What a correction without a problem may have meant instead: "không phải rút, em nạp mà"."""
    found = []
    for each in messages:
        if each.parse.intent.name in ("correct", "deny"):
            best = next((guess for guess in each.parse.ranking if guess.name in domain.kinds), None)
            if best is not None and best.confidence >= _FAIR_GUESS and not domain.kinds[best.name].at_once:
                found.append(_problem(each, best, alone=True))
    return tuple(found)


def _likely(messages: Iterable[Understood], domain: Domain) -> tuple[str, ...]:
    """What an unclear message may mean: case intents with a fair share of the probability."""
    names: dict[str, None] = {}
    for each in messages:
        if each.parse.intent.name == FALLBACK:
            ranked = (guess.name for guess in each.parse.ranking[:4] if guess.confidence >= 0.1)
            names.update(dict.fromkeys(name for name in ranked if name in domain.kinds and name not in AT_ONCE_ORDER))
    return tuple(names)[:3]
