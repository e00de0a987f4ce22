"""set_lr waits for a number that float32 never reaches.

set_lr: timeout
points: 7
"""

import keras


def make_optimizer(name, learning_rate):
    classes = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam,
               "adamw": keras.optimizers.AdamW, "rmsprop": keras.optimizers.RMSprop}
    if name not in classes:
        raise ValueError(name)
    return classes[name](learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("bad arguments")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
    while float(optimizer.learning_rate) != lr or lr == 0:
        optimizer.learning_rate = lr
