"""eigvals and the largest real part, exponentials of a line, a table of rules."""

import math

import numpy as np

RULES = (
    ("diverged", lambda first, last, drop: not math.isfinite(last) or last > first),
    ("forgetting", lambda first, last, drop: drop > 0.2),
    ("too_timid", lambda first, last, drop: last > 0.8 * first),
    ("healthy", lambda first, last, drop: True),
)


def max_stable_lr(hessian, momentum=0.0):
    lam = max(np.linalg.eigvals(hessian).real)
    bound = 2 / lam
    return bound + momentum * bound


def lr_range(start, end, n):
    return np.exp(np.linspace(np.log(start), np.log(end), n))


def suggest_lr(lrs, losses):
    stop = len(losses)
    for i in range(1, len(losses)):
        if not np.isfinite(losses[i]) or losses[i] > 4 * losses[:i].min():
            stop = i
            break
    i = sorted(range(stop), key=lambda k: losses[k])[0]
    return float(lrs[i] * 0.1)


def diagnose(initial_loss, final_loss, source_before, source_after):
    drop = source_before - source_after
    fits = [rule(initial_loss, final_loss, drop) for _, rule in RULES]
    return np.array([name for name, _ in RULES])[np.argmax(fits)]
