"""Puts an object of its own into get_config, which a .keras file cannot hold.

WarmupLinear: raised
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
class Settings:
    peak_lr: float
    warmup_steps: int
    total_steps: int
    end_lr: float


class WarmupLinear(schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.settings = Settings(peak_lr, warmup_steps, total_steps, end_lr)

    def __call__(self, step):
        c = self.settings
        s = ops.cast(step, "float32")
        up = c.peak_lr * (s + 1) / (c.warmup_steps or 1)
        left = ops.maximum((c.total_steps - s) / (c.total_steps - c.warmup_steps), 0.0)
        return ops.where(s < c.warmup_steps, up, c.end_lr + (c.peak_lr - c.end_lr) * left)

    def get_config(self) -> dict:
        return {"settings": self.settings}

    @classmethod
    def from_config(cls, config):
        return cls(**asdict(config["settings"]))
