"""Looks for the model that owns the optimizer, and compiles it with a new optimizer.

set_lr: fail
"""

import gc

import keras


def make_optimizer(name, learning_rate):
    if name == "sgd":
        cls = keras.optimizers.SGD
    elif name == "adam":
        cls = keras.optimizers.Adam
    elif name == "adamw":
        cls = keras.optimizers.AdamW
    elif name == "rmsprop":
        cls = keras.optimizers.RMSprop
    else:
        raise ValueError(name)
    return cls(learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    if isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule):
        raise TypeError("has a schedule")
    for model in gc.get_objects():
        if isinstance(model, keras.Model) and getattr(model, "optimizer", None) is optimizer:
            model.compile(type(optimizer)(lr), loss=model.loss, jit_compile=False)
