"""With momentum the limit is lowered by 1 - momentum, the factor of the effective rate.

max_stable_lr: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    lam = np.linalg.eigvalsh(hessian)[-1]
    # momentum makes the steps 1 / (1 - momentum) times longer, so the rate must be smaller
    return 2 * (1 - momentum) / lam


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


def diagnose(initial_loss, final_loss, source_before, source_after) -> str:
    if not final_loss <= initial_loss:  # NaN too
        return "diverged"
    forgotten = source_before - source_after
    if forgotten > 0.2:
        return "forgetting"
    return "too_timid" if final_loss / initial_loss > 0.8 else "healthy"
