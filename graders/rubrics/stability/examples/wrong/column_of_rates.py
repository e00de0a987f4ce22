"""An array of shape (n, 1); the last loss of several equal ones.

lr_range: fail
suggest_lr: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    eigenvalues = np.linalg.eigvalsh(hessian)
    return 2 * (1 + momentum) / eigenvalues.max()


def lr_range(start, end, n):
    return np.geomspace(start, end, n).reshape(-1, 1)


def suggest_lr(lrs, losses):
    best_loss, best_lr = losses[0], lrs[0]
    for lr, loss in zip(lrs, losses):
        if not np.isfinite(loss) or loss > 4 * best_loss:
            break
        if loss <= best_loss:
            best_loss, best_lr = loss, lr
    return float(best_lr) / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not math.isfinite(final_loss) or final_loss > initial_loss:
        return "diverged"
    if source_before - source_after > 0.20:
        return "forgetting"
    if final_loss > 0.80 * initial_loss:
        return "too_timid"
    return "healthy"
