"""Story files -> stories: Rasa's test stories with our keys; every mistake names file, line, mend; it plays nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import get_args

from bot.domain_yaml import DURATION, SECONDS, Field, Finding, Record, did_you_mean, read_yaml
from bot.errors import DataError
from bot.message import Attachment, AttachmentKind
from bot.pictures import looks_like_picture
from bot.session import AgentAction
from bot.stories.steps import Action, Agent, Check, Handoff, Step, Story, User, Wait
from bot.text.zone import VIETNAM

BEGINS = datetime(2026, 11, 14, 21, 0, tzinfo=VIETNAM)
"""When a story without `now` begins: a Saturday evening, agents are at work."""

CHECKS = ("case", "state", "says", "says_not", "buttons", "slot_was_set", "active_loop")
CASE_KEYS = (
    "kind", "count", "fields", "missing", "signals", "also_mentioned", "status", "priority", "department", "reason",
    "incomplete", "unconfirmed", "undelivered", "explained", "evidence", "agent", "rating", "reviews", "identity",
    "language", "channel", "said", "text", "text_not",
)  # fmt: skip
LISTED = ("missing", "signals", "also_mentioned")
_KINDS: tuple[AttachmentKind, ...] = get_args(AttachmentKind)
_ACTIONS: tuple[AgentAction, ...] = get_args(AgentAction)
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic"})
_MOST_REPEATS = 500
_MARKED = re.compile(r"\[([^\[\]\n]{1,200})\](?:\(([a-z_]{1,40})\)|(\{[^{}\n]{1,200}\}))")


def read_stories(path: Path) -> tuple[Story, ...]:
    """The stories of a file, or of all files under a folder in order of their names.

    Raises:
        DataError: no such place, no story in it, or a file that cannot be used; all its mistakes are told together.
    """
    if path.is_dir():
        files = sorted(found for found in path.rglob("*") if found.suffix in (".yml", ".yaml") and found.is_file())
    elif path.is_file():
        files = [path]
    else:
        raise DataError("there is no such file or folder", file=str(path), mend="name a file of test stories")
    stories = tuple(story for file in files for story in _read_file(file))
    if not stories:
        raise DataError("there is no story here", file=str(path), mend="write `stories:` with `- story: …` under it")
    return stories


def _read_file(path: Path) -> tuple[Story, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=str(path), mend="look at the path") from error
    except UnicodeDecodeError as error:
        raise DataError("is no UTF-8 text", file=str(path), mend="save it as UTF-8") from error
    findings: list[Finding] = []
    stories = tuple(_stories(text, path, findings))
    if findings:
        raise _error(findings)
    return stories


def _error(findings: Sequence[Finding]) -> DataError:
    """One error that tells all mistakes; its place is the first one's."""
    first, *others = findings
    message = f"{first.key}: {first.message}" if first.key else first.message
    if others:
        message += (f" ({first.mend})" if first.mend else "") + "".join(f"\n{each}" for each in others)
    return DataError(message, file=first.file, line=first.line, mend="" if others else first.mend)


def _stories(text: str, path: Path, findings: list[Finding]) -> Iterator[Story]:
    top = read_yaml(text, str(path), findings)
    if top is None:
        return
    for entry in top.record(("stories",), ("version",)).items("stories"):
        record = entry.record(("story", "steps"), ("now", "channel", "known_account", "metadata"))
        yield Story(
            name=record.text("story"),
            file=str(path),
            line=record.at("story").line,
            now=_moment(record.get("now")),
            channel=record.text("channel") or "terminal",
            known_account=record.text("known_account"),
            steps=tuple(step for field in record.items("steps") if (step := _step(field, path)) is not None),
        )


def _moment(field: Field | None) -> datetime:
    """The stated time, Viet Nam's where it has no zone."""
    if field is None:
        return BEGINS
    try:
        moment = datetime.fromisoformat(str(field.node.value))
    except ValueError:
        field.fault(f"{field.node.value!r} is no time", "write it so: 2026-11-14T21:00:00")
        return BEGINS
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


# ---------------------------------------------------------------- steps


def _step(field: Field, path: Path) -> Step | None:
    """One step; None, with a finding, where it is none."""
    entries = field.mapping()
    main = next((name for name in _STEPS if name in entries), "")
    if not main:
        if entries:
            known = ", ".join((*_STEPS, *CHECKS))
            check = next((name for name in CHECKS if name in entries), "")
            if check:
                return _check(field, entries, check)
            name = next(iter(entries))
            entries[name].fault("is no step of a story", did_you_mean(name, (*_STEPS, *CHECKS), f"known are: {known}"))
        return None
    return _STEPS[main](field, path)


def _user(field: Field, path: Path) -> User:
    record = field.record((), ("user", "intent", "images", "attachments", "button", "repeat"))
    said = record.get("user")
    typed = "" if said is None or said.is_null() or not str(said.node.value).strip() else said.text()
    text, marked = _unmarked(typed.removesuffix("\n"), said)
    attached = (*_images(record.get("images"), path, field.line), *_attachments(record))
    repeat = record.get("repeat")
    user = User(
        field.line,
        text,
        attached,
        record.text("button"),
        record.text("intent"),
        marked,
        1 if repeat is None else repeat.whole(1, _MOST_REPEATS),
    )
    if not (user.text or user.attachments or user.button):
        field.fault("the customer says nothing", "write the message behind `user:`, or give `images:` or `button:`")
    return user


def _unmarked(text: str, field: Field | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A message without Rasa's markup [words](entity), and what was marked."""
    marked: list[tuple[str, str]] = []

    def bare(match: re.Match[str]) -> str:
        entity = match[2] or _entity(match[3])
        if not entity and field is not None:
            field.fault(f"{match[3]} names no entity", 'write [words](entity) or [words]{"entity": "…"}')
        marked.append((entity, match[1]))
        return match[1]

    return _MARKED.sub(bare, text), tuple(marked)


def _entity(braces: str) -> str:
    try:
        return str(json.loads(braces).get("entity", ""))
    except ValueError:
        return ""


def _images(field: Field | None, path: Path, line: int) -> tuple[Attachment, ...]:
    """So many invented pictures, or those named; a file of that name beside the story is looked into."""
    if field is None:
        return ()
    if not field.is_list():
        count = field.whole(1, 99)
        return tuple(Attachment("image", f"{line}-{number}", f"anh{number}.jpg") for number in range(1, count + 1))
    return tuple(_named(entry.text(), path) for entry in field.items())


def _named(name: str, path: Path) -> Attachment:
    file = path.parent / name
    shown = looks_like_picture(file) if file.is_file() else Path(name).suffix.lower() in _PICTURES
    return Attachment("image" if shown else "file", name, Path(name).name)


def _attachments(record: Record) -> Iterator[Attachment]:
    for entry in record.items("attachments"):
        said = entry.text()
        kind = next((each for each in _KINDS if each == said), None)
        if kind:
            yield Attachment(kind, f"{entry.line}-{kind}")
        else:
            entry.fault(
                f"{said} is no kind of attachment", did_you_mean(said, _KINDS, "known are: " + ", ".join(_KINDS))
            )


def _wait(field: Field, path: Path) -> Wait:
    """31m, 2h, or several of them: 1d 3h."""
    place = field.record(("wait",)).at("wait")
    parts = [DURATION.fullmatch(part) for part in str(place.node.value).split()]
    seconds = sum(float(part[1]) * SECONDS[part[2] or "s"] for part in parts if part)
    if not seconds or None in parts:
        place.fault(f"{place.node.value} is no duration", "write seconds, minutes, hours or days: 90s, 31m, 2h, 1d 3h")
    return Wait(field.line, seconds)


def _agent(field: Field, path: Path) -> Agent | None:
    record = field.record(("agent",), ("slot", "kind", "name"))
    said = record.text("agent")
    action = next((each for each in _ACTIONS if each == said), None)
    if action is None:
        if said:
            record.at("agent").fault(f"{said} is nothing that an agent does here", "known are: " + ", ".join(_ACTIONS))
        return None
    if action == "ask" and not record.get("slot"):
        field.fault("which slot the agent asks for is missing", "add `slot:` here")
    name = record.text("name")
    return Agent(field.line, action, record.text("slot"), record.text("kind"), name or "Lan")


def _handoff(field: Field, path: Path) -> Handoff:
    record = field.record((), ("fail", "mend"))
    name = "fail" if record.get("fail") else "mend"
    if record.text(name) != "handoff":
        record.at(name).fault(f"{record.text(name)} is nothing that can fail here", f"write `{name}: handoff`")
    return Handoff(field.line, works=name == "mend")


def _action(field: Field, path: Path) -> Action:
    name = field.record(("action",)).text("action")
    if name and name != "action_listen" and not name.startswith("utter_"):
        field.fault(f"{name} is no response", "name a response, utter_…, or action_listen: nothing more is said")
    return Action(field.line, name)


def _check(field: Field, entries: Mapping[str, Field], what: str) -> Check:
    place = field.record((what,)).at(what)
    if what == "case":
        _see_case(place)
    elif what in ("says", "says_not", "buttons", "slot_was_set") and place.is_list():
        return Check(field.line, what, [entry.value() for entry in place.items()])
    elif what in ("says", "says_not", "buttons"):
        return Check(field.line, what, [place.text()])
    return Check(field.line, what, place.value())


def _see_case(place: Field) -> None:
    """Note what cannot be compared: names that are no list, fields without names, a time that is none."""
    record = place.record((), CASE_KEYS)
    for name in LISTED:
        record.items(name)
    time = record.mapping("fields").get("incident_time")
    if time is not None and not time.is_null():
        try:
            datetime.fromisoformat(str(time.node.value))
        except ValueError:
            time.fault(f"{time.node.value} is no time", "write a day or an instant: 2026-11-13, 2026-11-13T20:00")


_STEPS: Mapping[str, Callable[[Field, Path], Step | None]] = {
    "user": _user,
    "button": _user,
    "images": _user,
    "attachments": _user,
    "wait": _wait,
    "agent": _agent,
    "fail": _handoff,
    "mend": _handoff,
    "action": _action,
}
"""How each kind of step is read; the others are checks."""
