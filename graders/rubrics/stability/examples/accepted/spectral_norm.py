"""The spectral norm for the eigenvalue, powers of the ratio, recursion, and a match statement."""

from math import isfinite

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    return float(2 * (1 + momentum) / np.linalg.norm(hessian, ord=2))


def lr_range(start, end, n):
    return start * np.power(end / start, np.arange(n) / (n - 1))


def _prefix(losses):
    if len(losses) == 1:
        return list(losses)
    before = _prefix(losses[:-1])
    if len(before) < len(losses) - 1:
        return before
    last = losses[-1]
    return before if not isfinite(last) or last > 4 * min(before) else [*before, last]


def suggest_lr(lrs, losses):
    good = _prefix(losses.tolist())
    return lrs.tolist()[good.index(min(good))] / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    match (final_loss, source_before - source_after):
        case (loss, _) if not isfinite(loss) or loss > initial_loss:
            return "diverged"
        case (_, drop) if drop > 0.20:
            return "forgetting"
        case (loss, _) if loss / initial_loss > 0.80:
            return "too_timid"
        case _:
            return "healthy"
