"""Calls super().get_config(), which the base class of schedules does not have.

WarmupLinear: raised
"""

import math

import keras
from keras import ops
from keras.optimizers.schedules import LearningRateSchedule


def steps_per_epoch(n_samples, batch_size):
    for n in (n_samples, batch_size):
        if not isinstance(n, int):
            raise ValueError(f"{n} is not an int")
        if n <= 0:
            raise ValueError(f"{n} is too small")
    return math.ceil(n_samples / batch_size)


def total_steps(n_samples, batch_size, epochs):
    per_epoch = steps_per_epoch(n_samples, batch_size)
    if not isinstance(epochs, int) or epochs <= 0:
        raise ValueError(f"{epochs} epochs?")
    return epochs * per_epoch


class StepDecay(keras.callbacks.Callback):
    def __init__(self, initial_lr, drop, epochs_per_drop):
        super().__init__()
        self.initial_lr = initial_lr
        self.drop = drop
        self.epochs_per_drop = epochs_per_drop

    def on_epoch_begin(self, epoch, logs=None):
        times = epoch // self.epochs_per_drop
        self.model.optimizer.learning_rate = self.initial_lr * self.drop**times


def step_decay_callback(initial_lr, drop, epochs_per_drop):
    return StepDecay(initial_lr, drop, epochs_per_drop)


class Halving(LearningRateSchedule):
    def __init__(self, initial_lr, steps_per_halving, smooth):
        self.initial_lr = initial_lr
        self.steps_per_halving = steps_per_halving
        self.smooth = smooth

    def __call__(self, step):
        halvings = ops.cast(step, "float32") / self.steps_per_halving
        if not self.smooth:  # a plain bool, known when the graph is made
            halvings = ops.floor(halvings)
        return self.initial_lr * ops.power(0.5, halvings)


def halving(initial_lr, steps_per_halving, smooth):
    return Halving(initial_lr, steps_per_halving, smooth)


class CosineTo(LearningRateSchedule):
    def __init__(self, peak_lr, final_lr, total_steps):
        self.peak_lr = peak_lr
        self.final_lr = final_lr
        self.total_steps = total_steps

    def __call__(self, step):
        step = ops.minimum(ops.cast(step, "float32"), self.total_steps)
        cosine = ops.cos(math.pi * step / self.total_steps)
        return self.final_lr + (self.peak_lr - self.final_lr) / 2 * (1 + cosine)


def cosine_to(peak_lr, final_lr, total_steps):
    return CosineTo(peak_lr, final_lr, total_steps)


class ByEpoch(LearningRateSchedule):
    def __init__(self, values, epochs, steps_per_epoch):
        self.values = list(values)
        self.epochs = list(epochs)
        self.steps_per_epoch = steps_per_epoch

    def __call__(self, step):
        epoch = ops.floor_divide(ops.cast(step, "int32"), self.steps_per_epoch)
        rate = ops.convert_to_tensor(self.values[0])
        for first, value in zip(self.epochs, self.values[1:]):
            rate = ops.where(epoch >= first, value, rate)
        return rate


def by_epoch(values, epochs, steps_per_epoch):
    return ByEpoch(values, epochs, steps_per_epoch)


class WarmupCosine(LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, final_lr):
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.final_lr = final_lr

    def __call__(self, step):
        step = ops.cast(step, "float32")
        up = self.peak_lr * step / self.warmup_steps
        p = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        p = ops.clip(p, 0.0, 1.0)
        down = self.final_lr + (self.peak_lr - self.final_lr) * (1 + ops.cos(math.pi * p)) / 2
        return ops.where(step < self.warmup_steps, up, down)


def warmup_cosine(peak_lr, warmup_steps, total_steps, final_lr=0.0):
    return WarmupCosine(peak_lr, warmup_steps, total_steps, final_lr)


class WarmupLinear(LearningRateSchedule):
    def __init__(self, peak_lr, warmup_steps, total_steps, end_lr=0.0):
        super().__init__()
        self.peak_lr = peak_lr
        self.warmup_steps = warmup_steps
        self.total_steps = total_steps
        self.end_lr = end_lr

    def __call__(self, step):
        step = ops.cast(step, "float32")
        warmup = self.peak_lr * (step + 1) / max(1, self.warmup_steps)
        share = (step - self.warmup_steps) / (self.total_steps - self.warmup_steps)
        decay = self.peak_lr + (self.end_lr - self.peak_lr) * ops.minimum(share, 1.0)
        return ops.where(step < self.warmup_steps, warmup, decay)

    def get_config(self):
        config = super().get_config()
        config.update(
            peak_lr=self.peak_lr,
            warmup_steps=self.warmup_steps,
            total_steps=self.total_steps,
            end_lr=self.end_lr,
        )
        return config
