"""Takes 10e-4 for 1e-4 and so believes that rates have to be converted; adds one to the step.

make_optimizer: fail
fine_tuning_rate: fail
current_lr: fail
"""

import keras

UNIT = 10e-4 / 1e-4


def make_optimizer(name, learning_rate):
    lr = learning_rate * UNIT
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate=lr)
    if name == "adam":
        return keras.optimizers.Adam(learning_rate=lr)
    if name == "adamw":
        return keras.optimizers.AdamW(learning_rate=lr)
    if name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate=lr)
    raise ValueError(name)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError()
    return UNIT * scratch_lr / factor


def current_lr(optimizer):
    lr = optimizer._learning_rate
    if callable(lr) and not hasattr(lr, "assign"):
        return float(lr(optimizer.iterations + 1))  # next step
    return float(lr)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
