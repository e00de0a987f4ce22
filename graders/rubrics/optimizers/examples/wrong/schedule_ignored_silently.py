"""Whatever goes wrong is swallowed: other names give Adam, bad rates None, schedules nothing.

make_optimizer: fail
fine_tuning_rate: fail
set_lr: fail
"""

import keras


def make_optimizer(name, learning_rate):
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate)
    elif name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate)
    elif name == "adamw":
        return keras.optimizers.AdamW(learning_rate)
    else:
        return keras.optimizers.Adam(learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        print("Error: these arguments are not allowed!")
    else:
        return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    try:
        optimizer.learning_rate = lr
    except Exception:
        pass
