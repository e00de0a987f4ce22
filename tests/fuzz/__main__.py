"""`python -m tests.fuzz`: 100,000 inputs for each target, and what became of them.

    python -m tests.fuzz                          all targets (most of an hour)
    python -m tests.fuzz notebooks --inputs 5000  one of them, fewer inputs
    python -m tests.fuzz --seed 7                 other inputs than last time

Ends with 1 at the first input that makes a reader fail, and shows the smallest such input.
"""

import argparse
import sys
import time

from .running import fuzz
from .targets import TARGETS


def main() -> None:
    names = [target.name for target in TARGETS]
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(names))
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(names):
        parser.error(f"no target is called {', '.join(sorted(unknown))}")
    for target in TARGETS:
        if not asked.targets or target.name in asked.targets:
            before = time.monotonic()
            counts = fuzz(
                target, asked.inputs, asked.seed, lambda done, of=target: _progress(of.name, done)
            )
            found = ", ".join(f"{number:,} {word}" for word, number in counts.most_common())
            print(f"\r{target.name}: {counts.total():,} inputs, {found}; no crash, no hang "
                  f"({time.monotonic() - before:.0f} s)", flush=True)  # fmt: skip


def _progress(name: str, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{name}: {done:,} ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
