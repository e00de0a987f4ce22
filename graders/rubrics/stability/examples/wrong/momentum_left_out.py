"""The argument momentum is never used.

max_stable_lr: fail
"""

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    sharpness = np.linalg.norm(hessian, 2)
    return 2 / sharpness


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
