"""itertools, functools and lambdas bound to the names."""

from functools import reduce
from itertools import accumulate, takewhile
from math import inf, isfinite

import numpy as np

max_stable_lr = lambda hessian, momentum=0.0: (1 + momentum) * 2 / np.linalg.svd(
    hessian, compute_uv=False
)[0].item()

lr_range = lambda start, end, n: np.fromiter(
    (start ** (1 - i / (n - 1)) * end ** (i / (n - 1)) for i in range(n)), dtype=float
)


def suggest_lr(lrs, losses):
    lowest = [inf, *accumulate(losses, min)]
    pairs = takewhile(
        lambda item: isfinite(item[1]) and item[1] <= 4 * item[2], zip(lrs, losses, lowest)
    )
    rate, _, _ = reduce(lambda best, item: item if item[1] < best[1] else best, pairs)
    return float(rate) / 10.0


diagnose = lambda initial_loss, final_loss, source_before, source_after: (
    "diverged"
    if not (isfinite(final_loss) and final_loss <= initial_loss)
    else "forgetting"
    if source_before > source_after + 0.20
    else "too_timid"
    if final_loss > 0.80 * initial_loss
    else "healthy"
)
