"""A finite loss is never called diverged, however high it is.

diagnose: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    # largest curvature
    w, v = np.linalg.eigh(hessian)
    return (2 + 2 * momentum) / w[-1]


def lr_range(start, end, n):
    return np.geomspace(start, end, n)


def suggest_lr(lrs: np.ndarray, losses: np.ndarray) -> float:
    best = 0
    for i, loss in enumerate(losses):
        if not math.isfinite(loss) or loss > 4 * losses[best]:
            break
        if loss < losses[best]:
            best = i
    return float(lrs[best]) / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not math.isfinite(final_loss):
        return "diverged"
    if source_before - source_after > 0.20:
        return "forgetting"
    if final_loss > 0.80 * initial_loss:
        return "too_timid"
    return "healthy"
