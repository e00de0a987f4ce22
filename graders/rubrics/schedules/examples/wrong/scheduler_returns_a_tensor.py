"""Computes the callback's rate with TensorFlow, where a Python float is asked for.

step_decay_callback: raised
"""

import math

import keras
import tensorflow as tf

D = tf.float64


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
    def rate(epoch, lr):
        return initial_lr * tf.pow(drop, tf.cast(epoch // epochs_per_drop, tf.float32))

    return keras.callbacks.LearningRateScheduler(rate)


class Halving(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def __call__(self, step):
        x = tf.cast(step, D) / tf.cast(self.b, D)
        return tf.cast(self.a, D) * tf.cast(0.5, D) ** (x if self.c else tf.floor(x))


def halving(initial_lr, steps_per_halving, smooth):
    return Halving(initial_lr, steps_per_halving, smooth)


class Cosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def __call__(self, step):
        p = tf.minimum(tf.cast(step, D), self.c) / self.c
        return self.b + (self.a - self.b) / 2 * (1 + tf.cos(math.pi * p))


def cosine_to(peak_lr, final_lr, total_steps):
    return Cosine(peak_lr, final_lr, total_steps)


class ByEpoch(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, values, edges):
        self.values, self.edges = values, edges

    def __call__(self, step):
        rate = tf.cast(self.values[0], D)
        for before, after, edge in zip(self.values, self.values[1:], self.edges):
            rate += tf.cast(tf.cast(step, D) >= edge, D) * (after - before)
        return rate


def by_epoch(values, epochs, steps_per_epoch):
    return ByEpoch(values[:], [e * steps_per_epoch for e in epochs])


class Warm(Cosine):
    def __init__(self, a, b, c, w):
        super().__init__(a, b, c)
        self.w = w

    def __call__(self, step):
        step = tf.cast(step, D)
        up = self.a * step / self.w
        return tf.where(step < self.w, up, super().__call__(step - self.w))


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return Warm(peak_lr, final_lr, total_steps - warmup_steps, warmup_steps)


class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        s = tf.cast(step, D)
        W, T = self.warmup_steps, self.total_steps
        up = s * 0 if W == 0 else self.peak_lr * (s + 1) / W
        down = self.peak_lr + (s - W) * (self.end_lr - self.peak_lr) / (T - W)
        return tf.where(s < W, up, tf.where(s < T, down, self.end_lr))

    def get_config(self):
        return dict(peak_lr=self.peak_lr, warmup_steps=self.warmup_steps,
                    total_steps=self.total_steps, end_lr=self.end_lr)
