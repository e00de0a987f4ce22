"""fine_tuning_rate counts down to the rate, and prints every number on the way, for ever.

fine_tuning_rate: timeout
points: 9
"""

import keras


def make_optimizer(name, learning_rate):
    if name not in ("sgd", "adam", "adamw", "rmsprop"):
        raise ValueError(name)
    return keras.optimizers.get({"class_name": name, "config": {"learning_rate": learning_rate}})


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("bad arguments")
    rate = scratch_lr
    while rate != scratch_lr / factor or True:
        rate = rate - 1e-7
        print("still going down:", rate, "is not yet", scratch_lr / factor)
    return rate


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    optimizer.learning_rate = lr
