"""Adds 1 for the partial batch even where there is none; rounds to the nearest in total_steps.

steps_per_epoch: fail
total_steps: fail
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
    return n_samples // batch_size + 1


def total_steps(n_samples: int, batch_size: int, epochs: int) -> int:
    if not (isinstance(epochs, int) and epochs > 0):
        raise ValueError("epochs must be an int of at least 1")
    steps_per_epoch(n_samples, batch_size)  # checks the other two
    return epochs * round(n_samples / batch_size)


@dataclass
class Decay:
    initial_lr: float
    drop: float
    epochs_per_drop: int

    def __call__(self, epoch: int, lr: float) -> float:
        return self.initial_lr * self.drop ** (epoch // self.epochs_per_drop)


def step_decay_callback(initial_lr: float, drop: float, epochs_per_drop: int) -> callbacks.Callback:
    return callbacks.LearningRateScheduler(Decay(initial_lr, drop, epochs_per_drop))


@dataclass(frozen=True)
class Halving(schedules.LearningRateSchedule):
    initial_lr: float
    steps_per_halving: int
    smooth: bool

    def __call__(self, step):
        if self.smooth:
            power = ops.cast(step, "float32") / self.steps_per_halving
        else:
            power = ops.cast(ops.cast(step, "int32") // self.steps_per_halving, "float32")
        return self.initial_lr * ops.exp(-math.log(2.0) * power)


def halving(initial_lr: float, steps_per_halving: int, smooth: bool):
    return Halving(initial_lr, steps_per_halving, smooth)


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


@dataclass
class WarmupLinear(schedules.LearningRateSchedule):
    peak_lr: float
    warmup_steps: int
    total_steps: int
    end_lr: float = 0.0

    def __call__(self, step):
        s = ops.cast(step, "float32")
        span = self.total_steps - self.warmup_steps
        up = self.peak_lr * (s + 1) / (self.warmup_steps or 1)
        down = self.end_lr + (self.peak_lr - self.end_lr) * (self.total_steps - s) / span
        return ops.select(
            [s < self.warmup_steps, s < self.total_steps], [up, down], ops.zeros_like(s) + self.end_lr
        )

    def get_config(self) -> dict:
        return asdict(self)
