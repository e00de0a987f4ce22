"""The optimizer's memory is wiped with the rate, for a fresh start; the rate is np.float32.

current_lr: fail
set_lr: fail
"""

import keras
import numpy as np


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate=learning_rate)
    if name == "adam":
        return keras.optimizers.Adam(learning_rate=learning_rate)
    if name == "adamw":
        return keras.optimizers.AdamW(learning_rate=learning_rate)
    if name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate=learning_rate)
    raise ValueError("?")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("invalid input")
    return float(np.float64(scratch_lr) / np.float64(factor))


def current_lr(optimizer):
    return optimizer.learning_rate.numpy()


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
    for variable in optimizer.variables:
        if variable is not optimizer.learning_rate:
            variable.assign(keras.ops.zeros_like(variable))
