"""How laws are searched, which tests belong to the browser's lane, and a plain word about lanes that were left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
# With fresh chance at a desk, with fixed chance in CI, so that a change is judged by itself.

_BROWSER = {"widget", "desk_pages"}
"""Folders whose tests drive a browser; `make browser` plays them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that drive a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.path.relative_to(here).parts[0] in _BROWSER:
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tells what was skipped and why, so that nobody takes a part for the whole."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] = reasons.get(reason.removeprefix("Skipped: "), 0) + 1
    for reason, count in reasons.items():
        terminalreporter.write_line(f"left out: {count} tests: {reason}")
    if gone := len(terminalreporter.stats.get("deselected", [])):
        terminalreporter.write_line(f"left out: {gone} tests of other lanes (`make slow`, `make browser`)")
