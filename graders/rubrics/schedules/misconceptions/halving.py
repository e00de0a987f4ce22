"""Known mistakes of `halving`."""

import math
from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import (
    HALVING,
    follows,
    numbers_of,
    steps_of,
)


@misconception(
    "M081",
    probes=HALVING,
    says="The rate doubles instead of halving: the factor is 2.",
    try_="the factor that is kept at each halving is 0.5.",
    card="adjusting_the_rate",
)
def doubles(case: SimpleNamespace) -> bool:
    """initial_lr * 2 ** ..."""
    wanted = case.settings["initial_lr"]
    return follows(case, lambda s: wanted**2 / formulas.halving(s, **case.settings))


@misconception(
    "K16",
    probes=HALVING,
    says="Smooth and stairs are the wrong way round.",
    try_="`staircase=True` means `smooth=False`.",
)
def smooth_and_stairs_swapped(case: SimpleNamespace) -> bool:
    """The formula of the other value of `smooth`."""
    other = case.settings | {"smooth": not case.settings["smooth"]}
    return follows(case, lambda s: formulas.halving(s, **other))


@misconception(
    "K05",
    probes=HALVING,
    says="The rate halves at every step: `steps_per_halving` was not used.",
    try_="pass `decay_steps=steps_per_halving`.",
)
def halves_every_step(case: SimpleNamespace) -> bool:
    """initial_lr / 2 ** step."""
    return follows(case, lambda s: case.settings["initial_lr"] * 0.5**s)


@misconception(
    "K05_slow",
    probes=HALVING,
    says="The rate falls, but so slowly that this training will not notice: in "
    "`steps_per_halving` steps it should halve, and it loses less than a hundredth.",
    try_="pass `decay_steps=steps_per_halving`; the 100,000 of the manual's example is for a "
    "training of that length.",
    card="adjusting_the_rate",
)
def falls_far_too_slowly(case: SimpleNamespace) -> bool:
    """Ever smaller, and still more than 99 % of the start at the end."""
    rates = np.array(numbers_of(case))
    lost = 1 - rates[-1] / case.settings["initial_lr"]
    return bool((np.diff(rates) <= 0).all() and 1e-6 < lost < 0.01)


@misconception(
    "K29",
    probes=HALVING,
    says="The rate halves, but not every `steps_per_halving` steps: another number was used.",
    try_="pass `decay_steps=steps_per_halving`, without a factor of your own.",
    card="adjusting_the_rate",
)
def another_interval(case: SimpleNamespace) -> bool:
    """The smooth curve of some other interval."""
    start = case.settings["initial_lr"]
    step, rate = steps_of(case)[-1], numbers_of(case)[-1]
    halvings = math.log2(start / rate)
    return halvings > 0.01 and follows(case, lambda s: start * 0.5 ** (s * halvings / step))
