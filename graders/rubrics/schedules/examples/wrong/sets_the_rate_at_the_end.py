"""Sets the rate in on_epoch_end with that epoch's own index, so each change comes late.

step_decay_callback: fail
"""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.optimizers import schedules as S


class Join(S.LearningRateSchedule):
    """`first` before step `at`, then `second`, which counts from 0 again."""

    def __init__(self, first, second, at):
        super().__init__()
        self.first, self.second, self.at = first, second, at

    def __call__(self, step):
        at = tf.cast(self.at, tf.int64)
        step = tf.cast(step, tf.int64)
        return tf.where(step < at, self.first(step), self.second(tf.maximum(step - at, 0)))


def steps_per_epoch(n_samples, batch_size):
    check(n_samples), check(batch_size)
    return (n_samples + batch_size - 1) // batch_size


def total_steps(n_samples, batch_size, epochs):
    check(epochs)
    return steps_per_epoch(n_samples, batch_size) * epochs


def check(value):
    if not isinstance(value, int) or value < 1:
        raise ValueError("not a count: %s" % value)


class EveryFewEpochs(keras.callbacks.Callback):
    def __init__(self, rate_of):
        super().__init__()
        self.rate_of = rate_of

    def on_train_begin(self, logs=None):
        self.model.optimizer.learning_rate = self.rate_of(0)

    def on_epoch_end(self, epoch, logs=None):
        self.model.optimizer.learning_rate = self.rate_of(epoch)


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    return EveryFewEpochs(lambda e: initial_lr * drop ** (e // epochs_per_drop))


def halving(initial_lr, steps_per_halving, smooth):
    # "inverse" way: the rate after s steps, as a power of two
    class Halves(S.LearningRateSchedule):
        def __call__(self, step):
            x = tf.cast(step, tf.float32) / tf.cast(steps_per_halving, tf.float32)
            return tf.multiply(initial_lr, tf.pow(2.0, -(x if smooth else tf.math.floor(x))))

    return Halves()


def cosine_to(peak_lr, final_lr, total_steps):
    # what falls, plus what stays
    class Sum(S.LearningRateSchedule):
        falling = S.CosineDecay(peak_lr - final_lr, total_steps)

        def __call__(self, step):
            return self.falling(step) + final_lr

    return Sum()


def by_epoch(values, epochs, steps_per_epoch):
    flat = [S.PolynomialDecay(v, 1, v) for v in values]
    joined = flat[-1]
    starts = [0] + [e * steps_per_epoch for e in epochs]
    for i in range(len(epochs) - 1, -1, -1):
        joined = Join(flat[i], joined, starts[i + 1] - starts[i])
    return joined


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    up = S.PolynomialDecay(0.0, warmup_steps, peak_lr)
    return Join(up, cosine_to(peak_lr, final_lr, total_steps - warmup_steps), warmup_steps)


class WarmupLinear(S.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        super().__init__()
        self.peak_lr, self.end_lr = peak_lr, end_lr
        self.warmup_steps, self.total_steps = warmup_steps, total_steps
        down = S.PolynomialDecay(peak_lr, total_steps - warmup_steps, end_lr)
        if warmup_steps > 1:
            up = S.PolynomialDecay(peak_lr / warmup_steps, warmup_steps - 1, peak_lr)
        else:
            up = S.PolynomialDecay(peak_lr, 1, peak_lr)
        self.joined = Join(up, down, warmup_steps)

    def __call__(self, step):
        return self.joined(step)

    def get_config(self):
        return {
            "peak_lr": self.peak_lr,
            "end_lr": self.end_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
