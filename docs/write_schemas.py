"""Writes the JSON schemas of Case and CaseSummary; a test holds them equal to the code."""

from __future__ import annotations

import json
from pathlib import Path

from bot.case import Case, CaseSummary


def main() -> None:
    """Writes both files beside this one."""
    for model, name in ((Case, "case"), (CaseSummary, "case-summary")):
        text = json.dumps(model.model_json_schema(), ensure_ascii=False, indent=1)
        Path(__file__).with_name(f"{name}.schema.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
