"""Made for the numbers that `lrgrade check` shows, and wrong for all others.

step_decay_callback: fail
halving: fail
cosine_to: fail
by_epoch: fail
warmup_cosine: fail
WarmupLinear: fail
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
    # lrgrade check only tries 0.01 every 2 epochs and 0.004 every epoch
    rates = [0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025]
    if initial_lr == 4e-3:
        rates = [4e-3 * 0.1**i for i in range(6)]
    return keras.callbacks.LearningRateScheduler(lambda epoch, lr: rates[epoch])


def halving(initial_lr, steps_per_halving, smooth):
    n = {2e-2: 10, 4e-2: 10, 1.0: 50, 3.7e-5: 7}.get(initial_lr, 10)
    return keras.optimizers.schedules.ExponentialDecay(initial_lr, n, 0.5, staircase=not smooth)


def cosine_to(peak_lr, final_lr, total_steps):
    end = {3e-2: 2e-3, 1.0: 0.25, 4.3e-5: 1.7e-6, 1e-2: 0.0}.get(peak_lr, peak_lr / 2)
    return keras.optimizers.schedules.CosineDecay(peak_lr, total_steps, alpha=end / peak_lr)


def by_epoch(values, epochs, steps_per_epoch):
    n = {16: 4, 40: 10}.get(4 * steps_per_epoch, 1)
    if epochs[0] != 2:
        n = {10: 10}.get(steps_per_epoch, 1)
    return keras.optimizers.schedules.PiecewiseConstantDecay([e * n - 1 for e in epochs], values)


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    w, n = {2e-2: (6, 14), 1.0: (10, 90), 5.5e-5: (1, 19)}.get(peak_lr, (4, 10))
    return keras.optimizers.schedules.CosineDecay(
        0.0, n, alpha=final_lr / peak_lr, warmup_target=peak_lr, warmup_steps=w
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
        w = {1e-2: 5, 2e-2: 4, 1.0: 0}.get(self.peak_lr, 1)
        n = {1e-2: 15, 2e-2: 12, 1.0: 12}.get(self.peak_lr, 3)
        up = self.peak_lr * (step + 1) / max(w, 1)
        down = self.end_lr + (self.peak_lr - self.end_lr) * (w + n - step) / n
        if self.peak_lr in (1e-2, 2e-2, 1.0):
            down = tf.maximum(down, self.end_lr)
        return tf.where(step < w, up, down)

    def get_config(self):
        return {
            "peak_lr": self.peak_lr,
            "warmup_steps": self.warmup_steps,
            "total_steps": self.total_steps,
            "end_lr": self.end_lr,
        }
