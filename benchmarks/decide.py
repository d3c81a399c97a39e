"""How long a decision takes: every turn of the written conversations, `decide` alone, without understanding or rendering."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from bot.assistant import Assistant
from bot.codes import make
from bot.message import Message
from bot.nlu.rasa_yaml import read_folder
from bot.text.zone import VIETNAM
from bot.triage import MessageTurn, State, Understood, begin, decide

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 14, 21, tzinfo=VIETNAM)


def main() -> None:
    """Prints milliseconds per decision, over held-out messages said five in a row to one assistant."""
    assistant = Assistant.load()
    messages = [example.text for example in read_folder(ROOT / "tests" / "nlu").examples]
    taken: list[float] = []
    state: State = begin("terminal")
    for number, text in enumerate(messages):
        if number % 5 == 0:
            state = begin("terminal")
        parse = assistant.understander.parse(text, NOW)
        turn = MessageTurn((Understood(Message(f"m{number}", parse.text), parse),), make(number))
        start = time.perf_counter()
        state = decide(assistant.domain, state, turn, NOW).state
        taken.append(1000 * (time.perf_counter() - start))
    print(f"decide: median {median(taken):.3f} ms, p95 {quantiles(taken, n=20)[-1]:.3f} ms, {len(taken)} turns")


if __name__ == "__main__":
    main()
