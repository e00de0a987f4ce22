"""Computes the rate with math and NumPy: right by hand, an error inside fit.

halving: raised
cosine_to: raised
by_epoch: raised
warmup_cosine: raised
WarmupLinear: raised
"""

import math

import keras
import tensorflow as tf

D = tf.float64

import numpy as np


def steps_per_epoch(n_samples, batch_size):
    if isinstance(n_samples, int) is False or isinstance(batch_size, int) is False:
        raise ValueError("int only")
    elif n_samples < 1 or batch_size < 1:
        raise ValueError("too small")
    else:
        return len(range(0, n_samples, batch_size))


def total_steps(n_samples, batch_size, epochs):
    if isinstance(epochs, int) is False or epochs < 1:
        raise ValueError("bad epochs")
    return len(list(range(0, n_samples, batch_size)) * epochs) if ok(n_samples, batch_size) else 0


def ok(*numbers):
    for number in numbers:
        if isinstance(number, int) is False or number < 1:
            raise ValueError("bad number")
    return True


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    callback = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: callback.model.optimizer.learning_rate.assign(
            initial_lr * math.pow(drop, epoch // epochs_per_drop)
        )
    )
    return callback


class Halving(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def __call__(self, step):
        x = int(step) / self.b
        return self.a * 0.5 ** (x if self.c else math.floor(x))


def halving(initial_lr, steps_per_halving, smooth):
    return Halving(initial_lr, steps_per_halving, smooth)


class Cosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def __call__(self, step):
        p = np.minimum(step, self.c) / self.c
        return self.b + (self.a - self.b) / 2 * (1 + np.cos(np.pi * p))


def cosine_to(peak_lr, final_lr, total_steps):
    return Cosine(peak_lr, final_lr, total_steps)


class ByEpoch(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, values, edges):
        self.values, self.edges = values, edges

    def __call__(self, step):
        return self.values[np.searchsorted(self.edges, step, side="right")]


def by_epoch(values, epochs, steps_per_epoch):
    return ByEpoch(values[:], [e * steps_per_epoch for e in epochs])


class Warm(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, w, t, final):
        self.peak, self.w, self.t, self.final = peak, w, t, final

    def __call__(self, step):
        s = step.numpy()
        if s < self.w:
            return self.peak * s / self.w
        p = min(1.0, (s - self.w) / (self.t - self.w))
        return self.final + (self.peak - self.final) / 2 * (1 + math.cos(math.pi * p))


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return Warm(peak_lr, warmup_steps, total_steps, final_lr)


class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        s = float(step)
        W, T = self.warmup_steps, self.total_steps
        points = [0, W - 1, T] if W > 1 else [0, W, T]
        rates = [self.peak_lr / max(W, 1), self.peak_lr, self.end_lr]
        if s >= W:
            return np.interp(s, [W, T], [self.peak_lr, self.end_lr])
        return np.interp(s, points, rates)

    def get_config(self):
        return dict(peak_lr=self.peak_lr, warmup_steps=self.warmup_steps,
                    total_steps=self.total_steps, end_lr=self.end_lr)
