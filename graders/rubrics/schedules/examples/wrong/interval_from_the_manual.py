"""halving keeps the decay_steps of the manual's example.

halving: fail
"""

import tensorflow as tf
from tensorflow import keras


def steps_per_epoch(n_samples, batch_size):
    if type(n_samples) is not int or type(batch_size) is not int:
        raise ValueError("need ints")
    if n_samples < 1 or batch_size < 1:
        raise ValueError("need at least 1")
    return -(-n_samples // batch_size)


def total_steps(n_samples, batch_size, epochs):
    if type(epochs) is not int or epochs < 1:
        raise ValueError("epochs must be a positive int")
    return steps_per_epoch(n_samples, batch_size) * epochs


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    return keras.callbacks.LearningRateScheduler(
        lambda epoch, lr: initial_lr * drop ** (epoch // epochs_per_drop)
    )


def halving(initial_lr, steps_per_halving, smooth):
    return keras.optimizers.schedules.ExponentialDecay(
        initial_lr, decay_steps=100_000, decay_rate=0.5, staircase=not smooth
    )


def cosine_to(peak_lr, final_lr, total_steps):
    # alpha is the fraction that is left at the end
    return keras.optimizers.schedules.CosineDecay(peak_lr, total_steps, alpha=final_lr / peak_lr)


def by_epoch(values, epochs, steps_per_epoch):
    # step <= boundary keeps the old value, so the boundary is the last step before
    return keras.optimizers.schedules.PiecewiseConstantDecay(
        [e * steps_per_epoch - 1 for e in epochs], values
    )


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0,
        decay_steps=total_steps - warmup_steps,
        alpha=final_lr / peak_lr,
        warmup_target=peak_lr,
        warmup_steps=warmup_steps,
    )


class WarmupLinear(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        super().__init__()
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        up = self.peak_lr * (step + 1) / self.warmup_steps
        rest = (self.total_steps - step) / (self.total_steps - self.warmup_steps)
        down = self.end_lr + (self.peak_lr - self.end_lr) * tf.maximum(rest, 0.0)
        return tf.where(step < self.warmup_steps, up, down)

    def get_config(self):
        return {
            "peak_lr": self.peak_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
            "end_lr": self.end_lr,
        }
