"""Every refusal raises some exception, but never the one that the task names.

make_optimizer: fail
fine_tuning_rate: fail
set_lr: fail
"""

import keras

classes = {
    "sgd": keras.optimizers.SGD,
    "adam": keras.optimizers.Adam,
    "adamw": keras.optimizers.AdamW,
    "rmsprop": keras.optimizers.RMSprop,
}


def make_optimizer(name, learning_rate):
    return classes[name](learning_rate=learning_rate)  # KeyError for other names


def fine_tuning_rate(scratch_lr, factor=10.0):
    assert scratch_lr > 0, "scratch_lr must be positive"
    assert factor >= 1, "factor must be at least 1"
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate.assign(lr)  # AttributeError for schedules
