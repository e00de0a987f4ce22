"""Known mistakes of several schedules: a rate that never changes."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import measured
from graders.rubrics.schedules.misconceptions.following import (
    BY_EPOCH,
    COSINE,
    HALVING,
    LINEAR,
    WARMUP,
    follows,
    numbers_of,
)


@misconception(
    "K31",
    probes=BY_EPOCH,
    says="The rate stays at values[0]: it was computed once, or no boundary was reached.",
    try_="return the schedule itself; its boundaries are steps, epoch * steps_per_epoch.",
    card="adjusting_the_rate",
)
def no_boundary_reached(case: SimpleNamespace) -> bool:
    """values[0] at every step."""
    return follows(case, lambda step: np.full(len(step), case.settings["values"][0]))


@misconception(
    "M083",
    probes=(*HALVING, *COSINE, *BY_EPOCH, *WARMUP, *LINEAR),
    says="The rate never changes: it was computed once, for one step, and is a constant since.",
    try_="return the schedule itself, not its value; compute from the step that is passed, not "
    "from a counter of your own.",
    card="adjusting_the_rate",
)
def constant(case: SimpleNamespace) -> bool:
    """The same value at every step."""
    seen = numbers_of(case)
    return measured([seen[0]] * len(seen)).agrees(seen)
