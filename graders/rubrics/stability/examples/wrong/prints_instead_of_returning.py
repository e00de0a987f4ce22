"""Prints its results and returns nothing.

max_stable_lr: fail
lr_range: fail
suggest_lr: fail
diagnose: fail
"""

import math

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    lam = np.linalg.eigvalsh(hessian)[-1]
    print("largest stable rate:", 2 * (1 + momentum) / lam)


def lr_range(start, end, n):
    rates = np.geomspace(start, end, n)
    print(rates)


def suggest_lr(lrs, losses):
    end = 1
    while end < len(losses) and np.isfinite(losses[end]) and losses[end] <= 4 * min(losses[:end]):
        end += 1
    print(float(lrs[np.argmin(losses[:end])] / 10))


def diagnose(initial_loss, final_loss, source_before, source_after):
    if not math.isfinite(final_loss) or final_loss > initial_loss:
        print("diverged")
    elif source_before - source_after > 0.20:
        print("forgetting")
    elif final_loss > 0.80 * initial_loss:
        print("too_timid")
    else:
        print("healthy")
