"""functools.cache hands out one optimizer for the same arguments, and one answer for the rate.

make_optimizer: fail
current_lr: fail
"""

import functools

import keras


@functools.cache
def make_optimizer(name: str, learning_rate: float):
    table = {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW", "rmsprop": "RMSprop"}
    if name not in table:
        raise ValueError(f"no optimizer is called {name!r}")
    return getattr(keras.optimizers, table[name])(learning_rate)


@functools.lru_cache(maxsize=None)
def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    if scratch_lr <= 0 or factor < 1:
        raise ValueError(f"{scratch_lr=} {factor=}")
    return scratch_lr / factor


def current_lr(optimizer) -> float:
    rate = optimizer._learning_rate
    if isinstance(rate, keras.optimizers.schedules.LearningRateSchedule):
        # the optimizer has just used this one
        return float(rate(max(int(optimizer.iterations) - 1, 0)))
    return float(rate)


def set_lr(optimizer, lr: float) -> None:
    optimizer.learning_rate = lr
