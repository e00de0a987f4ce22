"""Exceptions of one's own that are a ValueError and a TypeError; a dataclass for the settings."""

from dataclasses import dataclass

import keras


class UnknownOptimizer(ValueError):
    """The name is not in the course's list."""


class BadRate(ValueError):
    pass


class RateIsScheduled(TypeError):
    pass


@dataclass(frozen=True)
class Setting:
    maker: type
    rate: float

    def build(self):
        return self.maker(learning_rate=self.rate)


@dataclass
class Drop:
    scratch_lr: float
    factor: float = 10.0

    def __post_init__(self):
        if self.scratch_lr <= 0:
            raise BadRate(self.scratch_lr)
        if self.factor < 1:
            raise BadRate(f"factor {self.factor}")

    @property
    def rate(self) -> float:
        return self.scratch_lr / self.factor


def make_optimizer(name, learning_rate):
    makers = {
        c.__name__.lower(): c
        for c in (
            keras.optimizers.SGD,
            keras.optimizers.Adam,
            keras.optimizers.AdamW,
            keras.optimizers.RMSprop,
        )
    }
    if name not in makers:
        raise UnknownOptimizer(name)
    return Setting(makers[name], learning_rate).build()


def fine_tuning_rate(scratch_lr, factor=10.0):
    return Drop(scratch_lr, factor).rate


def current_lr(optimizer):
    return float(optimizer._get_current_learning_rate())


def set_lr(optimizer, lr):
    if not isinstance(optimizer.learning_rate, keras.Variable):
        raise RateIsScheduled(type(optimizer.learning_rate))
    optimizer.learning_rate = lr
