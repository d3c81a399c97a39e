"""Writes docs/cli.md from the commands' own help; a test holds the two equal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent / "tiepnhan"


def shown(*words: str) -> str:
    """What the command prints in English."""
    done = subprocess.run([str(BIN), "--lang", "en", *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> None:
    """Writes the page."""
    top = shown("--help")
    commands = re.findall(r"^  (\w+)  ", top.split("Commands:")[1], re.MULTILINE)
    parts = [
        "# The command line",
        "`tiepnhan --lang vi …` or `--lang en …` (or `TIEPNHAN_LANG`) chooses the language of help and messages;\n"
        "Vietnamese is the default. Exit status: 0 done, 1 something that you can mend (the message says how), 2 a call\n"
        "that the command does not know.",
        f"```\n{top}\n```",
    ]
    parts += [f"## `tiepnhan {command}`\n\n```\n{shown(command, '--help')}\n```" for command in commands]
    Path(__file__).with_name("cli.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
