"""Rasa NLU YAML -> messages with their labels; it reads what others wrote too, and judges nothing but the format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import TrainingDataError

_ENTITY = re.compile(r"\[([^\[\]\n]{1,500})\](?:\(([^()\n]{1,200})\)|(\{[^{}\n]{1,500}\}))")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Label:
    """An entity that a training message marks.

    Attributes:
        kind: the entity's name.
        start: first character, offset into the message without its markup.
        end: offset behind the last one.
        value: its synonym's value, or the characters themselves.
    """

    kind: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Example:
    """One message with its label.

    Attributes:
        text: the message without markup.
        intent: its intent; "a+b" where it holds two.
        labels: the entities that it marks.
        metadata: whatever stands under `metadata`.
        file: where it is written.
        line: on which line, counted from 1.
    """

    text: str
    intent: str
    labels: tuple[Label, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class NluData:
    """What a folder of NLU files holds.

    Attributes:
        examples: the messages, in order.
        synonyms: value -> the other ways to write it.
        lookups: name -> its entries.
        regexes: name -> its patterns.
    """

    examples: tuple[Example, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lookups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    regexes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_folder(path: Path) -> NluData:
    """All messages under a folder (or in one file), files in order of their names.

    Raises:
        TrainingDataError: no such place, no YAML in it, or a file that cannot be used (file, line and mend are named).
    """
    if path.is_dir():
        files = sorted(found for found in path.rglob("*") if found.suffix in (".yml", ".yaml") and found.is_file())
    elif path.is_file():
        files = [path]
    else:
        raise TrainingDataError("there is no such file or folder", file=str(path), mend="name a folder of NLU YAML")
    if not files:
        raise TrainingDataError("no .yml or .yaml file in this folder", file=str(path), mend="put Rasa NLU YAML there")
    return merge([read_file(file) for file in files])


def read_file(path: Path) -> NluData:
    """The messages of one file.

    Raises:
        TrainingDataError: the file cannot be read, is not UTF-8, or is not NLU YAML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TrainingDataError(
            "this is not UTF-8", file=str(path), line=line, mend="save the file as UTF-8"
        ) from error
    except OSError as error:
        raise TrainingDataError(f"cannot be read: {error.strerror}", file=str(path)) from error
    return parse(text, str(path))


def merge(parts: list[NluData]) -> NluData:
    """Several files as one; entries of the same name are joined."""
    joined: dict[str, dict[str, tuple[str, ...]]] = {"synonyms": {}, "lookups": {}, "regexes": {}}
    for part in parts:
        for name, into in joined.items():
            for key, entries in getattr(part, name).items():
                into[key] = into.get(key, ()) + tuple(entries)
    return NluData(tuple(example for part in parts for example in part.examples), **joined)


def parse(text: str, file: str = "") -> NluData:
    """The messages of one NLU YAML text.

    Args:
        text: the YAML.
        file: its name, for messages.

    Raises:
        TrainingDataError: it is not YAML, or not NLU YAML.
    """
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        raise _syntax_error(error, file) from error
    if root is None:
        return NluData()
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(root, file, "the file is no mapping", 'begin it with  version: "3.1"  and  nlu:')
    items = _get(root, "nlu")
    if items is None:
        return NluData()
    if isinstance(items, yaml.ScalarNode) and not items.value:
        return NluData()
    if not isinstance(items, yaml.SequenceNode):
        raise _wrong(items, file, "`nlu` is no list", "write each entry as  - intent: name")
    return _collect(items, file)


def _collect(items: yaml.SequenceNode, file: str) -> NluData:
    examples: list[Example] = []
    tables: dict[str, dict[str, tuple[str, ...]]] = {"synonym": {}, "lookup": {}, "regex": {}}
    for item in items.value:
        kind = _kind(item, file)
        name = _get(item, kind)
        body = _get(item, "examples")
        if not isinstance(name, yaml.ScalarNode) or not name.value.strip():
            raise _wrong(item, file, f"`{kind}` has no name", f"write  - {kind}: its_name")
        if body is None or (isinstance(body, yaml.ScalarNode) and not body.value.strip()):
            raise _wrong(
                item, file, f"{kind} {name.value} has no examples", "add  examples: |  and a line  - … for each"
            )
        label = name.value.strip()
        if kind == "intent":
            shared = _plain(_get(item, "metadata"))
            examples += _messages(body, label, shared if isinstance(shared, dict) else {}, file)
        else:
            lines = tuple(line for line, _, _ in _lines(body, file))
            tables[kind][label] = tables[kind].get(label, ()) + lines
    return NluData(tuple(examples), tables["synonym"], tables["lookup"], tables["regex"])


def _kind(item: yaml.Node, file: str) -> str:
    if isinstance(item, yaml.MappingNode):
        for kind in ("intent", "synonym", "lookup", "regex"):
            if _get(item, kind) is not None:
                return kind
    raise _wrong(item, file, "an entry that is no intent, synonym, lookup or regex", "write  - intent: name")


def _messages(body: yaml.Node, intent: str, shared: Mapping[str, Any], file: str) -> Iterator[Example]:
    for line, number, metadata in _lines(body, file):
        text, labels = _without_markup(line, file, number)
        if text:
            yield Example(text, intent, labels, {**shared, **metadata}, file, number)


def _lines(body: yaml.Node, file: str) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Each example as (text, line number, metadata), from the short or the long form."""
    if isinstance(body, yaml.ScalarNode):
        first = body.start_mark.line + (2 if body.style in ("|", ">") else 1)
        for offset, line in enumerate(body.value.split("\n")):
            stripped = line.strip()
            if not stripped or stripped.startswith("#"):
                continue
            if not stripped.startswith("-"):
                raise TrainingDataError(
                    f"an example does not begin with a dash: {stripped[:40]!r}",
                    file=file,
                    line=first + offset,
                    mend="begin each example with  - ",
                )
            yield stripped[1:].strip(), first + offset, {}
        return
    if not isinstance(body, yaml.SequenceNode):
        raise _wrong(body, file, "`examples` is neither a block of lines nor a list", "write  examples: |")
    for item in body.value:
        text = _get(item, "text") if isinstance(item, yaml.MappingNode) else item
        if not isinstance(text, yaml.ScalarNode):
            raise _wrong(item, file, "an example has no text", "write  - text: …")
        metadata = _plain(_get(item, "metadata")) if isinstance(item, yaml.MappingNode) else {}
        value = text.value.strip()
        yield value.removeprefix("- ").strip(), text.start_mark.line + 1, metadata if isinstance(metadata, dict) else {}


def _without_markup(line: str, file: str, number: int) -> tuple[str, tuple[Label, ...]]:
    """The message without `[x](entity)` and `[x]{…}`, and the entities that they mark."""
    if "[" not in line:
        return line, ()
    parts: list[str] = []
    labels: list[Label] = []
    at = size = 0
    for match in _ENTITY.finditer(line):
        before = line[at : match.start()]
        parts += (before, match[1])
        size += len(before)
        kind, value = _label(match, file, number)
        labels.append(Label(kind, size, size + len(match[1]), value))
        size += len(match[1])
        at = match.end()
    parts.append(line[at:])
    return "".join(parts), tuple(labels)


def _label(match: re.Match[str], file: str, number: int) -> tuple[str, str]:
    if match[2] is not None:
        kind, _, value = match[2].partition(":")
        return kind.strip(), value.strip() or match[1]
    try:
        stated = json.loads(match[3])
        return str(stated["entity"]), str(stated.get("value", match[1]))
    except (ValueError, KeyError) as error:
        raise TrainingDataError(
            f"the entity behind [{match[1]}] is no JSON with an `entity`: {match[3]}",
            file=file,
            line=number,
            mend='write  {"entity": "name"}',
        ) from error


def _get(node: yaml.Node, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    found: yaml.Node | None = next((value for name, value in node.value if name.value == key), None)
    return found


def _plain(node: yaml.Node | None) -> Any:
    """A YAML node as plain strings, lists and dictionaries."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    return node.value if node is not None else {}


def _syntax_error(error: Exception, file: str) -> TrainingDataError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return TrainingDataError(
        f"this is not YAML: {problem}",
        file=file,
        line=mark.line + 1 if mark is not None else None,
        mend="check the indentation and quotes on this line and the one before it",
    )


def _wrong(node: yaml.Node, file: str, message: str, mend: str) -> TrainingDataError:
    return TrainingDataError(message, file=file, line=node.start_mark.line + 1, mend=mend)
