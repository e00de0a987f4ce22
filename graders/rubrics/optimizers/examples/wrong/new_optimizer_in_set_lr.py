"""set_lr makes a new optimizer of the same kind; the model goes on with the one it has.

set_lr: fail
"""

import keras

OPTIMIZERS = {c.__name__.lower(): c for c in (keras.optimizers.SGD, keras.optimizers.Adam,
                                              keras.optimizers.AdamW, keras.optimizers.RMSprop)}


def make_optimizer(name, learning_rate):
    if name not in OPTIMIZERS:
        raise ValueError(f"expected one of {list(OPTIMIZERS)}, got {name}")
    return OPTIMIZERS[name](learning_rate=learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("scratch_lr has to be positive and factor at least 1")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    if isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule):
        raise TypeError("schedules cannot be changed")
    optimizer = type(optimizer)(learning_rate=lr)
