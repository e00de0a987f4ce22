"""n + 1 rates, because both ends are counted twice.

lr_range: fail
"""

import numpy as np


def max_stable_lr(hessian: np.ndarray, momentum: float = 0.0) -> float:
    lam = max(np.linalg.eigvalsh(hessian))
    return float(2 * (1 + momentum) / lam)


def lr_range(start, end, n):
    return np.array([start * (end / start) ** (i / n) for i in range(n + 1)])


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
