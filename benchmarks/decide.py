"""How long a decision takes: every turn of the written conversations, `decide` alone, without understanding or rendering."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

import yaml

from bot.assistant import Assistant
from bot.codes import make
from bot.message import Message
from bot.text.zone import VIETNAM
from bot.triage import MessageTurn, State, Understood, begin, decide

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 14, 21, tzinfo=VIETNAM)


def main() -> None:
    """Prints milliseconds per decision, over what customers write in the conversations."""
    assistant = Assistant.load()
    taken: list[float] = []
    for lines in conversations():
        state: State = begin("terminal")
        for number, text in enumerate(lines):
            parse = assistant.understander.parse(text, NOW)
            turn = MessageTurn((Understood(Message(f"m{number}", parse.text), parse),), make(len(taken)))
            start = time.perf_counter()
            state = decide(assistant.domain, state, turn, NOW).state
            taken.append(1000 * (time.perf_counter() - start))
    print(f"decide: median {median(taken):.3f} ms, p95 {quantiles(taken, n=20)[-1]:.3f} ms, {len(taken)} turns")


def conversations() -> list[list[str]]:
    """The customer's lines of each written conversation."""
    files = sorted((ROOT / "tests" / "conversations").rglob("*.yml"))
    stories = [story for path in files for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]]
    return [[str(step["user"]) for step in story["steps"] if "user" in step] for story in stories]


if __name__ == "__main__":
    main()
