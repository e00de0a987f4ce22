"""Numbers are returned as texts with four decimals.

max_stable_lr: fail
lr_range: fail
suggest_lr: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    lam = np.linalg.eigvalsh(hessian)[-1]
    return f"{2 * (1 + momentum) / lam:.4f}"


def lr_range(start, end, n):
    return [f"{rate:.2e}" for rate in np.geomspace(start, end, n)]


def suggest_lr(lrs, losses):
    good = [losses[0]]
    for loss in losses[1:]:
        if not math.isfinite(loss) or loss > 4 * min(good):
            break
        good.append(loss)
    return f"{lrs[np.argmin(good)] / 10:.6f}"


def diagnose(initial_loss, final_loss, source_before, source_after) -> str:
    if not final_loss <= initial_loss:  # NaN too
        return "diverged"
    forgotten = source_before - source_after
    if forgotten > 0.2:
        return "forgetting"
    return "too_timid" if final_loss / initial_loss > 0.8 else "healthy"
