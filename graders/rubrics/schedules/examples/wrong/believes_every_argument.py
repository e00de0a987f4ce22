"""Never looks at its arguments: 240.0 images, 0 images, -1 images are all the same to it.

steps_per_epoch: fail
total_steps: fail
"""

import numpy as np
import tensorflow as tf
from tensorflow.keras.callbacks import Callback
from tensorflow.keras.optimizers.schedules import LearningRateSchedule


def steps_per_epoch(n_samples: int, batch_size: int) -> int:
    full, rest = divmod(n_samples, batch_size)
    return int(full + (rest > 0))


def total_steps(n_samples: int, batch_size: int, epochs: int) -> int:
    return int(steps_per_epoch(n_samples, batch_size) * epochs)


class DecaySteps(Callback):
    def __init__(self, first, factor, every):
        super().__init__()
        self.first, self.factor, self.every = first, factor, every

    def on_epoch_begin(self, epoch, logs=None):
        lr = self.first * self.factor ** (epoch // self.every)
        self.model.optimizer.learning_rate.assign(lr)


def step_decay_callback(initial_lr: float, drop: float, epochs_per_drop: int) -> Callback:
    return DecaySteps(initial_lr, drop, epochs_per_drop)


class Half(LearningRateSchedule):
    def __init__(self, lr, n, smooth):
        self.lr, self.n, self.smooth = lr, n, smooth

    def __call__(self, step):
        step = tf.cast(step, tf.int32)
        exponent = tf.cond(
            tf.constant(self.smooth),
            lambda: tf.cast(step, tf.float32) / self.n,
            lambda: tf.cast(step // self.n, tf.float32),
        )
        return self.lr * tf.pow(0.5, exponent)


def halving(initial_lr, steps_per_halving, smooth):
    return Half(initial_lr, steps_per_halving, smooth)


class Cos(LearningRateSchedule):
    def __init__(self, peak, final, n):
        self.peak, self.final, self.n = peak, final, n

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        return tf.cond(
            step < self.n,
            lambda: (self.peak + self.final) / 2
            + (self.peak - self.final) / 2 * tf.cos(np.pi * step / self.n),
            lambda: tf.constant(self.final),
        )


def cosine_to(peak_lr, final_lr, total_steps):
    return Cos(peak_lr, final_lr, total_steps)


class Stretches(LearningRateSchedule):
    def __init__(self, values, epochs, steps_per_epoch):
        self.values = tf.constant(values, tf.float32)
        self.firsts = tf.constant(epochs, tf.int64) * steps_per_epoch

    def __call__(self, step):
        begun = tf.reduce_sum(tf.cast(tf.cast(step, tf.int64) >= self.firsts, tf.int32))
        return tf.gather(self.values, begun)


def by_epoch(values, epochs, steps_per_epoch):
    return Stretches(values, epochs, steps_per_epoch)


class UpDown(LearningRateSchedule):
    def __init__(self, peak, w, t, final):
        self.peak, self.w, self.t, self.final = peak, w, t, final

    def __call__(self, step):
        s = tf.cast(step, tf.float32)
        cosine = Cos(self.peak, self.final, self.t - self.w)
        part = tf.cast(s >= self.w, tf.int32)
        return tf.switch_case(part, [lambda: self.peak * s / self.w, lambda: cosine(s - self.w)])


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return UpDown(peak_lr, warmup_steps, total_steps, final_lr)


class WarmupLinear(LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        s = tf.cast(step, tf.float32)
        w, t = float(self.warmup_steps), float(self.total_steps)
        return tf.case(
            [
                (s < w, lambda: self.peak_lr * (s + 1) / w),
                (s < t, lambda: self.end_lr + (self.peak_lr - self.end_lr) * (t - s) / (t - w)),
            ],
            default=lambda: tf.constant(self.end_lr),
        )

    def get_config(self):
        names = ["peak_lr", "warmup_steps", "total_steps", "end_lr"]
        return {name: getattr(self, name) for name in names}
