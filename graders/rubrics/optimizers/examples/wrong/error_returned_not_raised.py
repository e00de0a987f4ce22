"""Errors are returned instead of raised, and NotImplementedError stands for a schedule.

make_optimizer: fail
fine_tuning_rate: fail
set_lr: fail
"""

import keras


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate)
    if name == "adam":
        return keras.optimizers.Adam(learning_rate)
    if name == "adamw":
        return keras.optimizers.AdamW(learning_rate)
    if name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate)
    return ValueError


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        return ValueError("scratch_lr must be > 0 and factor >= 1")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    if not hasattr(optimizer.learning_rate, "assign"):
        raise NotImplementedError("set_lr does not work with schedules")
    optimizer.learning_rate = lr
