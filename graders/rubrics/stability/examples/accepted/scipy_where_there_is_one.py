"""SciPy if it can be imported, NumPy otherwise."""

import numpy as np

try:
    from scipy.linalg import eigvalsh
except ImportError:
    from numpy.linalg import eigvalsh


def max_stable_lr(hessian, momentum=0.0):
    lam = eigvalsh(hessian)[-1]
    return 2 * (1 + momentum) * (1 / lam)


def lr_range(start, end, n):
    steps = np.linspace(0, 1, n)
    return start ** (1 - steps) * end**steps


def suggest_lr(lrs, losses):
    losses = np.asarray(losses, dtype=float).copy()
    for i in range(1, len(losses)):
        best = np.nanmin(losses[:i])
        if not np.isfinite(losses[i]) or losses[i] > 4 * best:
            losses[i:] = np.nan
            break
    return float(lrs[np.nanargmin(losses)] / 10)


def diagnose(initial_loss, final_loss, source_before, source_after):
    labels = []
    if not np.isfinite(final_loss) or final_loss > initial_loss:
        labels.append("diverged")
    if source_before - source_after > 0.20:
        labels.append("forgetting")
    if final_loss > 0.80 * initial_loss:
        labels.append("too_timid")
    labels.append("healthy")
    return labels[0]
