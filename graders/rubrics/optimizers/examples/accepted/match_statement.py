"""A match statement, names imported from keras, and the schedule asked for its value by hand."""

from __future__ import annotations

from keras.optimizers import SGD, Adam, AdamW, Optimizer, RMSprop
from keras.optimizers.schedules import LearningRateSchedule


def make_optimizer(name: str, learning_rate: float) -> Optimizer:
    match name:
        case "sgd":
            return SGD(learning_rate=learning_rate)
        case "adam":
            return Adam(learning_rate=learning_rate)
        case "adamw":
            return AdamW(learning_rate=learning_rate)
        case "rmsprop":
            return RMSprop(learning_rate=learning_rate)
        case _:
            raise ValueError(f"no such optimizer: {name}")


def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    match (scratch_lr, factor):
        case (rate, _) if rate <= 0:
            raise ValueError(f"{rate} is not a learning rate")
        case (_, share) if share < 1:
            raise ValueError(f"a factor of {share} would raise the rate")
        case (rate, share):
            return rate / share


def current_lr(optimizer: Optimizer) -> float:
    rate = optimizer._learning_rate
    if isinstance(rate, LearningRateSchedule):
        return float(rate(optimizer.iterations))
    return float(rate)


def set_lr(optimizer: Optimizer, lr: float) -> None:
    if isinstance(optimizer._learning_rate, LearningRateSchedule):
        raise TypeError("the schedule decides")
    optimizer._learning_rate.assign(lr)
