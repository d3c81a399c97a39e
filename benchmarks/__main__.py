"""All measurements, one after another: python -m benchmarks [NAME…]."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "parse", "decide", "memory", "training", "phoatis")


def main() -> None:
    """Runs the measurements that are named, or all of them."""
    for name in sys.argv[1:] or NAMES:
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
