"""`python -m tests.fuzz`: 100,000 inputs for each target, and what became of them.

    python -m tests.fuzz                          all targets (most of an hour)
    python -m tests.fuzz notebooks --inputs 5000  one of them, fewer inputs
    python -m tests.fuzz --seed 7                 other inputs than last time

Ends with 1 at the first input that makes a reader fail, and shows the smallest such input.
"""

import argparse
import time
from collections import Counter

from .running import fuzz
from .targets import TARGETS, Target


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
                target, asked.inputs, asked.seed, lambda so_far, of=target: _show(of, so_far)
            )
            _show(target, counts, f"; no crash, no hang ({time.monotonic() - before:.0f} s)\n")


def _show(target: Target, counts: Counter[str], ending: str = " ") -> None:
    """The counts so far, in one line that grows no longer; a failure comes below it."""
    found = ", ".join(f"{number:,} {word}" for word, number in counts.most_common())
    print(f"\r{target.name}: {counts.total():,} inputs, {found}", end=ending, flush=True)


if __name__ == "__main__":
    main()
