"""Waits until two floating-point numbers are equal, while it changes one of them.

max_stable_lr: timeout
points: 6
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    vector = np.ones(len(hessian))
    old, lam = 0.0, 1.0
    while old != lam + 1:
        vector = hessian @ vector
        vector = vector / np.linalg.norm(vector)
        old, lam = lam, vector @ hessian @ vector
    return 2 * (1 + momentum) / lam


def lr_range(start: float, end: float, n: int) -> np.ndarray:
    return np.logspace(np.log10(start), np.log10(end), n)


def suggest_lr(lrs, losses):
    good = [losses[0]]
    for loss in losses[1:]:
        if not math.isfinite(loss) or loss > 4 * min(good):
            break
        good.append(loss)
    position = good.index(min(good))
    return float(lrs[position] / 10)


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not math.isfinite(final_loss) or final_loss > initial_loss:
        return "diverged"
    if source_before - source_after > 0.20:
        return "forgetting"
    if final_loss > 0.80 * initial_loss:
        return "too_timid"
    return "healthy"
