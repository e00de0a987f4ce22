"""How well the healthy verdict tells rates apart: counts over runs at drawn rates.

`python benchmarks/zones.py [RUNS]` trains RUNS runs (1,000 without it) at rates drawn inside the
good zones and as many inside the bad ones, on the two shipped bases, each under 24 orders of the
rows. It prints the counts with their 95 % intervals after Clopper and Pearson, and ends with 1 when
a good run was refused or a bad one passed.
"""

import sys
import time
from collections.abc import Iterable, Iterator

from graders.authoring.calibrate import drawn_rates
from graders.authoring.training_runs import TrainedRun

SEEDS = 24


def main(runs: int) -> int:
    began = time.monotonic()
    counts = drawn_rates(runs, SEEDS, _watched)
    seconds = time.monotonic() - began
    for kind, share in counts.items():
        low, high = share["interval"]
        print(f"{kind}: {share['count']} of {share['of']}, 95 % interval {low:.2%} to {high:.2%}")
    print(
        f"{2 * runs} runs in {seconds:.0f} s, with the pretraining: {seconds / 2 / runs:.2f} s each"
    )
    return 1 if any(share["count"] for share in counts.values()) else 0


def _watched(runs: Iterable[TrainedRun], total: int) -> Iterator[TrainedRun]:
    for number, run in enumerate(runs, start=1):
        yield run
        if number % 200 == 0:
            print(f"[{number}/{total}]", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
