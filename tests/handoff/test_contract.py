"""Every target keeps the contract; a further target is one more harness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.handoff.contract import CONTRACT, Harness
from tests.handoff.desk_harness import DeskHarness, PostgresDeskHarness
from tests.handoff.receiving import WebhookHarness

Made = DeskHarness | WebhookHarness
HARNESSES: Mapping[str, Callable[[Path], Made]] = {
    "desk": DeskHarness,
    "desk on Postgres": PostgresDeskHarness,
    "webhook": WebhookHarness,
}


@pytest.fixture(params=sorted(HARNESSES))
def harness(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Harness]:
    """A target with no case in it."""
    made = HARNESSES[request.param](tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_contract(harness: Harness, check: Callable[[Harness], None]) -> None:
    check(harness)
