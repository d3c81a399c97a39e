"""The published JSON schemas are those of the code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.case import Case, CaseSummary

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize(("model", "name"), [(Case, "case"), (CaseSummary, "case-summary")])
def test_published_schemas(model: type[Case] | type[CaseSummary], name: str) -> None:
    published = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert published == model.model_json_schema(), f"write docs/{name}.schema.json anew: python docs/write_schemas.py"
