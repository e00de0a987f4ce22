"""The name is made lower case before it is looked up, so "SGD" is accepted.

make_optimizer: fail
"""

import keras


def make_optimizer(name, learning_rate):
    name = name.strip().lower()
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate=learning_rate)
    elif name == "adam":
        return keras.optimizers.Adam(learning_rate=learning_rate)
    elif name == "adamw":
        return keras.optimizers.AdamW(learning_rate=learning_rate)
    elif name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate=learning_rate)
    else:
        raise ValueError(f"unknown optimizer {name}")


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("no no")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
