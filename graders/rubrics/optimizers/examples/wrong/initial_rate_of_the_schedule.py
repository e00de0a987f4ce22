"""Reads the rate that the schedule started with; replaces a schedule by a plain number.

current_lr: fail
set_lr: fail
"""

import keras
from keras.optimizers.schedules import LearningRateSchedule


def make_optimizer(name, learning_rate):
    if name not in ("sgd", "adam", "adamw", "rmsprop"):
        raise ValueError("name")
    return keras.optimizers.get({"class_name": name, "config": {"learning_rate": learning_rate}})


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("scratch_lr or factor")
    return scratch_lr / factor


def current_lr(optimizer):
    rate = optimizer._learning_rate
    if isinstance(rate, LearningRateSchedule):
        rate = rate.initial_learning_rate
    return float(rate)


def set_lr(optimizer, lr):
    if isinstance(optimizer._learning_rate, LearningRateSchedule):
        optimizer._learning_rate = lr  # throw the schedule away
    else:
        optimizer.learning_rate = lr
