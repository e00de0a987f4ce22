"""What the callbacks of `plateaus` have to do, as functions of the validation losses.

Judge's side: these are answers. `losses[e]` is the validation loss of epoch e; None stands for
NaN, which JSON does not have, and is never an improvement. The arguments after `*` are other
rules, by which known mistakes are told.
"""

import math
from collections.abc import Sequence

import numpy as np

SMALLEST_DROP = 1e-4
"""What a loss has to fall by before rule (i) counts it as an improvement."""


Losses = Sequence[float | None]


def numbers(losses: Losses) -> list[float]:
    """The losses with NaN in place of None."""
    return [math.nan if loss is None else loss for loss in losses]


def rates(
    losses: Losses,
    first_lr: float,
    factor: float,
    patience: int,
    min_lr: float,
    *,
    smallest_drop: float = SMALLEST_DROP,
    cooldown: int = 0,
) -> list[float]:
    """The rate of each epoch, if training goes on to the last loss.

    After `patience` epochs in a row that are no improvement the rate is multiplied by `factor`,
    but never falls below `min_lr`; then the count starts again, `cooldown` epochs later. An
    improvement is a loss more than `smallest_drop` below the last one that was one; the first
    loss is one.
    """
    rate, best, waited, resting = first_lr, math.inf, 0, 0
    seen = []
    for loss in numbers(losses):
        seen.append(rate)
        if resting:
            resting, waited = resting - 1, 0
        if loss < best - smallest_drop:
            best, waited = loss, 0
        elif not resting:
            waited += 1
        if waited >= patience:
            rate, waited, resting = max(rate * factor, min_lr), 0, cooldown
    return seen


def epochs_trained(losses: Losses, allowed: int, *, smallest_drop: float = 0.0) -> int:
    """How many epochs are trained when `allowed` in a row without a new lowest loss end it."""
    best, waited = math.inf, 0
    for epoch, loss in enumerate(numbers(losses)):
        waited += 1
        if loss < best - smallest_drop:
            best, waited = loss, 0
        if waited >= allowed:
            return epoch + 1
    return len(losses)


def allowed(patience: int) -> int:
    """How many epochs in a row without an improvement rule (ii) lets pass."""
    return 2 * patience + 1


def lowest(losses: Losses) -> int:
    """The first epoch that has the lowest loss."""
    return int(np.nanargmin(numbers(losses)))
