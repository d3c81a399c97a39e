"""Writes the JSON schema of hand-offs by webhook; a test holds it equal to the code."""

from __future__ import annotations

import json
from pathlib import Path

from bot.handoff.schema import handoff_schema


def main() -> None:
    """Writes the file beside this one."""
    text = json.dumps(handoff_schema(), ensure_ascii=False, indent=1)
    Path(__file__).with_name("handoff.schema.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
