"""make_optimizer sets the rate of a whole Keras class, for every optimizer that comes later.

make_optimizer: fail
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
        raise ValueError(f"no optimizer is called {name!r}")
    chosen = classes[name]
    chosen.learning_rate = learning_rate
    return chosen()


def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("the rate must be positive and the factor at least 1")
    return scratch_lr / factor


def current_lr(optimizer):
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr):
    if isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule):
        raise TypeError("a schedule decides the rate; give the optimizer a float to set it")
    optimizer.learning_rate = lr
