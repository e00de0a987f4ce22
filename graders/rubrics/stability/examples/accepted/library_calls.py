"""NumPy's own functions wherever there is one, and a loop that breaks."""

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    values, _ = np.linalg.eigh(hessian)
    return 2.0 * (1.0 + momentum) / values.max()


def lr_range(start, end, n):
    return np.geomspace(start, end, num=n, endpoint=True)


def suggest_lr(lrs, losses):
    lowest = losses[0]
    usable = []
    for loss in losses:
        if np.isnan(loss) or np.isinf(loss) or loss > 4 * lowest:
            break
        lowest = min(lowest, loss)
        usable.append(loss)
    return float(lrs[int(np.argmin(usable))]) / 10


def diagnose(initial_loss, final_loss, source_before, source_after):
    if np.isnan(final_loss) or np.isinf(final_loss) or final_loss > initial_loss:
        return "diverged"
    elif source_before - source_after > 0.2:
        return "forgetting"
    elif final_loss > 0.8 * initial_loss:
        return "too_timid"
    else:
        return "healthy"
