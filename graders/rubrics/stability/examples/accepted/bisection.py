"""The eigenvalue by bisection with Cholesky's factorisation; exceptions and a table for control."""

import bisect
import math

import numpy as np


def _is_above(bound, matrix):
    try:
        np.linalg.cholesky(bound * np.eye(len(matrix)) - matrix)
    except np.linalg.LinAlgError:
        return False
    return True


def max_stable_lr(hessian, momentum=0.0):
    low, high = 0.0, float(np.trace(hessian)) * 1.001
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _is_above(middle, hessian) else (middle, high)
    return 2 * (1 + momentum) / high


def lr_range(start, end, n):
    factor = math.exp(math.log(end / start) / (n - 1))
    return start * np.cumprod(np.concatenate([[1.0], np.full(n - 1, factor)]))


def suggest_lr(lrs, losses):
    def bad(i):
        return any(
            not math.isfinite(losses[k]) or (k > 0 and losses[k] > 4 * min(losses[:k]))
            for k in range(i + 1)
        )

    end = bisect.bisect_left(range(len(losses)), True, key=bad)
    return min(zip(losses[:end].tolist(), lrs[:end].tolist()))[1] / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    try:
        math.ceil(final_loss)
    except (OverflowError, ValueError):  # infinity, NaN
        return "diverged"
    if final_loss > initial_loss:
        return "diverged"
    lost = source_before - source_after > 0.2
    slow = final_loss > 0.8 * initial_loss
    return {(True, True): "forgetting", (True, False): "forgetting",
            (False, True): "too_timid", (False, False): "healthy"}[lost, slow]
