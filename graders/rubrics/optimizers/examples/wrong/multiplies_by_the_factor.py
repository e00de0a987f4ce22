"""The rate for fine-tuning becomes larger instead of smaller.

fine_tuning_rate: fail
"""

import keras


def make_optimizer(name, learning_rate):
    known = {
        "sgd": keras.optimizers.SGD,
        "adam": keras.optimizers.Adam,
        "adamw": keras.optimizers.AdamW,
        "rmsprop": keras.optimizers.RMSprop,
    }
    if name in known.keys():
        return known[name](learning_rate=learning_rate)
    else:
        raise ValueError("Unknown optimizer")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0:
        raise ValueError("scratch_lr must be positive")
    if factor < 1:
        raise ValueError("factor must not be below 1")
    new_lr = scratch_lr * factor
    return new_lr


def current_lr(optimizer):
    return float(optimizer.learning_rate.numpy())


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
