"""make_optimizer sleeps for an hour first, which costs no processor time.

make_optimizer: timeout
points: 8
"""

import time

import keras


def make_optimizer(name, learning_rate):
    time.sleep(3600)
    if name not in ("sgd", "adam", "adamw", "rmsprop"):
        raise ValueError(name)
    return keras.optimizers.get({"class_name": name, "config": {"learning_rate": learning_rate}})


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("bad arguments")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
