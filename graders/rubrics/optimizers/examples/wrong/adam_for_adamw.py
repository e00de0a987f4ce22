"""A slip in the table gives Adam for "adamw"; rates are rounded to four decimals.

make_optimizer: fail
fine_tuning_rate: fail
"""

from keras.optimizers import SGD, Adam, RMSprop


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return SGD(learning_rate)
    if name == "adam" or "adamw":
        return Adam(learning_rate)
    if name == "rmsprop":
        return RMSprop(learning_rate)
    raise ValueError("unknown optimizer " + name)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0:
        raise ValueError("zero or less")
    if factor < 1:
        raise ValueError("less than one")
    return round(scratch_lr / factor, 4)


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
