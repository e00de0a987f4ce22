"""Writes the schedule without get_config, so nothing can rebuild or save it.

WarmupLinear: raised
"""

from functools import partial, reduce
from math import ceil, pi

import keras
import keras.ops as K


class Curve(keras.optimizers.schedules.LearningRateSchedule):
    """A schedule made of a function of the float step."""

    def __init__(self, function):
        self.function = function

    def __call__(self, step):
        return self.function(K.cast(step, "float32"))


def _count(n):
    if isinstance(n, int) and n >= 1:
        return n
    raise ValueError(f"a positive int is needed, got {n!r}")


steps_per_epoch = lambda n_samples, batch_size: ceil(_count(n_samples) / _count(batch_size))


total_steps = lambda n_samples, batch_size, epochs: (
    steps_per_epoch(n_samples, batch_size) * _count(epochs)
)


def _decayed(initial_lr, drop, epochs_per_drop, epoch, lr):
    return initial_lr * drop ** (epoch // epochs_per_drop)


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    return keras.callbacks.LearningRateScheduler(
        partial(_decayed, initial_lr, drop, epochs_per_drop)
    )


def halving(initial_lr, steps_per_halving, smooth):
    rounded = (lambda x: x) if smooth else K.floor
    return Curve(lambda s: initial_lr / 2 ** rounded(s / steps_per_halving))


def _cosine(s, top, bottom, n):
    return bottom + (top - bottom) * K.cos(pi / 2 * K.minimum(s, n) / n) ** 2


def cosine_to(peak_lr, final_lr, total_steps):
    return Curve(partial(_cosine, top=peak_lr, bottom=final_lr, n=total_steps))


def by_epoch(values, epochs, steps_per_epoch):
    pairs = [(e * steps_per_epoch, v) for e, v in zip(epochs, values[1:])]
    first = values[0]

    def rate(s):
        return reduce(lambda now, pair: K.where(s >= pair[0], pair[1], now), pairs, first)

    return Curve(rate)


warmup_cosine = lambda peak_lr, warmup_steps, total_steps, final_lr=0.0: Curve(
    lambda s: K.where(
        s < warmup_steps,
        peak_lr * s / warmup_steps,
        _cosine(s - warmup_steps, peak_lr, final_lr, total_steps - warmup_steps),
    )
)


class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak, self.w, self.t, self.end = peak_lr, warmup_steps, total_steps, end_lr

    def __call__(self, step):
        s = K.cast(step, "float32")
        up = 1.0 if not self.w else K.minimum((s + 1) / self.w, 1.0)
        down = K.clip((self.t - s) / (self.t - self.w), 0.0, 1.0)
        return K.where(s < self.w, self.peak * up, self.end + (self.peak - self.end) * down)
