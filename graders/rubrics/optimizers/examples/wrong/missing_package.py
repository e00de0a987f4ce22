"""One function needs a package that is not there; the others do their work.

make_optimizer: raised
"""

import keras
import tensorflow_addons as tfa


def make_optimizer(name, learning_rate):
    if name == "adamw":
        return tfa.optimizers.AdamW(learning_rate=learning_rate, weight_decay=0.004)
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate=learning_rate)
    if name == "adam":
        return keras.optimizers.Adam(learning_rate=learning_rate)
    if name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate=learning_rate)
    raise ValueError(name)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("scratch_lr <= 0 or factor < 1")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
