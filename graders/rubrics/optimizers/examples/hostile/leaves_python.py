"""current_lr ends the whole process at once.

current_lr: crash
points: 9
"""

import os

import keras


def make_optimizer(name, learning_rate):
    if name not in ("sgd", "adam", "adamw", "rmsprop"):
        raise ValueError(name)
    return keras.optimizers.get({"class_name": name, "config": {"learning_rate": learning_rate}})


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("bad arguments")
    return scratch_lr / factor


def current_lr(optimizer):
    print(float(optimizer.learning_rate))
    os._exit(0)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
