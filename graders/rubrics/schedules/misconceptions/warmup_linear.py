"""Known mistakes of `WarmupLinear`."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.rubrics.schedules import formulas
from graders.rubrics.schedules.misconceptions.following import (
    LINEAR,
    REBUILT,
    follows,
    numbers_of,
    warmup_line,
)


@misconception(
    "K32",
    probes=LINEAR,
    says="A rate is not a number (NaN): 0 was divided by 0, or infinity multiplied by 0. "
    "`warmup_steps` may be 0, and both branches of a `where` are computed.",
    try_="divide by `max(warmup_steps, 1)`.",
)
def not_a_number(case: SimpleNamespace) -> bool:
    """NaN at some step."""
    return any(math.isnan(value) for value in numbers_of(case))


@misconception(
    "M093",
    probes=LINEAR,
    says="The climb never reaches the peak at its last step: it was divided by W + 1, or starts "
    "at s instead of s + 1.",
    try_="at s = W - 1 the formula peak_lr * (s + 1) / W gives exactly peak_lr.",
)
def climb_too_low(case: SimpleNamespace) -> bool:
    """peak (s+1)/(W+1), or peak s/W."""
    warmup = case.warmup_steps

    def climbing(up: Any) -> Any:
        return lambda s: np.where(s < warmup, up(s), warmup_line(case, s))

    return warmup > 0 and (
        follows(case, climbing(lambda s: case.peak_lr * (s + 1) / (warmup + 1)))
        or follows(case, climbing(lambda s: case.peak_lr * s / warmup))
    )


@misconception(
    "M095",
    probes=LINEAR,
    says="The line goes on after `total_steps`: the rate falls below `end_lr`, even below 0.",
    try_="limit the step: `tf.minimum(step, total_steps)`.",
    card="adjusting_the_rate",
)
def not_clamped(case: SimpleNamespace) -> bool:
    """The line without an end."""
    span = case.total_steps - case.warmup_steps

    def line(s: Any) -> Any:
        down = case.end_lr + (case.peak_lr - case.end_lr) * (case.total_steps - s) / span
        return np.where(s < case.warmup_steps, warmup_line(case, s), down)

    return follows(case, line)


@misconception(
    "M097",
    probes=LINEAR,
    says="Climb and decay were multiplied, so the peak is never reached.",
    try_="use one or the other, by the step.",
)
def multiplied_with_decay(case: SimpleNamespace) -> bool:
    """min(1, (s+1)/W) times the decay over all steps."""
    warmup = max(case.warmup_steps, 1)

    def product(s: Any) -> Any:
        left = np.maximum(case.total_steps - s, 0) / case.total_steps
        down = case.end_lr + (case.peak_lr - case.end_lr) * left
        return np.minimum(1, (s + 1) / warmup) * down

    return follows(case, product)


@misconception(
    "M091",
    probes=LINEAR,
    says="The climb is 0 until its end: the step was divided with integer division.",
    try_="make the step a float first: `tf.cast(step, tf.float32)`.",
)
def integer_division(case: SimpleNamespace) -> bool:
    """peak * ((s + 1) // W)."""
    warmup = max(case.warmup_steps, 1)
    return follows(
        case,
        lambda s: np.where(
            s < case.warmup_steps, case.peak_lr * ((s + 1) // warmup), warmup_line(case, s)
        ),
    )


@misconception(
    "K23",
    probes=LINEAR,
    says="The line ends at 0 and not at `end_lr`.",
    try_="the line goes from peak_lr down to end_lr.",
)
def end_ignored(case: SimpleNamespace) -> bool:
    """end_lr taken as 0."""
    return case.end_lr > 0 and follows(case, lambda s: warmup_line(case, s, end_lr=0.0))


@misconception(
    "K24",
    probes=LINEAR,
    says="The way down is a cosine, not a straight line.",
    try_="use the straight line of the task: (T - s) / (T - W).",
)
def cosine_instead_of_line(case: SimpleNamespace) -> bool:
    """Half a cosine after the climb."""
    span = case.total_steps - case.warmup_steps

    def down(s: Any) -> Any:
        tail = formulas.cosine_to(s - case.warmup_steps, case.peak_lr, case.end_lr, span)
        return np.where(s < case.warmup_steps, warmup_line(case, s), tail)

    return follows(case, down)


@misconception(
    "M101",
    probes=REBUILT,
    says="`end_lr` got lost on the way: `get_config` does not return it.",
    try_="return all four arguments from `get_config`.",
)
def end_lost(case: SimpleNamespace) -> bool:
    """The values with the default of end_lr."""
    return follows(case, lambda s: warmup_line(case, s, end_lr=0.0))
