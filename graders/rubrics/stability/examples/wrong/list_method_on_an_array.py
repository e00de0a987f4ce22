"""losses.index: arrays have no such method.

suggest_lr: raised
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    # largest curvature
    w, v = np.linalg.eigh(hessian)
    return (2 + 2 * momentum) / w[-1]


def lr_range(start, end, n):
    return np.geomspace(start, end, n)


def suggest_lr(lrs, losses):
    good = losses
    for i in range(1, len(losses)):
        if not math.isfinite(losses[i]) or losses[i] > 4 * min(losses[:i]):
            good = losses[:i]
            break
    return float(lrs[good.index(min(good))] / 10)


def diagnose(initial_loss, final_loss, source_before, source_after) -> str:
    if not final_loss <= initial_loss:  # NaN too
        return "diverged"
    forgotten = source_before - source_after
    if forgotten > 0.2:
        return "forgetting"
    return "too_timid" if final_loss / initial_loss > 0.8 else "healthy"
