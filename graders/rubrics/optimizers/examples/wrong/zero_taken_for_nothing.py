"""`if lr:` takes 0.0 for no rate; a factor of exactly 1 is refused.

fine_tuning_rate: raised
set_lr: fail
"""

import keras


def make_optimizer(name: str, learning_rate: float):
    names = ["sgd", "adam", "adamw", "rmsprop"]
    if name not in names:
        raise ValueError(f"Optimizer '{name}' not recognised")
    return keras.optimizers.get({"class_name": name, "config": {"learning_rate": learning_rate}})


def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    if scratch_lr <= 0 or factor <= 1:
        raise ValueError("scratch_lr must be positive, factor must be above 1")
    return scratch_lr / factor


def current_lr(optimizer) -> float:
    return float(optimizer.learning_rate)


def set_lr(optimizer, lr=None) -> None:
    if isinstance(optimizer._learning_rate, keras.optimizers.schedules.LearningRateSchedule):
        raise TypeError("not with a schedule")
    if lr:
        optimizer.learning_rate = lr
