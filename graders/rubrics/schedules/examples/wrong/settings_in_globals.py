"""Keeps the settings in globals and class attributes, so the newest object rules all of them.

step_decay_callback: fail
halving: fail
WarmupLinear: fail
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import keras
import numpy as np
from keras import callbacks, ops
from keras.optimizers import schedules


def steps_per_epoch(n_samples: int, batch_size: int) -> int:
    ok = all(isinstance(value, int) and value > 0 for value in (n_samples, batch_size))
    if not ok:
        raise ValueError("n_samples and batch_size must be ints of at least 1")
    return int(np.ceil(n_samples / batch_size))


def total_steps(n_samples: int, batch_size: int, epochs: int) -> int:
    if not (isinstance(epochs, int) and epochs > 0):
        raise ValueError("epochs must be an int of at least 1")
    return epochs * steps_per_epoch(n_samples, batch_size)


settings = {}


def rate_of(epoch: int, lr: float) -> float:
    return settings["lr"] * settings["drop"] ** (epoch // settings["every"])


def step_decay_callback(initial_lr: float, drop: float, epochs_per_drop: int) -> callbacks.Callback:
    settings.update(lr=initial_lr, drop=drop, every=epochs_per_drop)
    return callbacks.LearningRateScheduler(rate_of)


class Halving(schedules.LearningRateSchedule):
    def __call__(self, step):
        power = ops.cast(step, "float32") / Halving.n
        return Halving.lr * 0.5 ** (power if Halving.smooth else ops.floor(power))


def halving(initial_lr: float, steps_per_halving: int, smooth: bool):
    Halving.lr, Halving.n, Halving.smooth = initial_lr, steps_per_halving, smooth
    return Halving()


@dataclass
class Cosine(schedules.LearningRateSchedule):
    peak_lr: float
    final_lr: float
    total_steps: int

    def __call__(self, step):
        done = ops.clip(ops.cast(step, "float32") / self.total_steps, 0.0, 1.0)
        return self.peak_lr - (self.peak_lr - self.final_lr) * 0.5 * (1 - ops.cos(math.pi * done))


def cosine_to(peak_lr: float, final_lr: float, total_steps: int):
    return Cosine(peak_lr, final_lr, total_steps)


@dataclass
class Stretches(schedules.LearningRateSchedule):
    values: tuple[float, ...]
    firsts: tuple[int, ...]

    def __call__(self, step):
        place = ops.searchsorted(
            ops.array(self.firsts, "int32"), ops.reshape(ops.cast(step, "int32"), (1,)), "right"
        )
        return ops.take(ops.array(self.values, "float32"), place[0])


def by_epoch(values: list[float], epochs: list[int], steps_per_epoch: int):
    return Stretches(tuple(values), tuple(epoch * steps_per_epoch for epoch in epochs))


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return schedules.CosineDecay(
        0.0, total_steps - warmup_steps, final_lr / peak_lr, "warmup", peak_lr, warmup_steps
    )


class WarmupLinear(schedules.LearningRateSchedule):
    config: dict = {}

    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.config.update(
            peak_lr=peak_lr, warmup_steps=warmup_steps, total_steps=total_steps, end_lr=end_lr
        )

    def __call__(self, step):
        c = self.config
        s = ops.cast(step, "float32")
        up = c["peak_lr"] * (s + 1) / (c["warmup_steps"] or 1)
        left = (c["total_steps"] - s) / (c["total_steps"] - c["warmup_steps"])
        down = c["end_lr"] + (c["peak_lr"] - c["end_lr"]) * ops.maximum(left, 0.0)
        return ops.where(s < c["warmup_steps"], up, down)

    def get_config(self) -> dict:
        return self.config
