"""Looks rates up in a Python list or a NumPy array by the step, which fit cannot do.

halving: raised
by_epoch: raised
WarmupLinear: raised
"""

import math

import tensorflow as tf
from tensorflow import keras

Base = keras.optimizers.schedules.LearningRateSchedule


class Table(Base):
    """Rates by step; the last one stays."""

    def __init__(self, rates):
        self.rates = [float(rate) for rate in rates]

    def __call__(self, step):
        place = tf.minimum(tf.cast(step, tf.int32), len(self.rates) - 1)
        return tf.gather(tf.constant(self.rates), place)

import numpy as np


def steps_per_epoch(n_samples, batch_size):
    # count the batches, one by one
    if not isinstance(n_samples, int) or not isinstance(batch_size, int):
        raise ValueError("ints only")
    if n_samples < 1 or batch_size < 1:
        raise ValueError("at least one")
    batches = 0
    while batches * batch_size < n_samples:
        batches += 1
    return batches


def total_steps(n_samples, batch_size, epochs):
    if not isinstance(epochs, int) or epochs < 1:
        raise ValueError("at least one epoch")
    return steps_per_epoch(n_samples, batch_size) * epochs


class Rates(keras.callbacks.Callback):
    def __init__(self, initial_lr, drop, epochs_per_drop):
        super().__init__()
        self.table = [initial_lr * drop ** (e // epochs_per_drop) for e in range(1000)]

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = self.table[self.epoch]


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    return Rates(initial_lr, drop, epochs_per_drop)


class Halved(Base):
    def __init__(self, rates):
        self.rates = rates

    def __call__(self, step):
        return self.rates[int(step)]


def halving(initial_lr, steps_per_halving, smooth):
    rates = []
    for s in range(50 * steps_per_halving):
        n = s / steps_per_halving if smooth else s // steps_per_halving
        rates.append(initial_lr * 0.5**n)
    return Halved(rates)


def cosine_to(peak_lr, final_lr, total_steps):
    half = (peak_lr - final_lr) / 2
    return Table(
        final_lr + half * (1 + math.cos(math.pi * s / total_steps)) for s in range(total_steps + 1)
    )


class Stretch(Base):
    def __init__(self, rates):
        self.rates = np.array(rates + rates[-1:] * 100)

    def __call__(self, step):
        return self.rates[step]


def by_epoch(values, epochs, steps_per_epoch):
    rates = []
    before = 0
    for value, epoch in zip(values, epochs):
        rates += [value] * ((epoch - before) * steps_per_epoch)
        before = epoch
    return Stretch(rates + [values[-1]])


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    climb = [peak_lr * s / warmup_steps for s in range(warmup_steps)]
    return Table(climb + cosine_to(peak_lr, final_lr, total_steps - warmup_steps).rates)


class WarmupLinear(Base):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.settings = peak_lr, warmup_steps, total_steps, end_lr
        up = [peak_lr * (s + 1) / warmup_steps for s in range(warmup_steps)]
        n = total_steps - warmup_steps
        down = [end_lr + (peak_lr - end_lr) * (n - i) / n for i in range(n)]
        self.rates = up + down + [end_lr] * 10000

    def __call__(self, step):
        return self.rates[step]

    def get_config(self):
        return dict(zip(["peak_lr", "warmup_steps", "total_steps", "end_lr"], self.settings))
