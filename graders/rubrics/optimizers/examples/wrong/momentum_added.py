"""A momentum that nobody asked for; the rate is tried out with a real update before it is read.

make_optimizer: fail
current_lr: fail
"""

import keras


def make_optimizer(name, learning_rate):
    optimizers = {
        "sgd": keras.optimizers.SGD(learning_rate, momentum=0.9),  # momentum is always better
        "adam": keras.optimizers.Adam(learning_rate, clipnorm=1.0),
        "adamw": keras.optimizers.AdamW(learning_rate, weight_decay=0.01),
        "rmsprop": keras.optimizers.RMSprop(learning_rate, momentum=0.9),
    }
    if name not in optimizers:
        raise ValueError(f"Unknown name: {name}")
    return optimizers[name]


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0:
        raise ValueError("scratch_lr")
    if factor < 1:
        raise ValueError("factor")
    return scratch_lr / factor


def current_lr(optimizer):
    rate = float(optimizer.learning_rate)
    optimizer.iterations.assign_add(1)  # so that the next call gives the next rate
    return rate


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
