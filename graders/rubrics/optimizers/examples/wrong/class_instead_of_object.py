"""The class is returned, without a call; and the schedule itself instead of its value.

make_optimizer: fail
current_lr: fail
"""

import keras


def make_optimizer(name, learning_rate):
    table = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam,
             "adamw": keras.optimizers.AdamW, "rmsprop": keras.optimizers.RMSprop}
    if name not in table:
        raise ValueError("not in table")
    optimizer = table[name]
    print(optimizer, "with", learning_rate)
    return optimizer


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("not allowed")
    return scratch_lr / factor


def current_lr(optimizer):
    if isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule):
        return optimizer._learning_rate
    return float(optimizer._learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
