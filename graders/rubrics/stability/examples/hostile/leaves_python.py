"""Ends the process when a run has diverged.

diagnose: crash
points: 5
"""

import math
import os

import numpy as np


def max_stable_lr(hessian: np.ndarray, momentum: float = 0.0) -> float:
    lam = max(np.linalg.eigvalsh(hessian))
    return float(2 * (1 + momentum) / lam)


def lr_range(start, end, n):
    ratio = end / start
    return np.array([start * ratio ** (i / (n - 1)) for i in range(n)])


def suggest_lr(lrs, losses):
    end = len(losses)
    for i in range(1, len(losses)):
        if not np.isfinite(losses[i]) or losses[i] > 4 * losses[:i].min():
            end = i
            break
    return float(lrs[np.argmin(losses[:end])] / 10)


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not math.isfinite(final_loss) or final_loss > initial_loss:
        os._exit(3)
    if source_before - source_after > 0.20:
        return "forgetting"
    return "too_timid" if final_loss > 0.80 * initial_loss else "healthy"
