"""What the tasks of `stability` ask for, as plain functions.

Judge's side: these are answers.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from graders.judge.zones import FORGETTING_DROP, TIMID_LOSS

JUMP = 4.0
"""A loss above this many times the lowest one so far ends a range test (fastai's LRFinder)."""
FALLS, GROWS = 0.9, 1.1
"""The loss at the end of a walk, over that at its start: below the one, above the other."""
STEPS = 200


def largest_stable(hessian: Any, momentum: float = 0.0) -> float:
    """2 (1 + momentum) / lambda, lambda the largest eigenvalue of the symmetric `hessian`.

    Source: Cohen et al., arXiv:2103.00065, section 2 and appendix B.
    """
    return float(2 * (1 + momentum) / np.linalg.eigvalsh(np.asarray(hessian))[-1])


def loss_after(hessian: Any, momentum: float, rate: float, steps: int = STEPS) -> float:
    """The loss w H w / 2 after `steps` of gradient descent, over the loss before.

    The walk starts where every eigenvector counts alike; `inf` once it has grown beyond reason.
    """
    curvature = np.asarray(hessian)
    weights = np.linalg.eigh(curvature).eigenvectors.sum(axis=1)
    velocity = np.zeros_like(weights)
    start = weights @ curvature @ weights
    for _ in range(steps):
        velocity = momentum * velocity - rate * (curvature @ weights)
        weights = weights + velocity
        if not np.abs(weights).max() < 1e30:
            return math.inf
    return float(weights @ curvature @ weights / start)


def geometric(start: float, end: float, n: int) -> Any:
    """`n` rates from `start` to `end`, each the same multiple of the one before."""
    return start * (end / start) ** (np.arange(n) / (n - 1))


def kept(losses: Sequence[float]) -> list[float]:
    """The losses before the first that is not finite or above JUMP times the lowest before it."""
    before: list[float] = []
    for loss in losses:
        if not math.isfinite(loss) or (before and loss > JUMP * min(before)):
            break
        before.append(loss)
    return before


def suggested(lrs: Sequence[float], losses: Sequence[float]) -> float:
    """A tenth of the rate whose loss is the lowest of those kept, the first one if tied."""
    usable = kept(losses)
    return lrs[usable.index(min(usable))] / 10


def label(initial_loss: float, final_loss: float, source_before: float, source_after: float) -> str:
    """The name of a run; the first rule that fits counts."""
    if not math.isfinite(final_loss) or final_loss > initial_loss:
        return "diverged"
    if source_before - source_after > FORGETTING_DROP:
        return "forgetting"
    return "too_timid" if final_loss > TIMID_LOSS * initial_loss else "healthy"
