"""Computes ExponentialDecay by hand, so other schedules fail; whole factors only; rates capped.

fine_tuning_rate: fail
current_lr: raised
set_lr: fail
"""

import keras


def make_optimizer(name, learning_rate):
    classes = {
        "sgd": keras.optimizers.SGD,
        "adam": keras.optimizers.Adam,
        "adamw": keras.optimizers.AdamW,
        "rmsprop": keras.optimizers.RMSprop,
    }
    if name not in classes:
        raise ValueError(f"{name} unknown")
    return classes[name](learning_rate=learning_rate)


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 0.6:
        raise ValueError("impossible")
    return scratch_lr / int(factor)


def current_lr(optimizer):
    rate = optimizer._learning_rate
    if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule):
        step = int(optimizer.iterations)
        return rate.initial_learning_rate * rate.decay_rate ** (step / rate.decay_steps)
    return float(rate)


def set_lr(optimizer, lr):
    # no rate below 1e-6, training would stand still
    optimizer.learning_rate = max(lr, 1e-6)
