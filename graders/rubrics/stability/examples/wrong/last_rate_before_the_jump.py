"""The rate at the edge of the cut, not the one with the lowest loss.

suggest_lr: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    eigenvalues = np.linalg.eigvalsh(hessian)
    return 2 * (1 + momentum) / eigenvalues.max()


def lr_range(start: float, end: float, n: int) -> np.ndarray:
    return np.logspace(np.log10(start), np.log10(end), n)


def suggest_lr(lrs, losses):
    i = 1
    while i < len(losses) and np.isfinite(losses[i]) and losses[i] <= 4 * np.min(losses[:i]):
        i += 1
    return float(lrs[i - 1] / 10)


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not math.isfinite(final_loss) or final_loss > initial_loss:
        return "diverged"
    if source_before - source_after > 0.20:
        return "forgetting"
    if final_loss > 0.80 * initial_loss:
        return "too_timid"
    return "healthy"
