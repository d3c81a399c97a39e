"""How long a command takes from nothing to its answer, and how much memory it needs: whole processes, several times."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

BIN = Path(sys.executable).parent
LINE = "rút 5tr từ 8h tối qua mà chưa về, tk hoangnam88\n"


def main() -> None:
    """Prints seconds and megabytes, medians of seven runs after one that warms the disk."""
    tiepnhan = str(BIN / "tiepnhan")
    _run("tiepnhan parse, one line", [tiepnhan, "parse"], LINE)
    _run("tiepnhan --help", [tiepnhan, "--help"])
    _run("tiepnhan version (no spaCy)", [tiepnhan, "version"])
    _run("import bot", [sys.executable, "-c", "import bot"])
    _run("nothing (python -c pass)", [sys.executable, "-c", "pass"])
    _run("spacy.load and one message", [sys.executable, "-c", "import spacy; spacy.load('models/default')('rút tiền')"])


def _run(name: str, command: list[str], line: str = "") -> None:
    seconds, peaks = [], []
    for _ in range(8):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert process.stdin is not None
        process.stdin.write(line.encode())
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command} failed")
        seconds.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss / 1024)
    print(f"{name}: {median(seconds[1:]):.2f} s, {max(peaks):.0f} MB at peak")


if __name__ == "__main__":
    main()
