"""Uses // in the climb, which is 0 until its very end.

warmup_cosine: fail
WarmupLinear: fail
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
    # begin sets the first rate, end sets that of the next epoch
    def __init__(self, rate_of):
        super().__init__()
        self.rate_of = rate_of

    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = self.rate_of(epoch)

    def on_epoch_end(self, epoch, logs=None):
        self.model.optimizer.learning_rate = self.rate_of(epoch + 1)


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
    class Up(S.LearningRateSchedule):
        def __call__(self, step):
            return peak_lr * tf.cast(step // warmup_steps, tf.float32)

    return Join(Up(), cosine_to(peak_lr, final_lr, total_steps - warmup_steps), warmup_steps)


class WarmupLinear(S.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        super().__init__()
        self.peak_lr, self.end_lr = peak_lr, end_lr
        self.warmup_steps, self.total_steps = warmup_steps, total_steps
        self.down = S.PolynomialDecay(peak_lr, total_steps - warmup_steps, end_lr)

    def __call__(self, step):
        step = tf.cast(step, tf.int32)
        up = self.peak_lr * tf.cast((step + 1) // max(self.warmup_steps, 1), tf.float32)
        down = self.down(tf.maximum(step - self.warmup_steps, 0))
        return tf.where(step < self.warmup_steps, up, down)

    def get_config(self):
        return {
            "peak_lr": self.peak_lr,
            "end_lr": self.end_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
        }
