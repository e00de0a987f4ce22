"""Vectorised from end to end: masks, running minima, np.select."""

import numpy as np


def max_stable_lr(hessian: np.ndarray, momentum: float = 0.0) -> float:
    return np.float64(2 + 2 * momentum) / np.max(np.linalg.eigvalsh(hessian))


def lr_range(start: float, end: float, n: int) -> np.ndarray:
    return np.logspace(np.log10(start), np.log10(end), n)


def suggest_lr(lrs: np.ndarray, losses: np.ndarray) -> float:
    filled = np.where(np.isfinite(losses), losses, np.inf)
    lowest_before = np.concatenate(([np.inf], np.minimum.accumulate(filled)[:-1]))
    bad = ~np.isfinite(losses) | (losses > 4 * lowest_before)
    usable = ~np.logical_or.accumulate(bad)
    return (lrs[np.where(usable, filled, np.inf).argmin()] / 10).item()


def diagnose(initial_loss, final_loss, source_before, source_after) -> str:
    rules = [
        ~np.isfinite(final_loss) | (final_loss > initial_loss),
        source_before - source_after > 0.2,
        final_loss > 0.8 * initial_loss,
    ]
    return np.select(rules, ["diverged", "forgetting", "too_timid"], default="healthy")
