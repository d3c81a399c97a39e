"""The drawing in ARCHITECTURE.md is what the code does, and the core does no I/O."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "bot").rglob("*.py"))
_OUTSIDE = {
    "socket", "httpx", "requests", "sqlite3", "sqlalchemy", "asyncio", "subprocess", "random", "logging", "structlog",
    "fastapi", "dbos", "telegram", "shutil", "tempfile", "urllib", "time", "uuid", "secrets",
}  # fmt: skip
_OFFLINE = {"bot/nlu/training.py", "bot/nlu/noise.py", "bot/nlu/fitting.py", "bot/nlu/rasa_yaml.py"}
_CORE = ("bot/text/", "bot/nlu/", "bot/triage/", "bot/case.py", "bot/codes.py", "bot/message.py")


def _rooms() -> dict[str, set[str]]:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = re.search(r"<!-- rooms -->(.*)<!-- /rooms -->", text, re.DOTALL)
    assert table is not None
    rows = re.findall(r"^\| (\w+) \| ([\w, ]*?) ?\|", table[1], re.MULTILINE)
    return {room: {name.strip() for name in may.split(",") if name.strip()} for room, may in rows if room != "room"}


ROOMS = _rooms()


def _room(module: str) -> str:
    name = module.split(".")[1]
    return "domain" if name.startswith("domain_") else name


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Modules that a file imports, those for type checking only aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, f"{path}:{node.lineno}: write imports in full"
            if node.module == "bot":
                yield from ((f"bot.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield node.module, node.lineno


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_every_room_is_drawn() -> None:
    there = {_room(_module(path)) for path in FILES if _module(path) != "bot"}
    assert there == set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_imports_are_as_drawn(path: Path) -> None:
    if _module(path) == "bot":
        return
    room = _room(_module(path))
    for module, line in _imports(path):
        if module.startswith("bot."):
            other = _room(module)
            assert other == room or other in ROOMS[room], f"{path}:{line}: {room} may not import {other}"


def test_the_drawing_points_down() -> None:
    seen: set[str] = set()
    for room, may in ROOMS.items():
        if room != "commands":
            assert may <= seen | {"commands"}, room
        seen.add(room)


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_the_core_does_no_io(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    if not name.startswith(_CORE) or name in _OFFLINE:
        return
    for module, line in _imports(path):
        assert module.split(".")[0] not in _OUTSIDE, f"{name}:{line}: the core imports {module}"
    assert not re.search(r"\bopen\(|datetime\.now\(|date\.today\(", path.read_text(encoding="utf-8")), name


def test_importing_the_package_is_light() -> None:
    names = {module for module, _ in _imports(ROOT / "bot" / "__init__.py")}
    assert not names & {"spacy", "sklearn", "pydantic", "numpy", "underthesea"}
