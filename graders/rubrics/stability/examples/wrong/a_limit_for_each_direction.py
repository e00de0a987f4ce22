"""All limits at once, one for each eigenvalue; a position in place of a rate.

max_stable_lr: fail
suggest_lr: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    return 2 * (1 + momentum) / np.linalg.eigvalsh(hessian)[::-1]


def lr_range(start, end, n):
    ratio = end / start
    return np.array([start * ratio ** (i / (n - 1)) for i in range(n)])


def suggest_lr(lrs, losses):
    best = 0
    for i, loss in enumerate(losses):
        if not math.isfinite(loss) or loss > 4 * losses[best]:
            break
        if loss < losses[best]:
            best = i
    return best


def diagnose(initial_loss, final_loss, source_before, source_after):
    drop = source_before - source_after
    if np.isnan(final_loss) or np.isinf(final_loss):
        return "diverged"
    elif final_loss > initial_loss:
        return "diverged"
    elif drop > 0.2:
        return "forgetting"
    elif final_loss > 0.8 * initial_loss:
        return "too_timid"
    else:
        return "healthy"
