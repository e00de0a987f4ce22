"""The learning rates that the tasks of `schedules` ask for, as functions of the step.

Judge's side: these are answers. `step` counts optimizer updates from 0 and may be an array; every
function returns floats of its shape.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np


def step_decay(epoch: Any, initial_lr: float, drop: float, epochs_per_drop: int) -> Any:
    """initial_lr * drop ** (epoch // epochs_per_drop)."""
    return initial_lr * drop ** (np.asarray(epoch) // epochs_per_drop)


def halving(step: Any, initial_lr: float, steps_per_halving: int, smooth: bool) -> Any:
    """initial_lr / 2 ** (step / steps_per_halving), the exponent rounded down unless `smooth`."""
    halvings = np.asarray(step) / steps_per_halving
    return initial_lr * 0.5 ** (halvings if smooth else np.floor(halvings))


def cosine_to(step: Any, peak_lr: float, final_lr: float, total_steps: int) -> Any:
    """Half a cosine from `peak_lr` at 0 to `final_lr` at `total_steps`, then constant.

    Source: Loshchilov and Hutter, arXiv:1608.03983.
    """
    share = np.minimum(step, total_steps) / total_steps
    return final_lr + (peak_lr - final_lr) / 2 * (1 + np.cos(math.pi * share))


def by_epoch(
    step: Any, values: Sequence[float], epochs: Sequence[int], steps_per_epoch: int
) -> Any:
    """values[i + 1] from the first step of epoch epochs[i] on, values[0] before."""
    epoch = np.asarray(step) // steps_per_epoch
    return np.asarray(values)[np.searchsorted(epochs, epoch, side="right")]


def warmup_cosine(
    step: Any, peak_lr: float, warmup_steps: int, total_steps: int, final_lr: float = 0.0
) -> Any:
    """A straight climb from 0 to `peak_lr` at `warmup_steps`, then half a cosine to `final_lr`."""
    step = np.asarray(step)
    down = cosine_to(step - warmup_steps, peak_lr, final_lr, total_steps - warmup_steps)
    return np.where(step < warmup_steps, peak_lr * step / warmup_steps, down)


def warmup_linear(
    step: Any, peak_lr: float, warmup_steps: int, total_steps: int, end_lr: float = 0.0
) -> Any:
    """peak (s+1)/W for s < W, a straight line to `end_lr` at `total_steps`, then constant."""
    step = np.asarray(step)
    left = np.maximum(total_steps - step, 0) / (total_steps - warmup_steps)
    up = peak_lr * (step + 1) / max(warmup_steps, 1)
    return np.where(step < warmup_steps, up, end_lr + (peak_lr - end_lr) * left)
