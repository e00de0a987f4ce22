"""keras.optimizers.get takes names in any case, and those of all the other optimizers too.

make_optimizer: fail
"""

import keras


def make_optimizer(name, learning_rate):
    # get() raises the ValueError by itself
    optimizer = keras.optimizers.get(name)
    optimizer.learning_rate = learning_rate
    return optimizer


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("positive rate and a factor of 1 or more, please")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
