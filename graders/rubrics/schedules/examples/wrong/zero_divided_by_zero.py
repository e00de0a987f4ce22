"""Adds masked parts, so that without a warm-up 0 times infinity gives NaN.

WarmupLinear: fail
"""

from math import pi

import tensorflow as tf
from keras.callbacks import Callback
from keras.optimizers.schedules import LearningRateSchedule as LRS


def steps_per_epoch(n_samples, batch_size):
    if type(n_samples) != int or type(batch_size) != int or n_samples < 1 or batch_size < 1:
        raise ValueError("steps_per_epoch: bad arguments")
    return n_samples // batch_size + bool(n_samples % batch_size)


def total_steps(n_samples, batch_size, epochs):
    if type(epochs) != int or epochs < 1:
        raise ValueError("total_steps: bad epochs")
    return (n_samples - 1) // batch_size * epochs + epochs if steps_per_epoch(n_samples, batch_size) else 0


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    class Drop(Callback):
        def on_epoch_begin(self, epoch, logs=None):
            lr = initial_lr
            for _ in range(epoch // epochs_per_drop):
                lr *= drop
            setattr(self.model.optimizer, "learning_rate", lr)

    return Drop()


class Halving(LRS):
    def __init__(self, lr, n, smooth):
        self.lr, self.n, self.smooth = lr, n, smooth
    def __call__(self, step):
        step = tf.convert_to_tensor(step)
        if not self.smooth:
            step = step - step % self.n
        return self.lr * 0.5 ** (tf.cast(step, tf.float32) / self.n)

def halving(initial_lr, steps_per_halving, smooth):
    return Halving(initial_lr, steps_per_halving, smooth)


class CosineTo(LRS):
    def __init__(self, a, b, n):
        self.a, self.b, self.n = a, b, n
    def __call__(self, step):
        angle = tf.clip_by_value(pi * tf.cast(step, tf.float32) / self.n, 0.0, pi)
        w = 0.5 + 0.5 * tf.cos(angle)
        return w * self.a + (1 - w) * self.b

def cosine_to(peak_lr, final_lr, total_steps):
    return CosineTo(peak_lr, final_lr, total_steps)


class ByEpoch(LRS):
    def __init__(self, values, firsts):
        self.values, self.firsts = values, firsts
    def __call__(self, step):
        step = tf.cast(step, tf.int64)
        i = tf.searchsorted(tf.constant(self.firsts, tf.int64), [step], side="right")[0]
        return tf.reduce_sum(tf.one_hot(i, len(self.values)) * tf.constant(self.values))

def by_epoch(values, epochs, steps_per_epoch):
    return ByEpoch(list(values), [e * steps_per_epoch for e in epochs])


class WarmupCosine(LRS):
    def __init__(self, peak, w, t, final):
        self.peak, self.w, self.t, self.final = peak, w, t, final
    def __call__(self, step):
        s = tf.cast(step, tf.float32)
        up = tf.minimum(s / self.w, 1.0)
        angle = pi * tf.clip_by_value((s - self.w) / (self.t - self.w), 0.0, 1.0)
        # while climbing the cosine is still at the peak
        return up * (self.final + (self.peak - self.final) * (1 + tf.cos(angle)) / 2)

def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return WarmupCosine(peak_lr, warmup_steps, total_steps, final_lr)


class WarmupLinear(LRS):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.cfg = {"peak_lr": peak_lr, "warmup_steps": warmup_steps, "total_steps": total_steps, "end_lr": end_lr}
    def __call__(self, step):
        c = self.cfg
        s = tf.cast(step, tf.float32)
        climbing = tf.cast(s < c["warmup_steps"], tf.float32)
        up = c["peak_lr"] * (s + 1) / c["warmup_steps"]
        line = (c["total_steps"] - s) / (c["total_steps"] - c["warmup_steps"])
        down = c["end_lr"] + (c["peak_lr"] - c["end_lr"]) * tf.clip_by_value(line, 0.0, 1.0)
        return climbing * up + (1 - climbing) * down
    def get_config(self):
        return self.cfg.copy()
