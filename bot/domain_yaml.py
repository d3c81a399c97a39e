"""YAML with its lines: each value knows its file, line and key, and mistakes are collected; it knows no vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from bot.message import Json

if TYPE_CHECKING:
    from yaml.nodes import Node

DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s?(s|m|h|d)?")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
CLOCK = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong with a file, and how to put it right.

    Attributes:
        file: the file, as the person named it.
        line: the line in it, counted from 1.
        key: dotted path of the value: "slots.amount.type".
        message: what is wrong.
        mend: what would put it right.
        severity: an error keeps the files from being used; a warning does not.
    """

    file: str
    line: int
    key: str
    message: str
    mend: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        mend = f" ({self.mend})" if self.mend else ""
        return f"{self.file}:{self.line}: {self.key}: {self.message}{mend}"


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The likeliest correction of a word, as a sentence; else `otherwise`."""
    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else otherwise


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a YAML file, with its place.

    Readers return a harmless value and note a finding where the file says something else than is expected, so that
    one reading finds all mistakes.

    Attributes:
        node: PyYAML's node.
        file: the file's name.
        key: dotted path from the top.
        findings: where mistakes are noted, shared by all fields of a reading.
        at: the line of the key, where it has one; else of the value.
    """

    node: Node
    file: str
    key: str
    findings: list[Finding] = field(repr=False)
    at: int = 0

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.at or int(self.node.start_mark.line) + 1

    def fault(self, message: str, mend: str = "") -> None:
        """Note a mistake at this place."""
        self.findings.append(Finding(self.file, self.line, self.key, message, mend))

    def is_null(self) -> bool:
        """Whether nothing stands here."""
        return str(self.node.tag).endswith(":null")

    def has_names(self) -> bool:
        """Whether names with values stand here."""
        return _id(self.node) == "mapping"

    def is_list(self) -> bool:
        """Whether a list stands here."""
        return _id(self.node) == "sequence"

    def mapping(self) -> dict[str, Field]:
        """The entries of a mapping; a key that stands twice is a mistake."""
        if not self.has_names():
            self.fault(f"{_kind(self.node)} where names with values are expected", "write `name: value` lines under it")
            return {}
        entries: dict[str, Field] = {}
        for key_node, value_node in self.node.value:
            name = str(key_node.value)
            line = int(key_node.start_mark.line) + 1
            entry = Field(value_node, self.file, f"{self.key}.{name}" if self.key else name, self.findings, line)
            if name in entries:
                entry.fault("stands twice", f"remove one; the first is in line {entries[name].line}")
            else:
                entries[name] = entry
        return entries

    def record(self, needed: Iterable[str], optional: Iterable[str] = ()) -> Record:
        """The entries of a mapping with known keys: others are mistakes, and so are missing ones."""
        entries = self.mapping()
        needed = tuple(needed)
        known = {*needed, *optional}
        for name, entry in entries.items():
            if name not in known:
                mend = "known are: " + ", ".join(sorted(known))
                if " " in name and entry.is_null():
                    mend = "a text with a comma inside {…} needs quotes"
                entry.fault("is not a key that is known here", did_you_mean(name, known, mend))
        if self.has_names():
            for name in needed:
                if name not in entries:
                    self.fault(f"{name} is missing", f"add `{name}:` here")
        return Record(self, {name: entry for name, entry in entries.items() if name in known})

    def items(self) -> list[Field]:
        """The entries of a list."""
        if not self.is_list():
            self.fault(f"{_kind(self.node)} where a list is expected", "write `- value` lines, or [a, b]")
            return []
        return [
            Field(node, self.file, f"{self.key}[{place}]", self.findings) for place, node in enumerate(self.node.value)
        ]

    def names(self) -> tuple[str, ...]:
        """A list of words; a word that stands twice is a mistake."""
        found: list[str] = []
        for entry in self.items():
            name = entry.text()
            if name in found:
                entry.fault(f"{name} stands twice", "remove one")
            elif name:
                found.append(name)
        return tuple(found)

    def text(self) -> str:
        """A text that is not empty."""
        if _id(self.node) != "scalar" or not str(self.node.tag).endswith(":str"):
            self.fault(f"{_kind(self.node)} where a text is expected", "put it in quotes")
            return ""
        text = str(self.node.value)
        if not text.strip():
            self.fault("is empty", "write a text, or remove the key")
        return text

    def flag(self) -> bool:
        """True or false."""
        if _id(self.node) != "scalar" or not str(self.node.tag).endswith(":bool"):
            self.fault(f"{_kind(self.node)} where true or false is expected", "write true or false")
            return False
        return bool(self.value())

    def number(self, low: float = 0, high: float = float("inf")) -> float:
        """A number between low and high, both allowed."""
        if _id(self.node) != "scalar" or not str(self.node.tag).endswith((":int", ":float")):
            self.fault(f"{_kind(self.node)} where a number is expected", "write digits without quotes or units")
            return low
        number = float(self.value())
        if not low <= number <= high:
            limits = f"from {low:g}" + ("" if high == float("inf") else f" to {high:g}")
            self.fault(f"{self.node.value} is out of bounds", f"write a number {limits}")
            return low
        return number

    def whole(self, low: int = 0, high: float = float("inf")) -> int:
        """A whole number between low and high, both allowed."""
        number = self.number(low, high)
        if number != int(number):
            self.fault(f"{self.node.value} is no whole number", "write a whole number")
        return int(number)

    def seconds(self) -> float:
        """A duration: 90s, 3m, 2h, 7d, or bare seconds; more than nothing."""
        match = DURATION.fullmatch(str(self.node.value)) if _id(self.node) == "scalar" else None
        if match is None:
            self.fault(f"{_shown(self.node)} is no duration", "write seconds, minutes, hours or days: 90s, 3m, 2h, 7d")
            return 1
        seconds = float(match[1]) * SECONDS[match[2] or "s"]
        if not seconds:
            self.fault("a duration of nothing", "write at least 1s")
        return seconds or 1

    def day(self) -> date:
        """A date: 2027-02-06."""
        try:
            return date.fromisoformat(str(self.node.value))
        except ValueError:
            self.fault(f"{_shown(self.node)} is no date", "write year-month-day: 2027-02-06")
            return date.min

    def moment(self) -> datetime:
        """A date and time with its offset from UTC."""
        try:
            moment = datetime.fromisoformat(str(self.node.value))
        except ValueError:
            moment = datetime.min
        if moment.tzinfo is None:
            self.fault(f"{_shown(self.node)} is no time with an offset", "write it so: 2027-03-01T22:00+07:00")
            moment = datetime.fromisoformat("2000-01-01T00:00+00:00")
        return moment

    def span(self) -> tuple[int, int]:
        """Minutes after midnight of "08:00-23:00"; 24:00 is midnight."""
        match = CLOCK.fullmatch(str(self.node.value)) if _id(self.node) == "scalar" else None
        start, end = (0, 0) if match is None else (
            int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        )
        minutes_fit = match is not None and int(match[2]) < 60 and int(match[4]) < 60
        if not (minutes_fit and start < end <= 1440):
            self.fault(f"{_shown(self.node)} is no span of a day",
                       'write "08:00-23:00"; one that goes over midnight is two: "00:00-02:00", "20:00-24:00"')
            return 0, 1
        return start, end

    def value(self) -> Json:
        """Whatever stands here, as JSON-like data."""
        from yaml.constructor import ConstructorError, SafeConstructor

        try:
            return SafeConstructor().construct_document(self.node)
        except (ConstructorError, ValueError) as error:
            self.fault(f"cannot be read: {error}", "write plain text, numbers, lists or names with values")
            return None


@dataclass(frozen=True, slots=True)
class Record:
    """The entries of a mapping with known keys; a missing one reads as empty, as its finding is noted already.

    Attributes:
        place: the mapping itself.
        entries: those of its keys that are there.
    """

    place: Field
    entries: Mapping[str, Field]

    def get(self, name: str) -> Field | None:
        """The value of a key, or None."""
        return self.entries.get(name)

    def at(self, name: str) -> Field:
        """The place to name for a key: its own, or the mapping's where it is missing."""
        return self.entries.get(name, self.place)

    def text(self, name: str) -> str:
        """The text under a key, or ""."""
        entry = self.entries.get(name)
        return "" if entry is None else entry.text()

    def items(self, name: str) -> list[Field]:
        """The list under a key, or []."""
        entry = self.entries.get(name)
        return [] if entry is None else entry.items()

    def names(self, name: str) -> tuple[str, ...]:
        """The words under a key, or ()."""
        entry = self.entries.get(name)
        return () if entry is None else entry.names()

    def flag(self, name: str) -> bool:
        """The flag under a key, or False."""
        entry = self.entries.get(name)
        return entry is not None and entry.flag()

    def mapping(self, name: str) -> dict[str, Field]:
        """The names with values under a key, or {}."""
        entry = self.entries.get(name)
        return {} if entry is None else entry.mapping()


def read_yaml(text: str, file: str, findings: list[Finding]) -> Field | None:
    """The top of a file's text; None, with a finding, where it is no YAML or empty."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        findings.append(_syntax_finding(error, file))
        return None
    if node is None:
        findings.append(Finding(file, 1, "", "the file is empty", "copy the file that comes with the package"))
        return None
    return Field(node, file, "", findings)


def _syntax_finding(error: Any, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).partition("\n")[0]
    line = mark.line + 1 if mark else 1
    return Finding(file, line, "", f"is no YAML: {problem}",
                   "look at this line and the one above: indentation by spaces, quotes around texts with ': ' or '{'")


def _id(node: Node) -> str:
    return str(getattr(node, "id", ""))


def _kind(node: Node) -> str:
    kinds: Mapping[str, str] = {"mapping": "names with values", "sequence": "a list"}
    return kinds.get(_id(node)) or ("nothing" if str(node.tag).endswith(":null") else _shown(node))


def _shown(node: Node) -> str:
    if _id(node) != "scalar":
        return _kind(node)
    shown = str(node.value)
    return shown if len(shown) <= 40 else shown[:39] + "…"
