"""Writes the next step from what the tables declare: `python -m bot.store.migrations.draft "what changes"`; for developers.

A person reads and mends what it wrote: Alembic sees no renaming and moves no rows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.store.engine import Store
from bot.store.migrations.declared import DECLARED
from bot.store.upgrade import newest, upgrade


def draft(message: str, *, first: bool = False) -> Path:
    """Compares the newest revision with the declared tables and writes the difference as a new file.

    Args:
        message: one line, the file's docstring.
        first: there is no revision yet.

    Returns:
        The file.
    """
    folder = Path(__file__).parent
    number = len(list(folder.glob("versions/v*.py"))) + 1
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["target"] = DECLARED
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{place}/empty.db")
        if not first:
            upgrade(store)
        with store.engine.begin() as connection:
            config.attributes["connection"] = connection
            written = command.revision(
                config, message, autogenerate=True, rev_id=f"v{number:04}", head="base" if first else newest()
            )
        store.close()
    assert written is not None
    assert not isinstance(written, list)
    return _without_remarks(Path(written.path))


def _without_remarks(file: Path) -> Path:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.lstrip().startswith("# ###")), encoding="utf-8")
    return file


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--first"]
    print(draft(" ".join(words), first="--first" in sys.argv))
