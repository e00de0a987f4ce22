"""Builds a range of all rates that there are, and picks n of them.

lr_range: memory
points: 7
layers: resource_limits
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    # largest curvature
    w, v = np.linalg.eigh(hessian)
    return (2 + 2 * momentum) / w[-1]


def lr_range(start, end, n):
    every = np.linspace(start, end, 10**12)
    return every[:: len(every) // n]


def suggest_lr(lrs: np.ndarray, losses: np.ndarray) -> float:
    best = 0
    for i, loss in enumerate(losses):
        if not math.isfinite(loss) or loss > 4 * losses[best]:
            break
        if loss < losses[best]:
            best = i
    return float(lrs[best]) / 10


def diagnose(initial_loss, final_loss, source_before, source_after) -> str:
    if not final_loss <= initial_loss:  # NaN too
        return "diverged"
    forgotten = source_before - source_after
    if forgotten > 0.2:
        return "forgetting"
    return "too_timid" if final_loss / initial_loss > 0.8 else "healthy"
