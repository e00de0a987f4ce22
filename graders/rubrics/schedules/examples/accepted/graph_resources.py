"""Unusual ways: tf.numpy_function, a hash table, tf.Variables as settings, a rate of shape (1,)."""

import math
import numbers

import keras
import numpy as np
import tensorflow as tf
from keras.optimizers.schedules import LearningRateSchedule


def steps_per_epoch(n_samples, batch_size):
    if not all(isinstance(n, numbers.Integral) and n > 0 for n in (n_samples, batch_size)):
        raise ValueError("two positive whole numbers, please")
    return int(np.ceil(np.divide(n_samples, batch_size)))


def total_steps(n_samples, batch_size, epochs):
    if not isinstance(epochs, numbers.Integral) or not epochs > 0:
        raise ValueError("a positive whole number of epochs, please")
    return int(tf.math.multiply(steps_per_epoch(n_samples, batch_size), epochs))


class StepDecay(keras.callbacks.LearningRateScheduler):
    """Puts the optimizer's own rate back when training is over."""

    def __init__(self, initial_lr, drop, epochs_per_drop):
        super().__init__(self.rate_of)
        self.settings = initial_lr, drop, epochs_per_drop

    def rate_of(self, epoch, lr):
        initial_lr, drop, epochs_per_drop = self.settings
        return initial_lr * drop ** (epoch // epochs_per_drop)

    def on_train_begin(self, logs=None):
        self.before = float(self.model.optimizer.learning_rate)

    def on_train_end(self, logs=None):
        self.model.optimizer.learning_rate = self.before


step_decay_callback = StepDecay


class Halving(LearningRateSchedule):
    def __init__(self, initial_lr, steps_per_halving, smooth):
        self.initial_lr = tf.Variable(initial_lr, trainable=False)
        self.every = tf.Variable(float(steps_per_halving), trainable=False)
        self.round = tf.identity if smooth else tf.floor

    def __call__(self, step):
        return self.initial_lr * 0.5 ** self.round(tf.cast(step, tf.float32) / self.every)


halving = Halving


class CosineTo(LearningRateSchedule):
    def __init__(self, peak_lr, final_lr, total_steps):
        self.settings = peak_lr, final_lr, total_steps

    def in_python(self, step):
        peak, final, total = self.settings
        share = min(int(step), total) / total
        return np.float32(final + (peak - final) / 2 * (1 + math.cos(math.pi * share)))

    def __call__(self, step):
        # runs as Python at every step, in fit too
        return tf.numpy_function(self.in_python, [tf.cast(step, tf.int64)], tf.float32)


def cosine_to(peak_lr, final_lr, total_steps):
    return CosineTo(peak_lr, final_lr, total_steps)


class ByEpoch(LearningRateSchedule):
    def __init__(self, values, epochs, steps_per_epoch):
        self.values = tf.constant(values)
        self.firsts = [epoch * steps_per_epoch for epoch in epochs]

    def __call__(self, step):
        place = tf.searchsorted(self.firsts, [tf.cast(step, tf.int32)], side="right")
        return tf.gather(self.values, place)  # shape (1,), which an optimizer takes as well


def by_epoch(values, epochs, steps_per_epoch):
    return ByEpoch(values, epochs, steps_per_epoch)


class WarmupCosine(LearningRateSchedule):
    """One table entry for each step."""

    def __init__(self, peak_lr, warmup_steps, total_steps, final_lr=0.0):
        climb = [peak_lr * s / warmup_steps for s in range(warmup_steps)]
        cosine = CosineTo(peak_lr, final_lr, total_steps - warmup_steps)
        fall = [cosine.in_python(s) for s in range(total_steps - warmup_steps)]
        rates = np.array(climb + fall, "float32")
        self.table = tf.lookup.StaticHashTable(
            tf.lookup.KeyValueTensorInitializer(np.arange(total_steps), rates), final_lr
        )

    def __call__(self, step):
        return self.table.lookup(tf.cast(step, tf.int64))


warmup_cosine = WarmupCosine


class WarmupLinear(LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self._config = {k: v for k, v in locals().items() if k not in ("self", "__class__")}

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        end, peak = self._config["end_lr"], self._config["peak_lr"]
        warm, total = self._config["warmup_steps"], self._config["total_steps"]
        climb = peak * (step + 1.0) / max(warm, 1)
        fall = end + (peak - end) * tf.nn.relu((total - step) / (total - warm))
        # the climb is the lower of the two, and it goes on above the fall
        return tf.minimum(climb, fall) if warm else fall

    def get_config(self):
        return dict(self._config)

    @classmethod
    def from_config(cls, config):
        return cls(**config)
