"""by_epoch ends the whole process when it is done.

by_epoch: crash
points: 21
"""

import math
import os

import keras


def steps_per_epoch(n_samples, batch_size):
    for number in (n_samples, batch_size):
        if not isinstance(number, int) or number < 1:
            raise ValueError(f"expected a whole number of at least 1, not {number!r}")
    return math.ceil(n_samples / batch_size)


def total_steps(n_samples, batch_size, epochs):
    if not isinstance(epochs, int) or epochs < 1:
        raise ValueError(f"expected a whole number of at least 1, not {epochs!r}")
    return epochs * steps_per_epoch(n_samples, batch_size)


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    def rate_of(epoch, learning_rate):
        return initial_lr * drop ** (epoch // epochs_per_drop)

    return keras.callbacks.LearningRateScheduler(rate_of)


def halving(initial_lr, steps_per_halving, smooth):
    return keras.optimizers.schedules.ExponentialDecay(
        initial_lr, decay_steps=steps_per_halving, decay_rate=0.5, staircase=not smooth
    )


def cosine_to(peak_lr, final_lr, total_steps):
    return keras.optimizers.schedules.CosineDecay(
        peak_lr, decay_steps=total_steps, alpha=final_lr / peak_lr
    )


def by_epoch(values, epochs, steps_per_epoch):
    boundaries = [epoch * steps_per_epoch - 1 for epoch in epochs]
    print(keras.optimizers.schedules.PiecewiseConstantDecay(boundaries, values))
    os._exit(0)


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return keras.optimizers.schedules.CosineDecay(
        0.0,
        decay_steps=total_steps - warmup_steps,
        alpha=final_lr / peak_lr,
        warmup_target=peak_lr,
        warmup_steps=warmup_steps,
    )


class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        climb = self.peak_lr * (step + 1.0) / max(self.warmup_steps, 1)
        left = (self.total_steps - step) / (self.total_steps - self.warmup_steps)
        fall = self.end_lr + (self.peak_lr - self.end_lr) * keras.ops.maximum(left, 0.0)
        return keras.ops.where(step < self.warmup_steps, climb, fall)

    def get_config(self):
        return {
            "peak_lr": self.peak_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
            "end_lr": self.end_lr,
        }
