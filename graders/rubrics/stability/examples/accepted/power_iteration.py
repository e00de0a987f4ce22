"""The eigenvalue by power iteration, the rates by multiplying, everything else in plain Python."""

import math

import numpy as np


def largest_eigenvalue(matrix):
    vector = np.random.default_rng(1).normal(size=len(matrix))
    value = 0.0
    for _ in range(1000):
        product = matrix @ vector
        vector = product / np.linalg.norm(product)
        new = vector @ matrix @ vector
        if abs(new - value) <= 1e-14 * new:
            break
        value = new
    return float(new)


def max_stable_lr(hessian, momentum=0.0):
    return 2 * (1 + momentum) / largest_eigenvalue(hessian)


def lr_range(start, end, n):
    factor = (end / start) ** (1 / (n - 1))
    rates = [start]
    while len(rates) < n:
        rates.append(rates[-1] * factor)
    return np.array(rates)


def suggest_lr(lrs, losses):
    best_rate, best_loss = lrs[0], losses[0]
    for rate, loss in zip(lrs[1:], losses[1:]):
        if not math.isfinite(loss):
            break
        if loss > 4 * best_loss:
            break
        if loss < best_loss:
            best_rate, best_loss = rate, loss
    return float(best_rate / 10)


def diagnose(initial_loss, final_loss, source_before, source_after):
    if math.isfinite(final_loss):
        if final_loss <= initial_loss:
            if source_before - source_after <= 0.20:
                if final_loss <= 0.80 * initial_loss:
                    return "healthy"
                return "too_timid"
            return "forgetting"
    return "diverged"
