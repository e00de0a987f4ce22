"""Runs a target on many inputs, in rounds, and counts what became of them."""

import contextlib
import signal
from collections import Counter
from collections.abc import Callable, Iterator

from hypothesis import HealthCheck, Phase, given, seed, settings

from .targets import Target

ROUND = 1_000
"""Inputs of one run of hypothesis, which remembers all of them."""

HANGS_AFTER = 20
"""Seconds of processor time that no input may take."""


def fuzz(
    target: Target,
    inputs: int,
    first_seed: int,
    after_round: Callable[[Counter[str]], None] = lambda _: None,
) -> Counter[str]:
    """How often each thing became of `inputs` inputs; raises what the target raised."""
    counts: Counter[str] = Counter()
    for number in range(0, inputs, ROUND):
        _round(target, min(ROUND, inputs - number), first_seed + number, counts)
        after_round(counts)
    return counts


def _round(target: Target, inputs: int, seed_of_round: int, counts: Counter[str]) -> None:
    @seed(seed_of_round)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def one(data: bytes) -> None:
        with _limited():
            told = target.read(data)
        counts[told] += 1

    one()


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Turn a hang into a failure, where the system has timers."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _hangs)
    signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _hangs(*_: object) -> None:
    raise AssertionError(f"an input took more than {HANGS_AFTER} s")
