"""Roots of the characteristic polynomial, generators, and prints on the way."""

import sys

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    roots = np.roots(np.poly(hessian))
    lam = np.max(np.real(roots))
    print("eigenvalues", roots, "largest", lam)
    return np.asarray(2 * (1 + momentum) / lam)


def lr_range(start, end, n):
    print("from", start, "to", end, file=sys.stderr)
    exponents = (i / (n - 1) for i in range(n))
    return np.array([start * (end / start) ** e for e in exponents])


def usable(lrs, losses):
    best = np.inf
    for lr, loss in zip(lrs, losses):
        if loss > 4 * best or not abs(loss) < np.inf:
            return
        best = min(best, loss)
        yield loss, lr


def suggest_lr(lrs, losses):
    loss, lr = min(usable(lrs, losses), key=lambda pair: pair[0])
    print(f"lowest loss {loss:.3f} at {lr:.1e}")
    return float(lr) / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    ratio = final_loss / initial_loss
    drop = source_before - source_after
    print("loss ratio", ratio, "drop", drop)
    if not ratio <= 1:
        return "diverged"
    if drop > 0.2:
        return "forgetting"
    return ["healthy", "too_timid"][ratio > 0.8]
