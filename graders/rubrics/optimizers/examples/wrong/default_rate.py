"""The rate is never passed on, so each class keeps its default; only 10 is ever divided by.

make_optimizer: fail
fine_tuning_rate: fail
"""

import keras

classes = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam,
           "adamw": keras.optimizers.AdamW, "rmsprop": keras.optimizers.RMSprop}


def make_optimizer(name: str, learning_rate: float):
    if name not in classes:
        raise ValueError(f"{name} is not supported")
    optimizer = classes[name]()
    optimizer.lr = learning_rate
    return optimizer


def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    if scratch_lr <= 0:
        raise ValueError("scratch_lr must be > 0")
    if factor < 1:
        raise ValueError("factor must be >= 1")
    return scratch_lr / 10


def current_lr(optimizer) -> float:
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr: float) -> None:
    optimizer.learning_rate = lr
